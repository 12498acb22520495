// Holds the house's own sums and replay against the tills' ledger, account by account and in total.
import { z } from 'zod';
import type { AccountId } from '../../contracts/ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import type { SeedClient } from '../../local/seed-client.ts';
import type { LoadChild, LoadWorld } from '../load/load-world.ts';
import type { Ledger } from './ledger.ts';

const Inspection = z.object({
  frozenBecause: z.string().nullable(),
  sumsOre: z.object({ purse: z.int(), sales: z.int(), top_ups: z.int() }),
  lastSequence: z.int(),
});
const Audit = z.object({
  ok: z.boolean(),
  value: z.object({ entries: z.int() }).optional(),
  refusal: z.object({ code: z.string() }).optional(),
});

export interface AccountBooks {
  readonly child: LoadChild;
  readonly inspection: z.infer<typeof Inspection>;
  readonly audit: z.infer<typeof Audit>;
}

/** What the tills' ledger says of one account. */
export interface ExpectedSums {
  readonly boughtOre: number;
  readonly reversedOre: number;
  readonly entries: number;
}

/** Replays every account, then asks for its figures. */
export async function readBooks(seed: SeedClient, world: LoadWorld): Promise<AccountBooks[]> {
  const { children } = world;
  const audits = await seed.callAll(
    children.map(({ accountId }) => seedCall('account', accountId, 'audit', undefined)),
  );
  const inspections = await seed.callAll(
    children.map(({ accountId }) => seedCall('account', accountId, 'inspect', undefined)),
  );
  return children.map((child, index) => ({
    child,
    audit: Audit.parse(audits[index]),
    inspection: Inspection.parse(inspections[index]),
  }));
}

export function expectedSums(ledger: Ledger): (accountId: AccountId) => ExpectedSums {
  const sums = new Map<AccountId, ExpectedSums>();
  // The one top-up of the seed is each account's first entry.
  const none: ExpectedSums = { boughtOre: 0, reversedOre: 0, entries: 1 };
  for (const { accountId, totalOre, isAccepted, request } of ledger.requests()) {
    if (!isAccepted) continue;
    const { boughtOre, reversedOre, entries } = sums.get(accountId) ?? none;
    const isPurchase = request.kind === 'purchase';
    sums.set(accountId, {
      boughtOre: boughtOre + (isPurchase ? totalOre : 0),
      reversedOre: reversedOre + (isPurchase ? 0 : totalOre),
      entries: entries + 1,
    });
  }
  return (accountId) => sums.get(accountId) ?? none;
}

/** I1: each purse, and what stands against it, is what the ledger says. */
export function objectionsToSums(books: readonly AccountBooks[], ledger: Ledger): string[] {
  const expected = expectedSums(ledger);
  return books.flatMap(({ child, inspection }) => {
    const { boughtOre, reversedOre, entries } = expected(child.accountId);
    const { purse, sales, top_ups } = inspection.sumsOre;
    const must = {
      purse: child.seededOre - boughtOre + reversedOre,
      sales: boughtOre - reversedOre,
      top_ups: -child.seededOre,
      entries,
    };
    const is = { purse, sales, top_ups, entries: inspection.lastSequence };
    const says = JSON.stringify(is);
    return says === JSON.stringify(must)
      ? []
      : [`${child.accountId}: ${says}, the tills say ${JSON.stringify(must)}`];
  });
}

/** I4: the replay agrees with the running sums, and nobody is frozen. */
export function objectionsToReplays(books: readonly AccountBooks[]): string[] {
  return books.flatMap(({ child, audit, inspection }) => {
    if (inspection.frozenBecause !== null) {
      return [`${child.accountId} is frozen: ${inspection.frozenBecause}`];
    }
    if (!audit.ok) return [`${child.accountId}: the audit says ${audit.refusal?.code}`];
    return audit.value?.entries === inspection.lastSequence
      ? []
      : [`${child.accountId}: ${audit.value?.entries} entries of ${inspection.lastSequence}`];
  });
}

export interface Totals {
  readonly seededOre: number;
  readonly boughtOre: number;
  readonly reversedOre: number;
  readonly purseOre: number;
}

export function totalsOf(books: readonly AccountBooks[], ledger: Ledger): Totals {
  const expected = expectedSums(ledger);
  const sum = (of: (account: AccountBooks) => number) =>
    books.reduce((total, account) => total + of(account), 0);
  return {
    seededOre: sum(({ child }) => child.seededOre),
    boughtOre: sum(({ child }) => expected(child.accountId).boughtOre),
    reversedOre: sum(({ child }) => expected(child.accountId).reversedOre),
    purseOre: sum(({ inspection }) => inspection.sumsOre.purse),
  };
}

export function objectionsToTotals(totals: Totals): string[] {
  const mustOre = totals.seededOre - totals.boughtOre + totals.reversedOre;
  return totals.purseOre === mustOre
    ? []
    : [`all purses hold ${totals.purseOre}, the tills say ${mustOre}`];
}
