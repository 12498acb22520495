// The key under which a provider carries out an operation once. Vendors allow 40 to 64 characters, and some
// of our references are longer than the shortest, so it is a hash. Absent: what the operation is.
import { createHash } from 'node:crypto';

export type ProviderOperation =
  | 'start'
  | 'capture'
  | 'release'
  | 'charge'
  | 'cancel'
  | 'refund'
  | 'stop';

/** 40 hexadecimal digits, the same for the same operation on the same reference. */
export function operationKey(operation: ProviderOperation, reference: string): string {
  const hash = createHash('sha256').update(`klubkort-payment-1\n${operation}\n${reference}`);
  return hash.digest('hex').slice(0, 40);
}
