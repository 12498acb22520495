// The handles under which an account remembers what it began at Nexi. Each says what it is the id of, since a
// charge is first a bulk and then a payment.

export const paymentHandle = (paymentId: string) => `payment:${paymentId}`;
export const bulkHandle = (bulkId: string) => `bulk:${bulkId}`;

export function idIn(kind: 'payment' | 'bulk', handle: string | null): string | null {
  return handle?.startsWith(`${kind}:`) === true ? handle.slice(kind.length + 1) : null;
}
