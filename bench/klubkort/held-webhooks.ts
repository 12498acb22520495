// The webhooks that the simulators have made and hold back (`late`), signed now, to be sent at a moment that is
// measured. Body and signature are as the simulators send them.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AccountId } from '../../contracts/ids.ts';
import { readPaymentReference } from '../../durable-objects/payments/payment-reference.ts';
import { vippsAuthorization } from '../../durable-objects/payments/vipps-webhook.ts';
import { requestBytes } from '../load/till-connection.ts';
import type { ProviderName, StartedProviders } from './payment-provider.ts';

export interface HeldWebhook {
  readonly accountId: AccountId;
  /** The whole request, signed at this moment. */
  bytes(): Buffer;
}

const Delivery = z.looseObject({
  ...{ id: z.string(), address: z.url(), eventName: z.string(), body: z.string() },
  secret: z.string(),
  isDone: z.boolean(),
});
type Delivery = z.infer<typeof Delivery>;
const State = z.looseObject({ deliveries: z.array(Delivery) });
const About = z.looseObject({ reference: z.string().optional(), chargeId: z.string().optional() });

export class HeldWebhooks {
  readonly #providers: StartedProviders;
  readonly #host: string;
  readonly #seen = new Set<string>();

  constructor(providers: StartedProviders, port: number) {
    this.#providers = providers;
    this.#host = `127.0.0.1:${port}`;
  }

  /** Those of an event that wait and were not given out before. */
  async fresh(provider: ProviderName, eventName: string): Promise<HeldWebhook[]> {
    const { deliveries } = State.parse(await this.#providers.state(provider));
    const fresh = deliveries.filter(
      (one) => one.eventName === eventName && !one.isDone && !this.#seen.has(one.id),
    );
    for (const { id } of fresh) this.#seen.add(id);
    return fresh.map((delivery) => ({
      accountId: accountOf(delivery),
      bytes: () => this.#bytes(provider, delivery),
    }));
  }

  #bytes(provider: ProviderName, { address, body, secret }: Delivery): Buffer {
    const { pathname: target } = new URL(address);
    const headers =
      provider === 'nexi' ? { authorization: secret } : this.#signed(target, body, secret);
    return requestBytes(this.#host, { method: 'POST', target, headers, body });
  }

  #signed(path: string, body: string, secret: string): Record<string, string> {
    const date = new Date().toUTCString();
    const contentHash = createHash('sha256').update(body).digest('base64');
    const signed = { path, host: this.#host, date, contentHash };
    return {
      authorization: vippsAuthorization(signed, secret),
      ...{ 'x-ms-date': date, 'x-ms-content-sha256': contentHash },
    };
  }
}

/** Nexi's address ends with our reference; MobilePay's body has it. */
function accountOf({ address, body }: Delivery): AccountId {
  const { reference, chargeId } = About.parse(JSON.parse(body));
  const name = chargeId ?? reference ?? new URL(address).pathname.split('/').at(-1) ?? '';
  const read = readPaymentReference(name);
  if (read === null) throw new Error(`a webhook about ${name}`);
  return read.accountId;
}
