// One small change in one bare object per step: what the engine itself can do.
import { randomInt, randomUUID } from 'node:crypto';
import { Awake } from './awake.ts';
import type { LoadPlan, LoadSource, PreparedLoad, Step, TillLoad } from './load-plan.ts';
import { requestBytes, TillConnection } from './till-connection.ts';

export interface BareObjectPlace {
  readonly port: number;
  readonly objects: number;
}

export class BareObjectLoad implements LoadSource {
  readonly #place: BareObjectPlace;
  readonly #awake = new Awake();

  constructor(place: BareObjectPlace) {
    this.#place = place;
  }

  async prepare(plan: LoadPlan): Promise<PreparedLoad> {
    const tills: TillLoad[] = [];
    let untimedPurchases = 0;
    for (let till = 0; till < plan.tills; till += 1) {
      const connection = await TillConnection.open(this.#place.port);
      const steps: Step[] = [];
      for (let step = 0; step < Math.ceil(plan.steps / plan.tills); step += 1) {
        const drawn = `account-${randomInt(this.#place.objects)}`;
        const name = plan.accounts === 'many' ? drawn : 'hot';
        // Klubkort's account has been tapped and has written that look before its purchase is timed.
        if (this.#awake.mustBeWoken(name)) {
          await this.#debit(name, connection)();
          untimedPurchases += 1;
        }
        steps.push(this.#debit(name, connection));
      }
      tills.push({ connection, steps });
    }
    return { tills, untimedPurchases };
  }

  #debit(name: string, connection: TillConnection): Step {
    const request = requestBytes(`127.0.0.1:${this.#place.port}`, {
      method: 'PUT',
      target: `/objects/${name}/debits/${randomUUID()}`,
    });
    return async () => {
      const answer = await connection.send(request);
      if (answer.status !== 201) throw new Error(`bare object: ${answer.status} ${answer.body}`);
    };
  }
}
