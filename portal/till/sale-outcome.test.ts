import { expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { NOON, problem } from './sale-examples.ts';
import { outcomeOf } from './sale-outcome.ts';

test('the three outcomes are what the cashier can do next: go on, look, or stop', () => {
  const toneOf = (...says: Parameters<typeof outcomeOf>) => outcomeOf(...says).tone;
  expect(toneOf({ kind: 'bought', totalOre: ore(100), childName: null }, NOON)).toBe('done');
  expect(toneOf({ kind: 'undone', totalOre: ore(100) }, NOON)).toBe('done');
  for (const code of ['price_changed', 'presentation_expired', 'presentation_cap'] as const) {
    expect(toneOf({ kind: 'problem', problem: problem({ code }), changes: [] }, NOON)).toBe('look');
  }
  for (const code of ['not_today', 'card_blocked', 'card_unknown', 'card_retired'] as const) {
    const says = { kind: 'problem', problem: problem({ code }), changes: [] } as const;
    expect(toneOf(says, NOON)).toBe('not_possible');
  }
});

test('done goes by itself after a second and a half; what must be read stays longer', () => {
  const done = outcomeOf({ kind: 'bought', totalOre: ore(100), childName: null }, NOON);
  expect(done.until - NOON).toBe(1_500);
  const read = outcomeOf({ kind: 'shown_too_long' }, NOON);
  expect(read.until - NOON).toBeGreaterThan(10_000);
});
