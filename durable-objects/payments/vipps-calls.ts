// One call to Vipps MobilePay: token, keys, and the key under which a change happens once. A 401 is answered
// by one new token and the same call again, since nothing was done. Headers are the vendor's own.
import type { ZodType } from 'zod';
import type { MobilePayConfiguration } from './payment-configuration.ts';
import type { ProviderFailure } from './payment-provider.ts';
import {
  callProvider,
  type ProviderAnswer,
  type ProviderPorts,
  type ProviderRequest,
  understood,
} from './provider-call.ts';
import { VippsToken } from './vipps-token.ts';

export interface VippsRequest extends Pick<ProviderRequest, 'method' | 'body'> {
  readonly path: string;
  /** A change that carries one may be repeated; the registration of a webhook has none. */
  readonly key?: string;
}

export type Found<Shape> =
  | { readonly kind: 'understood'; readonly body: Shape }
  | { readonly kind: 'not_found' }
  | ProviderFailure;

export interface VippsCalls {
  call(request: VippsRequest): Promise<ProviderAnswer | ProviderFailure>;
  find<Shape>(path: string, shape: ZodType<Shape>): Promise<Found<Shape>>;
}

export function vippsCalls(
  configuration: MobilePayConfiguration,
  ports: ProviderPorts,
): VippsCalls {
  const tokens = new VippsToken(configuration, ports);

  async function call(request: VippsRequest): Promise<ProviderAnswer | ProviderFailure> {
    const first = await callWith(request, null);
    if (first.answer.kind !== 'answer' || first.answer.status !== 401) return first.answer;
    return (await callWith(request, first.token)).answer;
  }

  async function callWith({ method, path, key, body }: VippsRequest, refusedToken: string | null) {
    const got = await tokens.get(refusedToken);
    if (got.kind !== 'token') return { answer: got, token: null };
    const answer = await callProvider(
      {
        ...{ method, address: `${configuration.baseAddress}${path}` },
        isRepeatable: method === 'GET' || key !== undefined,
        headers: {
          authorization: `Bearer ${got.token}`,
          'ocp-apim-subscription-key': configuration.subscriptionKey,
          'merchant-serial-number': configuration.merchantSerialNumber,
          ...SYSTEM,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body }),
      },
      ports,
    );
    return { answer, token: got.token };
  }

  async function find<Shape>(path: string, shape: ZodType<Shape>): Promise<Found<Shape>> {
    const answer = await call({ method: 'GET', path });
    if (answer.kind !== 'answer') return answer;
    if (answer.status === 404) return { kind: 'not_found' };
    return understood(answer, shape);
  }

  return { call, find };
}

/** For the vendor's support: which program calls. At most 30 characters each. */
const SYSTEM = {
  'vipps-system-name': 'klubkort',
  'vipps-system-version': '1',
  'vipps-system-plugin-name': 'klubkort-payments',
  'vipps-system-plugin-version': '1',
} as const;
