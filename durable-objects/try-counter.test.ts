import { describe, expect, it } from 'vitest';
import { TryCounter } from './try-counter.ts';

describe('a counter of tries', () => {
  it('lets the allowed number of tries by, and then makes wait until the oldest is a window old', () => {
    const counter = new TryCounter(3, 60_000);
    for (const now of [1_000, 2_000, 3_000]) {
      expect(counter.waitMs(now)).toBe(0);
      counter.add(now);
    }
    expect(counter.waitMs(4_000)).toBe(57_000);
    expect(counter.waitMs(60_999)).toBe(1);
    expect(counter.waitMs(61_000)).toBe(0);
  });

  it('frees one try at a time', () => {
    const counter = new TryCounter(2, 10);
    counter.add(0);
    counter.add(5);
    expect(counter.waitMs(10)).toBe(0);
    counter.add(10);
    expect(counter.waitMs(11)).toBe(4);
  });
});
