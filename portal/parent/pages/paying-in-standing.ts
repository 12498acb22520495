// What a top-up's state means to its payer: whether it still waits, what is said of the money, and the one
// thing that helps. Pure. Absent: the words (words-of-paying-in.ts) and the asking (paying-in-follow.ts).
import type { PayingIn, TopUp, TopUpCause } from '../../../contracts/top-ups.ts';

export function isOpen({ state }: TopUp): boolean {
  return state === 'created' || state === 'waiting';
}

/** The one that its payer has begun by hand and neither paid nor left: shown before anything new is begun. */
export function openTopUp({ mine }: PayingIn): TopUp | null {
  return mine.find((topUp) => isOpen(topUp) && topUp.ruleId === null) ?? null;
}

/**
 * `again`: the same once more, where another card can be given. `other_way`: with the other provider.
 * `other_amount`: a smaller one. `contact`: somebody has to look. `none`: all is well.
 */
export type Remedy = 'again' | 'other_way' | 'other_amount' | 'contact' | 'none';

const REMEDIES: Record<TopUpCause, Remedy> = {
  cancelled_by_payer: 'again',
  not_finished: 'again',
  insufficient_funds: 'again',
  card_expired: 'again',
  card_not_accepted: 'again',
  approval_needed: 'again',
  agreement_stopped: 'again',
  own_limit_too_low: 'other_way',
  no_answer: 'none',
  provider_trouble: 'other_way',
  above_highest_balance: 'other_amount',
  cancelled_elsewhere: 'again',
  refunded_elsewhere: 'none',
  needs_a_person: 'contact',
};

export function remedyOf({ state, because }: TopUp): Remedy {
  if (state === 'credited') return 'none';
  return because === null ? 'again' : REMEDIES[because];
}

/** What is said of the money itself. */
export type MoneyWords = 'nothing_taken' | 'coming_back' | 'given_back' | 'unclear';

export function moneyOf({ state, because }: TopUp): MoneyWords | null {
  if (state === 'credited') return null;
  if (state === 'refund_due') return 'coming_back';
  if (state === 'refunded') return 'given_back';
  return because === 'needs_a_person' ? 'unclear' : 'nothing_taken';
}

/** How long to wait before asking again: soon at first, since most answers come within seconds. */
export function pauseBeforeAsking(asked: number): number {
  const pausesMs = [1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000];
  return pausesMs[asked] ?? 30_000;
}
