// Each kind of entry that a journal can hold has one name, which says what it was.
import { describe, expect, it } from 'vitest';
import { ENTRY_NAMES, type EntryName, entryName, KIND_NAMES } from './entry-names.ts';
import { EntryKind, MoneyInWay } from './statement.ts';

const NAMES: readonly EntryName[] = EntryKind.options.flatMap((kind) =>
  kind === 'top_up'
    ? MoneyInWay.options.map((way) => entryName({ kind, way }))
    : [entryName({ kind, way: null })],
);

describe.each(['da', 'en'] as const)('the names of entries (%s)', (language) => {
  it('are there for each kind, each another one', () => {
    const said = NAMES.map((name) => ENTRY_NAMES[language][name]);
    expect(said).toHaveLength(EntryKind.options.length - 1 + MoneyInWay.options.length);
    expect(said.every((name) => name?.length > 0)).toBe(true);
    expect(new Set(said).size).toBe(said.length);
  });

  it('are the same in sums and filters, where only the ways of money in are one', () => {
    for (const kind of EntryKind.options) {
      if (kind === 'top_up') expect(KIND_NAMES[language][kind]).toBeTruthy();
      else expect(KIND_NAMES[language][kind]).toBe(ENTRY_NAMES[language][kind]);
    }
  });
});

it('refuses to call money in by no way', () => {
  expect(() => entryName({ kind: 'top_up', way: null })).toThrow();
});
