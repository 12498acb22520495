// The sum that a proven webhook speaks of: never believed, and compared, so that one that speaks of another is counted.
// Nexi's envelope and MobilePay's recurring payload are second-hand: what is not as they say is not compared.
import { z } from 'zod';

export interface ToldSum {
  readonly amountOre: number;
  readonly currency: string;
  /** Of what was given back or let go, which may be a part of the payment. */
  readonly isPart: boolean;
}

const sum = z.int().min(0);
const NexiSum = z.looseObject({
  event: z.string(),
  data: z.looseObject({ amount: z.looseObject({ amount: sum, currency: z.string() }) }),
});
const PaymentSum = z.looseObject({
  name: z.string(),
  amount: z.looseObject({ value: sum, currency: z.string() }),
});
const RecurringSum = z.looseObject({ eventType: z.string(), amount: sum, currency: z.string() });

/** Null where it speaks of none, or not in a way that is known. */
export function toldSum(body: Uint8Array): ToldSum | null {
  const value = json(body);
  const nexi = NexiSum.safeParse(value);
  if (nexi.success) {
    const { event, data } = nexi.data;
    return told(event, data.amount.amount, data.amount.currency);
  }
  const payment = PaymentSum.safeParse(value);
  if (payment.success) {
    const { name, amount } = payment.data;
    return told(name, amount.value, amount.currency);
  }
  const recurring = RecurringSum.safeParse(value);
  if (!recurring.success) return null;
  return told(recurring.data.eventType, recurring.data.amount, recurring.data.currency);
}

export function contradicts(
  { amountOre, currency, isPart }: ToldSum,
  attempt: { readonly amountOre: number },
): boolean {
  const isOther = isPart ? amountOre > attempt.amountOre : amountOre !== attempt.amountOre;
  return isOther || currency !== 'DKK';
}

function told(eventName: string, amountOre: number, currency: string): ToldSum {
  return { amountOre, currency, isPart: /refund|cancel/i.test(eventName) };
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body));
  } catch {
    return null;
  }
}
