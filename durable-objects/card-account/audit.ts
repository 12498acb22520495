// The replay of a whole journal against the running sums, in slices so that no till waits for it, and
// the account's plain figures for those who must look at them.
import type { CardState } from '../../contracts/cards.ts';
import type { AccountId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Notice } from './account-store.ts';
import type { LedgerAccount } from './entry.ts';
import type { Journal } from './journal.ts';
import type { TillLook } from './look-store.ts';
import { assertReplayAgrees, newReplay, replayEntry } from './replay.ts';
import type { Books } from './settle.ts';

const SLICE_ENTRIES = 200;

/** @throws InvariantViolation when the entries and the running sums do not say the same. */
export async function auditBooks(journal: Journal): Promise<{ entries: number }> {
  const { dailyTotals } = journal;
  const replay = newReplay();
  for (;;) {
    const slice = journal.entries(replay.sequence, SLICE_ENTRIES);
    for (const entry of slice) replayEntry(replay, entry);
    if (slice.length < SLICE_ENTRIES) break;
    await scheduler.wait(0);
  }
  // No await since the last slice: the sums are those of the entry that was replayed last.
  const kept = { spent: dailyTotals.spent('', '~'), moved: dailyTotals.moved('', '~') };
  assertReplayAgrees(replay, journal.running(), journal.spentWindows(), kept);
  return { entries: replay.sequence };
}

export interface AccountInspection {
  readonly accountId: AccountId;
  readonly frozenBecause: string | null;
  readonly sumsOre: Readonly<Record<LedgerAccount, Ore>>;
  readonly lastSequence: number;
  readonly cards: readonly { readonly cardId: string; readonly state: CardState }[];
  readonly limitsVersion: number;
  readonly notices: readonly Notice[];
  /** At tills. */
  readonly looks: readonly TillLook[];
}

export function inspectBooks(
  { accountId, account, cards, journal, store }: Books,
  looks: readonly TillLook[],
): AccountInspection {
  const running = journal.keptRunning();
  return {
    accountId,
    frozenBecause: account.frozenBecause,
    sumsOre: running.sumsOre,
    lastSequence: running.sequence,
    cards: cards.cards().map(({ cardId, state }) => ({ cardId, state })),
    limitsVersion: account.limitsVersion,
    notices: store.notices(),
    looks,
  };
}
