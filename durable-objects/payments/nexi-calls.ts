// Nexi's keys and addresses around one call, and the two questions that several answers need. Absent: what
// an answer means (nexi-outcomes.ts).
import type { ZodType, z } from 'zod';
import { NexiBulk, NexiPayment } from './nexi-shapes.ts';
import type { NexiConfiguration } from './payment-configuration.ts';
import type { ProviderFailure } from './payment-provider.ts';
import {
  callProvider,
  type ProviderPorts,
  type ProviderRequest,
  understood,
} from './provider-call.ts';

interface NexiRequest extends Pick<ProviderRequest, 'method' | 'isRepeatable' | 'body'> {
  readonly path: string;
  /** Where the vendor documents it: captures and refunds. */
  readonly key?: string;
}

type Found<Shape> =
  | { readonly kind: 'understood'; readonly body: Shape }
  | { readonly kind: 'not_found' }
  | ProviderFailure;

export function nexiCalls({ baseAddress, secretKey }: NexiConfiguration, ports: ProviderPorts) {
  const call = ({ method, path, isRepeatable, key, body }: NexiRequest) =>
    callProvider(
      {
        ...{ method, address: `${baseAddress}${path}`, isRepeatable },
        headers: {
          authorization: secretKey,
          accept: 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body }),
      },
      ports,
    );

  async function find<Shape>(path: string, shape: ZodType<Shape>): Promise<Found<Shape>> {
    const answer = await call({ method: 'GET', path, isRepeatable: true });
    if (answer.kind !== 'answer') return answer;
    if (answer.status === 404) return { kind: 'not_found' };
    return understood(answer, shape);
  }

  return {
    call,
    getPayment: (paymentId: string): Promise<Found<z.infer<typeof NexiPayment>>> =>
      find(`/v1/payments/${encodeURIComponent(paymentId)}`, NexiPayment),
    getBulk: (bulkId: string): Promise<Found<z.infer<typeof NexiBulk>>> =>
      find(
        `/v1/unscheduledsubscriptions/charges/${encodeURIComponent(bulkId)}?pageNumber=1&pageSize=10`,
        NexiBulk,
      ),
  };
}
