// Decides a deposit by staff: money in that a person of the municipality vouches for. Pure.
// Absent: payments through a provider.

import { type Ore, PositiveOre } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';
import type { TopUpCommand } from './commands.ts';
import { type EntryDraft, pursePostings } from './entry.ts';

export type TopUpDecision =
  | { readonly accepted: true; readonly draft: EntryDraft }
  | { readonly accepted: false; readonly refusal: Refusal };

/** A positive whole amount and a reason in words. What is malformed is no outcome, so it is asked first. */
export function isWellFormed({ amountOre, reason }: TopUpCommand): boolean {
  return PositiveOre.safeParse(amountOre).success && reason.trim() !== '';
}

/** Refusals in order (after `top_up_id_reused` and `account_frozen`): `deposit_not_allowed`, `above_highest_balance`. */
export function decideTopUp(
  purseOre: Ore,
  settings: Settings,
  command: TopUpCommand,
  reasonCiphertext: string,
  now: number,
): TopUpDecision {
  const { amountOre, paidBy = 'transfer' } = command;
  if (!isTaken(settings.staffDeposits, paidBy)) {
    return { accepted: false, refusal: { code: 'deposit_not_allowed' } };
  }
  if (purseOre + amountOre > settings.highestBalanceOre) {
    return { accepted: false, refusal: { code: 'above_highest_balance' } };
  }
  return {
    accepted: true,
    draft: {
      entryId: command.topUpId,
      kind: 'top_up',
      occurredAt: now,
      recordedAt: now,
      postings: pursePostings(amountOre, 'top_ups'),
      purchase: null,
      soldLines: [],
      ofPurchaseSequence: null,
      refundedLines: [],
      by: command.by,
      reasonCiphertext,
    },
  };
}

function isTaken(
  allowed: Settings['staffDeposits'],
  paidBy: NonNullable<TopUpCommand['paidBy']>,
): boolean {
  return paidBy === 'cash' ? allowed === 'transfer_and_cash' : allowed !== 'off';
}
