// Reads the accounts' files themselves, with Node's own SQLite, once the house has been killed for the last
// time: what stands on disk is the only witness that no code of ours can talk round.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { KeptRequest, Ledger } from './ledger.ts';
import { differenceOf } from './report.ts';

const EntryRow = z.object({
  entry_id: z.string(),
  kind: z.enum(['purchase', 'reversal', 'refund', 'top_up']),
  purse_ore: z.int(),
});
const OutcomeRow = z.object({
  id: z.string(),
  sequence: z.int().nullable(),
  answer: z.string(),
});

export interface JournalsOnDisk {
  readonly accounts: number;
  readonly damaged: readonly string[];
  /** By entry id; more than one is a purchase that was booked twice. */
  readonly entries: ReadonlyMap<string, readonly z.infer<typeof EntryRow>[]>;
  readonly outcomes: ReadonlyMap<string, z.infer<typeof OutcomeRow>>;
}

export function readJournals(objectsDirectory: string): JournalsOnDisk {
  const directory = join(objectsDirectory, 'klubkort-CardAccount');
  const files = readdirSync(directory).filter((name) => /^[\da-f]{64}\.sqlite$/.test(name));
  const damaged: string[] = [];
  const entries: z.infer<typeof EntryRow>[] = [];
  const outcomes = new Map<string, z.infer<typeof OutcomeRow>>();
  for (const file of files) {
    const database = new DatabaseSync(join(directory, file));
    const check = database.prepare('PRAGMA integrity_check').get();
    if (check?.integrity_check !== 'ok') damaged.push(`${file}: ${JSON.stringify(check)}`);
    const rows = database.prepare(
      `SELECT entry_id, kind, (SELECT sum(amount_ore) FROM posting
         WHERE posting.sequence = entry.sequence AND ledger_account = 'purse') AS purse_ore
       FROM entry`,
    );
    entries.push(...rows.all().map((row) => EntryRow.parse(row)));
    for (const row of database.prepare('SELECT id, sequence, answer FROM outcome').all()) {
      const outcome = OutcomeRow.parse(row);
      outcomes.set(outcome.id, outcome);
    }
    database.close();
  }
  const byId = Map.groupBy(entries, ({ entry_id }) => entry_id);
  return { accounts: files.length, damaged, entries: byId, outcomes };
}

/** I6: each 201 that a till ever got is there once, with the amount of its cart and its very receipt. */
export function objectionsToAccepted(ledger: Ledger, journals: JournalsOnDisk): string[] {
  return ledger.requests().flatMap((kept) => {
    if (!kept.isAccepted) return [];
    const [entry, ...twice] = journals.entries.get(kept.id) ?? [];
    if (entry === undefined) return [`${kept.id} was acknowledged and is not in the books`];
    if (twice.length > 0) return [`${kept.id} is in the books ${twice.length + 1} times`];
    const mustOre = kept.request.kind === 'purchase' ? -kept.totalOre : kept.totalOre;
    if (entry.kind !== kept.request.kind || entry.purse_ore !== mustOre) {
      return [`${kept.id} is booked as ${entry.kind} of ${entry.purse_ore}, not of ${mustOre}`];
    }
    const stored = acceptedValue(journals.outcomes.get(kept.id)?.answer ?? '{}');
    const told = kept.outcome?.text ?? '';
    return stored === told
      ? []
      : [`${kept.id}: another receipt is kept, ${differenceOf(told, stored)}`];
  });
}

/** I3: a refused id is kept as refused and has taken nothing. */
export function objectionsToRefused(ledger: Ledger, journals: JournalsOnDisk): string[] {
  return ledger.requests().flatMap((kept: KeptRequest) => {
    if (kept.outcome === null || kept.isAccepted) return [];
    if (journals.entries.has(kept.id)) return [`${kept.id} was refused and yet booked`];
    const stored = journals.outcomes.get(kept.id);
    if (stored === undefined) return [`${kept.id}: its refusal is not kept`];
    return stored.sequence === null ? [] : [`${kept.id} was refused and points to an entry`];
  });
}

/** Nothing stands in the books that no till has asked for. */
export function objectionsToStrangers(ledger: Ledger, journals: JournalsOnDisk): string[] {
  const asked = new Set(ledger.requests().map(({ id }) => id));
  return [...journals.entries.values()].flat().flatMap(({ entry_id, kind }) => {
    return kind === 'top_up' || asked.has(entry_id)
      ? []
      : [`a ${kind} ${entry_id} that nobody asked for`];
  });
}

function acceptedValue(answer: string): string {
  return JSON.stringify((JSON.parse(answer) as { value?: unknown }).value);
}
