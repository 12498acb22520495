import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-time.ts';

const at = (instant: string) => Date.parse(instant);
const iso = (instant: number | null) => instant && new Date(instant).toISOString();
const NIGHT = { from: '21:00', until: '07:00' };

describe('the quiet time', () => {
  it('runs across midnight, by the clock in Copenhagen', () => {
    expect(quietUntil(NIGHT, at('2026-11-21T19:59:59Z'))).toBeNull();
    expect(iso(quietUntil(NIGHT, at('2026-11-21T20:00:00Z')))).toBe('2026-11-22T06:00:00.000Z');
    expect(iso(quietUntil(NIGHT, at('2026-11-22T05:59:59Z')))).toBe('2026-11-22T06:00:00.000Z');
    expect(quietUntil(NIGHT, at('2026-11-22T06:00:00Z'))).toBeNull();
  });

  it('runs within a day, its end not included', () => {
    const school = { from: '08:00', until: '14:30' };
    expect(quietUntil(school, at('2026-07-01T05:59:00Z'))).toBeNull();
    expect(iso(quietUntil(school, at('2026-07-01T06:00:00Z')))).toBe('2026-07-01T12:30:00.000Z');
    expect(quietUntil(school, at('2026-07-01T12:30:00Z'))).toBeNull();
  });

  it('ends at seven on the wall in the nights when the clock changes', () => {
    // Spring: 02:00 becomes 03:00 on 29 March 2026. Autumn: 03:00 becomes 02:00 on 25 October 2026.
    expect(iso(quietUntil(NIGHT, at('2026-03-28T22:00:00Z')))).toBe('2026-03-29T05:00:00.000Z');
    expect(iso(quietUntil(NIGHT, at('2026-10-24T21:00:00Z')))).toBe('2026-10-25T06:00:00.000Z');
  });

  it('is none where its ends are the same, and none where nobody set one', () => {
    expect(quietUntil({ from: '09:00', until: '09:00' }, at('2026-11-21T08:00:00Z'))).toBeNull();
    expect(quietUntil(null, at('2026-11-21T23:00:00Z'))).toBeNull();
  });
});
