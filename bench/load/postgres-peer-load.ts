// Purchases as the Postgres peer takes them: the same bytes as ours, signed the same way. The peer knows
// no presentations, so the text that stands in for one is never looked at.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { AccountId } from '../../contracts/ids.ts';
import type { LoadPlan, LoadSource, PreparedLoad, Step, TillLoad } from './load-plan.ts';
import { requestBytes, TillConnection } from './till-connection.ts';
import { TillKey, type TillKeyText } from './till-key.ts';

export interface PostgresPeerPlace {
  readonly port: number;
  readonly screens: readonly TillKeyText[];
  readonly accountIds: readonly AccountId[];
  readonly hotAccountId: AccountId;
  readonly productId: string;
  readonly priceOre: number;
}

const presentation = `${randomBytes(300).toString('base64url')}.${randomBytes(32).toString('base64url')}`;

export class PostgresPeerLoad implements LoadSource {
  readonly #place: PostgresPeerPlace;
  readonly #screens: readonly TillKey[];

  constructor(place: PostgresPeerPlace) {
    this.#place = place;
    this.#screens = place.screens.map((screen) => new TillKey(screen));
  }

  async prepare(plan: LoadPlan): Promise<PreparedLoad> {
    const tills: TillLoad[] = [];
    for (const screen of this.#screens.slice(0, plan.tills)) {
      const connection = await TillConnection.open(this.#place.port);
      const length = Math.ceil(plan.steps / plan.tills);
      const steps = Array.from({ length }, () => this.#purchase(plan, screen, connection));
      tills.push({ connection, steps });
    }
    return { tills, untimedPurchases: 0 };
  }

  #purchase(plan: LoadPlan, screen: TillKey, connection: TillConnection): Step {
    const { accountIds, hotAccountId, productId, priceOre, port } = this.#place;
    const drawn = accountIds[randomInt(accountIds.length)];
    const accountId = plan.accounts === 'many' ? drawn : hotAccountId;
    const request = requestBytes(
      `127.0.0.1:${port}`,
      screen.signed({
        method: 'PUT',
        target: `/api/accounts/${accountId}/purchases/${randomUUID()}`,
        body: JSON.stringify({
          presentation,
          catalogueVersion: 1,
          lines: [{ productId, quantity: 1, priceOre }],
        }),
      }),
    );
    return async () => {
      const answer = await connection.send(request);
      if (answer.status !== 201) throw new Error(`peer: ${answer.status} ${answer.body}`);
    };
  }
}
