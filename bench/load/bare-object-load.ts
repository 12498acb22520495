// One small change in one bare object per step: what the engine itself can do.
import { randomInt, randomUUID } from 'node:crypto';
import type { LoadPlan, LoadSource, Step, TillLoad } from './load-plan.ts';
import { requestBytes, TillConnection } from './till-connection.ts';

export interface BareObjectPlace {
  readonly port: number;
  readonly objects: number;
}

export class BareObjectLoad implements LoadSource {
  readonly #place: BareObjectPlace;

  constructor(place: BareObjectPlace) {
    this.#place = place;
  }

  async prepare(plan: LoadPlan): Promise<readonly TillLoad[]> {
    const tills: TillLoad[] = [];
    for (let till = 0; till < plan.tills; till += 1) {
      const connection = await TillConnection.open(this.#place.port);
      const length = Math.ceil(plan.steps / plan.tills);
      tills.push({
        connection,
        steps: Array.from({ length }, () => this.#debit(plan, connection)),
      });
    }
    return tills;
  }

  #debit(plan: LoadPlan, connection: TillConnection): Step {
    const name = plan.accounts === 'many' ? `account-${randomInt(this.#place.objects)}` : 'hot';
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
