import { describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { FIRST_SETTINGS, type Settings } from '../municipality/settings.ts';
import { creditInForceOre } from './credit.ts';

const REGISTERED = Date.parse('2026-08-03T08:00:00Z');
const EIGHT_WEEKS_MS = 8 * 7 * 86_400_000;

function creditOre(
  now: number,
  firstLinkedAt: number | null,
  settings: Partial<Settings> = {},
): number {
  const facts = { registeredAt: REGISTERED, firstLinkedAt };
  return creditInForceOre({ ...FIRST_SETTINGS, ...settings }, facts, now);
}

describe('start credit', () => {
  it('is fifty kroner from registration on, while no guardian is linked', () => {
    expect(creditOre(REGISTERED, null)).toBe(50_00);
  });

  it('ends after eight weeks to the millisecond', () => {
    expect(creditOre(REGISTERED + EIGHT_WEEKS_MS - 1, null)).toBe(50_00);
    expect(creditOre(REGISTERED + EIGHT_WEEKS_MS, null)).toBe(0);
  });

  it('ends at the moment of the first link', () => {
    const linkedAt = REGISTERED + 86_400_000;
    expect(creditOre(linkedAt - 1, linkedAt)).toBe(50_00);
    expect(creditOre(linkedAt, linkedAt)).toBe(0);
  });

  it('is not lengthened by a link that comes after the eight weeks', () => {
    const linkedAt = REGISTERED + EIGHT_WEEKS_MS + 10;
    expect(creditOre(linkedAt - 5, linkedAt)).toBe(0);
  });
});

describe('emergency credit', () => {
  it('is none unless the municipality gives it', () => {
    expect(FIRST_SETTINGS.emergencyCreditOre).toBe(0);
  });

  it('stays when start credit has ended', () => {
    const settings = { emergencyCreditOre: ore(20_00) };
    expect(creditOre(REGISTERED + EIGHT_WEEKS_MS, null, settings)).toBe(20_00);
  });

  it('is not added to start credit: the larger of the two holds', () => {
    expect(creditOre(REGISTERED, null, { emergencyCreditOre: ore(20_00) })).toBe(50_00);
    expect(creditOre(REGISTERED, null, { emergencyCreditOre: ore(80_00) })).toBe(80_00);
  });
});
