// What the payer of a top-up is told when it comes to nothing, or when its money goes back. Pure. Absent: what was
// credited, which the entry tells, and a charge by a rule that failed, which its rule tells.
import type { Notice } from './account-store.ts';
import { type AttemptBecause, causeOf } from './cause-of-outcome.ts';
import {
  type Consequence,
  isOpen,
  MOST_MISMATCHES,
  type TopUpAttempt,
} from './decide-top-up-attempt.ts';

type Told = Pick<Notice, 'kind' | 'facts'>;

/** @param attempt as it was before the consequence. Null: there is nothing to say that the payer does not know. */
export function noticeToPayer(attempt: TopUpAttempt, consequence: Consequence): Told | null {
  switch (consequence.kind) {
    case 'end':
      return consequence.because === 'by_customer' ? null : failed(attempt, consequence.because);
    case 'count_mismatch':
      return isOpen(attempt) && attempt.mismatches + 1 === MOST_MISMATCHES
        ? failed(attempt, consequence.because)
        : null;
    case 'give_back': {
      const { topUpId, amountOre, guardianId: payer } = attempt;
      const because = causeOf(consequence.because);
      return { kind: 'top_up_returned', facts: { topUpId, amountOre, because, payer } };
    }
    case 'credit':
    case 'ask_again':
    case 'nothing':
      return null;
    default:
      return consequence satisfies never;
  }
}

/** A charge by a rule that nobody can tell about: its payer hears that a person looks. Once. */
export function noticeOfPerson(before: TopUpAttempt, after: TopUpAttempt): Told | null {
  const { way, topUpId, amountOre, guardianId: payer } = after;
  const isLeft = way === 'agreement_charge' && after.needsPerson && !before.needsPerson;
  if (!isLeft || after.mismatches > 0) return null;
  const facts = { topUpId, amountOre, because: 'needs_a_person', isAutomatic: true, payer };
  return { kind: 'top_up_failed', facts };
}

/** Its money was on its way back, and is not: somebody has to see to it. */
export function noticeOfLostRefund(attempt: TopUpAttempt): Told {
  const { way, topUpId, amountOre, guardianId: payer } = attempt;
  const isAutomatic = way === 'agreement_charge';
  const facts = { topUpId, amountOre, because: 'needs_a_person', isAutomatic, payer };
  return { kind: 'top_up_failed', facts };
}

function failed(
  { way, topUpId, amountOre, guardianId: payer }: TopUpAttempt,
  because: AttemptBecause,
): Told | null {
  if (way === 'agreement_charge') return null;
  const facts = { topUpId, amountOre, because: causeOf(because), isAutomatic: false, payer };
  return { kind: 'top_up_failed', facts };
}
