// The access token that every call to Vipps MobilePay carries: fetched when it is needed, kept in memory for all
// until shortly before it ends. Absent: waiting for another's fetch, since that may be of an object that is put
// away on the way; whoever finds none fetches one. Path, headers and answer are the vendor's own.
import { z } from 'zod';
import type { MobilePayConfiguration } from './payment-configuration.ts';
import type { ProviderFailure } from './payment-provider.ts';
import { callProvider, type ProviderPorts, understood } from './provider-call.ts';

/** Both times are seconds, as text. */
const VippsTokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});

/** A token in use must not end on the way. */
const RENEW_BEFORE_MS = 60_000;

type TokenOrFailure = { readonly kind: 'token'; readonly token: string } | ProviderFailure;

export class VippsToken {
  readonly #configuration: MobilePayConfiguration;
  readonly #ports: ProviderPorts;
  #token: string | null = null;
  #goodUntil = 0;

  constructor(configuration: MobilePayConfiguration, ports: ProviderPorts) {
    this.#configuration = configuration;
    this.#ports = ports;
  }

  /** @param refused the token that a 401 came back for; the one in memory is then not given again. */
  async get(refused: string | null = null): Promise<TokenOrFailure> {
    if (this.#token !== null && this.#token !== refused && this.#ports.now() < this.#goodUntil) {
      return { kind: 'token', token: this.#token };
    }
    return this.#fetch();
  }

  async #fetch(): Promise<TokenOrFailure> {
    const { baseAddress, clientId, clientSecret, subscriptionKey, merchantSerialNumber } =
      this.#configuration;
    const answer = await callProvider(
      {
        method: 'POST',
        address: `${baseAddress}/accesstoken/get`,
        headers: {
          client_id: clientId,
          client_secret: clientSecret,
          'ocp-apim-subscription-key': subscriptionKey,
          'merchant-serial-number': merchantSerialNumber,
        },
        isRepeatable: true,
      },
      this.#ports,
    );
    if (answer.kind !== 'answer') return answer;
    const found = understood(answer, VippsTokenAnswer);
    if (found.kind !== 'understood') return found;
    this.#token = found.body.access_token;
    this.#goodUntil = this.#ports.now() + found.body.expires_in * 1000 - RENEW_BEFORE_MS;
    return { kind: 'token', token: this.#token };
  }
}
