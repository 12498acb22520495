// Recomputes everything that the running sums claim from the entries alone. Pure: fed entry by entry,
// so that a long journal is read in slices. Finds what a broken disk, a bug or a hand in the file did.
import { timesOre } from '../../contracts/ore.ts';
import { invariant } from '../invariant.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { type MovedThen, purseAmountOre, type SpentThere } from './daily-totals-store.ts';
import { feeReturnId } from './decide-card-order.ts';
import {
  assertBalanced,
  type Entry,
  entryHash,
  FIRST_HASH,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
} from './entry.ts';
import {
  addTotal,
  assertTotalsAgree,
  type ReplayedTotals,
  replayOther,
  spentKey,
} from './replay-daily-totals.ts';
import { spendingWindows, windowNames } from './windows.ts';

export interface Replay {
  sequence: number;
  recordedAt: number;
  hash: string;
  readonly sumsOre: Record<LedgerAccount, number>;
  readonly spentOre: Map<string, number>;
  readonly dailyTotals: ReplayedTotals;
  readonly presentationIds: Set<string>;
  /** What is left to give back of each purchase, by line; no more than that, for a journal is long. */
  readonly purchases: Map<number, ReplayedPurchase>;
  /** What may be given back of fees, by the id of the entry that would do it. */
  readonly feesOre: Map<string, number>;
}

interface ReplayedPurchase {
  readonly pricesOre: readonly number[];
  readonly left: number[];
  readonly windows: readonly string[];
  /** Of each line, the daily total that it counts in. */
  readonly totals: readonly string[];
  reversed: boolean;
}

export function newReplay(): Replay {
  return {
    sequence: 0,
    recordedAt: 0,
    hash: FIRST_HASH,
    sumsOre: { purse: 0, sales: 0, top_ups: 0, fees: 0, receivables: 0 },
    spentOre: new Map(),
    dailyTotals: { spent: new Map(), moved: new Map() },
    presentationIds: new Set(),
    purchases: new Map(),
    feesOre: new Map(),
  };
}

/** @throws InvariantViolation naming the entry that does not fit what came before it. */
export function replayEntry(replay: Replay, entry: Entry): void {
  const at = `entry ${entry.sequence}`;
  invariant('I4', entry.sequence === replay.sequence + 1, `${at} follows ${replay.sequence}`);
  const hash = entryHash(replay.hash, entry.sequence, entry);
  invariant('I4', hash === entry.hash, `${at} was changed after it was written`);
  assertBalanced(entry);
  for (const { ledgerAccount, amountOre } of entry.postings) {
    replay.sumsOre[ledgerAccount] += amountOre;
  }
  invariant('I1', entry.purseAfterOre === replay.sumsOre.purse, `${at} says another balance`);
  invariant('I4', entry.recordedAt >= replay.recordedAt, `${at} is older than the one before`);
  if (entry.kind === 'purchase') replayPurchase(replay, entry, at);
  else if (entry.ofPurchaseSequence === null) replayOther(replay.dailyTotals, entry);
  if (entry.ofPurchaseSequence !== null) replayGivingBack(replay, entry, at);
  if (entry.kind === 'fee' || entry.kind === 'fee_return') replayFee(replay, entry, at);
  if (entry.kind === 'charge_return') assertPurseBears(entry, at);
  replay.sequence = entry.sequence;
  replay.recordedAt = entry.recordedAt;
  replay.hash = entry.hash;
}

/** Compares what was recomputed with what the account keeps. Call it in the turn that read the last entry. */
export function assertReplayAgrees(
  replay: Replay,
  kept: Pick<Replay, 'sequence' | 'recordedAt' | 'hash'> & {
    readonly sumsOre: Readonly<Replay['sumsOre']>;
  },
  keptSpentOre: ReadonlyMap<string, number>,
  keptTotals: { readonly spent: readonly SpentThere[]; readonly moved: readonly MovedThen[] },
): void {
  invariant('I4', kept.sequence === replay.sequence, `the head says entry ${kept.sequence}`);
  invariant('I4', kept.hash === replay.hash, 'the head has another hash than the last entry');
  invariant('I4', kept.recordedAt === replay.recordedAt, 'the head has another time');
  for (const ledgerAccount of LEDGER_ACCOUNTS) {
    const keptOre = kept.sumsOre[ledgerAccount];
    const amountOre = replay.sumsOre[ledgerAccount];
    invariant(
      'I1',
      keptOre === amountOre,
      `${ledgerAccount}: kept ${keptOre}, replay ${amountOre}`,
    );
  }
  const windows = new Set([...replay.spentOre.keys(), ...keptSpentOre.keys()]);
  for (const name of windows) {
    const keptOre = keptSpentOre.get(name) ?? 0;
    const replayedOre = replay.spentOre.get(name) ?? 0;
    invariant('I8', keptOre === replayedOre, `${name}: kept ${keptOre}, replay ${replayedOre}`);
  }
  assertTotalsAgree(replay.dailyTotals, keptTotals);
}

