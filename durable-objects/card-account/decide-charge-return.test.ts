// A charge that its provider takes back after it was credited: what the purse bears, and what the
// municipality does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ore, sumOre } from '../../contracts/ore.ts';
import {
  type ChargeMovement,
  decideChargeReturn,
  type ReturnedOfCharge,
} from './decide-charge-return.ts';
import type { LedgerAccount } from './entry.ts';

const NOTHING_YET: ReturnedOfCharge = {
  chargedOre: ore(100_00),
  returnedOre: ore(0),
  receivableOre: ore(0),
};

function movement(kind: ChargeMovement['kind'], amountOre: number): ChargeMovement {
  return { movementId: 'movement-1', kind, amountOre: ore(amountOre), occurredAt: 500 };
}

function postings(decision: ReturnType<typeof decideChargeReturn>) {
  if (!decision.accepted) throw new Error(decision.because);
  const sums: Partial<Record<LedgerAccount, number>> = {};
  for (const posting of decision.draft.postings) sums[posting.ledgerAccount] = posting.amountOre;
  return sums;
}

describe('a charge that is taken back', () => {
  it('comes out of the purse as far as there is money', () => {
    const decision = decideChargeReturn(
      ore(150_00),
      NOTHING_YET,
      movement('charge_return', 100_00),
      1_000,
    );
    expect(postings(decision)).toEqual({ purse: -100_00, top_ups: 100_00 });
  });

  it('never takes the purse below zero: the rest is the municipality’s to recover', () => {
    const decision = decideChargeReturn(
      ore(30_00),
      NOTHING_YET,
      movement('charge_return', 100_00),
      1_000,
    );
    expect(postings(decision)).toEqual({ purse: -30_00, receivables: -70_00, top_ups: 100_00 });
  });

  it('takes nothing from a purse that is below zero already', () => {
    const decision = decideChargeReturn(
      ore(-20_00),
      NOTHING_YET,
      movement('charge_return', 100_00),
      1_000,
    );
    expect(postings(decision)).toEqual({ receivables: -100_00, top_ups: 100_00 });
  });

  it('is for a person to see where more came back than was charged', () => {
    const before = { ...NOTHING_YET, returnedOre: ore(60_00) };
    expect(
      decideChargeReturn(ore(0), before, movement('charge_return', 40_01), 1_000),
    ).toMatchObject({ accepted: false, because: 'more_than_charged' });
    expect(
      decideChargeReturn(ore(0), before, movement('charge_restored', 60_01), 1_000),
    ).toMatchObject({ accepted: false, because: 'more_than_returned' });
  });

  it('that comes again pays the municipality first, and then the purse', () => {
    const before = { ...NOTHING_YET, returnedOre: ore(100_00), receivableOre: ore(70_00) };
    const decision = decideChargeReturn(ore(0), before, movement('charge_restored', 100_00), 1_000);
    expect(postings(decision)).toEqual({ purse: 30_00, receivables: 70_00, top_ups: -100_00 });
  });

  it('I1: sums to zero, and leaves no purse lower than it may, over any sums', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -5_000, max: 100_000 }),
        amount,
        amount,
        amount,
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom<ChargeMovement['kind']>('charge_return', 'charge_restored'),
        (purseOre, chargedOre, returned, receivable, amountOre, kind) => {
          const returnedOre = ore(Math.min(returned, chargedOre));
          const before = {
            chargedOre: ore(chargedOre),
            returnedOre,
            receivableOre: ore(Math.min(receivable, returnedOre)),
          };
          const decision = decideChargeReturn(
            ore(purseOre),
            before,
            movement(kind, amountOre),
            1_000,
          );
          if (!decision.accepted) return;
          expect(sumOre(decision.draft.postings.map((posting) => posting.amountOre))).toBe(0);
          const moved = postings(decision).purse ?? 0;
          if (kind === 'charge_return') {
            expect(purseOre + moved).toBeGreaterThanOrEqual(Math.min(0, purseOre));
          } else expect(moved).toBeGreaterThanOrEqual(0);
          expect(decision.purseOre + decision.receivableOre).toBe(amountOre);
        },
      ),
    );
  });
});
