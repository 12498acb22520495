// Decides a deposit by staff: money in that a person of the municipality vouches for. Pure.
// Absent: payments through a provider.

import type { Ore } from '../../contracts/ore.ts';
import { LARGEST_AMOUNT_ORE } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';
import type { TopUpCommand } from './commands.ts';
import { type EntryDraft, pursePostings } from './entry.ts';

export type TopUpDecision =
  | { readonly accepted: true; readonly draft: EntryDraft }
  | { readonly accepted: false; readonly refusal: Refusal };

/**
 * Refusals in order of precedence (after `top_up_id_reused` and `account_frozen`): `invalid_request`
 * (not a positive whole amount), `above_highest_balance`.
 */
export function decideTopUp(
  purseOre: Ore,
  settings: Settings,
  command: TopUpCommand,
  reasonCiphertext: string,
  now: number,
): TopUpDecision {
  const { amountOre } = command;
  if (!Number.isSafeInteger(amountOre) || amountOre < 1 || amountOre > LARGEST_AMOUNT_ORE) {
    return { accepted: false, refusal: { code: 'invalid_request' } };
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
