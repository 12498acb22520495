// What a card issuer's refusal means for the next try, by the code that Nexi passes on. The vendor's page
// lists a few; the rest are the issuers' common codes (ISO 8583). An unknown code counts as soft, since a
// method is then given up after three tries, while hard would give it up at once.
import type { PaymentOutcome } from './payment-provider.ts';

type Decline = Extract<PaymentOutcome, { code: string }>;
type Meaning = Decline extends infer One
  ? One extends unknown
    ? Omit<One, 'code'>
    : never
  : never;

const soft = (because: 'insufficient_funds' | 'issuer_unavailable' | 'technical'): Meaning =>
  ({ kind: 'declined_soft', because }) as const;
const hard = (
  because: 'card_expired' | 'card_lost_or_stolen' | 'card_closed' | 'not_permitted',
): Meaning => ({ kind: 'declined_hard', because }) as const;
const authenticate: Meaning = { kind: 'needs_customer', because: 'authentication' };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  '04': hard('card_lost_or_stolen'),
  '07': hard('card_lost_or_stolen'),
  '14': hard('card_closed'),
  '15': hard('card_closed'),
  '33': hard('card_expired'),
  '41': hard('card_lost_or_stolen'),
  '43': hard('card_lost_or_stolen'),
  '46': hard('card_closed'),
  '51': soft('insufficient_funds'),
  '54': hard('card_expired'),
  '57': hard('not_permitted'),
  '61': soft('insufficient_funds'),
  '62': hard('not_permitted'),
  '65': authenticate,
  '70': authenticate,
  '1A': authenticate,
  '78': hard('card_closed'),
  '91': soft('issuer_unavailable'),
  '96': soft('issuer_unavailable'),
  '99': soft('technical'),
};

export function nexiDecline(code: string | number | null | undefined): Decline {
  const spelled = String(code ?? '').toUpperCase();
  const meaning = MEANINGS[spelled.padStart(2, '0')];
  if (meaning === undefined)
    return { kind: 'declined_soft', because: 'unexplained', code: spelled };
  return { ...meaning, code: spelled };
}