function replayPurchase(replay: Replay, entry: Entry, at: string): void {
  const { purchase } = entry;
  invariant('I12', purchase !== null, `${at} is a purchase without a presentation`);
  invariant(
    'I12',
    !replay.presentationIds.has(purchase.presentationId),
    `${at} uses a presentation again`,
  );
  replay.presentationIds.add(purchase.presentationId);
  const moment = copenhagenMoment(entry.occurredAt);
  const windows = windowNames(spendingWindows(moment, purchase.cardId === null));
  const totals = entry.soldLines.map(({ categoryId }) =>
    spentKey({ ...purchase, day: moment.day, categoryId }),
  );
  replay.purchases.set(entry.sequence, {
    pricesOre: entry.soldLines.map(({ priceOre }) => priceOre),
    left: entry.soldLines.map(({ quantity }) => quantity),
    windows,
    totals,
    reversed: false,
  });
  const linesOre = entry.soldLines.reduce(
    (sumOre, line) => sumOre + timesOre(line.priceOre, line.quantity),
    0,
  );
  assertPurse(entry, -linesOre, at);
  for (const [line, { priceOre, quantity }] of entry.soldLines.entries()) {
    addTotal(replay.dailyTotals, totals[line] ?? '', timesOre(priceOre, quantity), quantity);
  }
  addSpent(replay, windows, linesOre);
}

function replayGivingBack(replay: Replay, entry: Entry, at: string): void {
  const origin = replay.purchases.get(entry.ofPurchaseSequence ?? 0);
  invariant('I4', origin !== undefined, `${at} gives back a purchase that is not there`);
  invariant('I4', !origin.reversed, `${at} gives back a reversed purchase`);
  origin.reversed = entry.kind === 'reversal';
  let backOre = 0;
  for (const { line, quantity } of entry.refundedLines) {
    const rest = (origin.left[line] ?? 0) - quantity;
    invariant('I4', rest >= 0, `${at} gives back more of line ${line} than was paid`);
    origin.left[line] = rest;
    const lineOre = (origin.pricesOre[line] ?? 0) * quantity;
    backOre += lineOre;
    addTotal(replay.dailyTotals, origin.totals[line] ?? '', -lineOre, -quantity);
  }
  assertPurse(entry, backOre, at);
  addSpent(replay, origin.windows, -backOre);
}

/** A fee is taken, and given back whole and once. */
function replayFee({ feesOre }: Replay, entry: Entry, at: string): void {
  const amountOre = purseAmountOre(entry);
  if (entry.kind === 'fee') {
    invariant('I1', amountOre < 0, `${at} is a fee that gives ${amountOre}`);
    feesOre.set(feeReturnId(entry.entryId), -amountOre);
    return;
  }
  invariant('I4', feesOre.get(entry.entryId) === amountOre, `${at} gives back no such fee`);
  feesOre.delete(entry.entryId);
}

/** What is taken back of a charge is never taken from money that is not there. */
function assertPurseBears(entry: Entry, at: string): void {
  const amountOre = purseAmountOre(entry);
  const isBorne = amountOre === 0 || (amountOre < 0 && entry.purseAfterOre >= 0);
  invariant('I2', isBorne, `${at} moves ${amountOre} and leaves ${entry.purseAfterOre}`);
}

function assertPurse(entry: Entry, expectedOre: number, at: string): void {
  const purseOre = purseAmountOre(entry);
  invariant('I1', purseOre === expectedOre, `${at} moves ${purseOre}, its lines ${expectedOre}`);
}

function addSpent(replay: Replay, windows: readonly string[], amountOre: number): void {
  for (const name of windows) {
    replay.spentOre.set(name, (replay.spentOre.get(name) ?? 0) + amountOre);
  }
}
