import { expect, test } from 'vitest';
import { msSince, systemClock } from './clock.ts';

test('a reading ages by the monotonic clock when the wall clock is set back', () => {
  const read = { monotonicMs: 1_000, wallMs: 500_000 };
  expect(msSince(read, { monotonicMs: 4_000, wallMs: 100_000 })).toBe(3_000);
});

test('a reading ages by the wall clock while the PC sleeps and the monotonic clock stands still', () => {
  const read = { monotonicMs: 1_000, wallMs: 500_000 };
  expect(msSince(read, { monotonicMs: 1_200, wallMs: 560_000 })).toBe(60_000);
});

test('a reading is never younger than now', () => {
  const read = { monotonicMs: 1_000, wallMs: 500_000 };
  expect(msSince(read, { monotonicMs: 900, wallMs: 499_000 })).toBe(0);
});

test('the system clock moves on', () => {
  const first = systemClock();
  const later = systemClock();
  expect(later.monotonicMs).toBeGreaterThanOrEqual(first.monotonicMs);
});
