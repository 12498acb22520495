import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorId, PersonId, PurchaseId, TillId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { FIRST_SETTINGS } from '../municipality/settings.ts';
import { acceptedCase, FIXED, NOW, TILL, TYPED, withLines } from '../testing/purchase-case.ts';
import type { RefundCommand, ReversalCommand } from './commands.ts';
import { decideRefund, decideReversal, type PurchaseHistory } from './decide-giving-back.ts';
import { decidePurchase } from './decide-purchase.ts';

/** Three buns at 12 kr and a piece of wood for 25 kr: 61 kr. */
function history(change: Partial<PurchaseHistory> = {}): PurchaseHistory {
  const lines = [
    [FIXED, 3, 12_00],
    [TYPED, 1, 25_00],
  ] as const;
  const decision = decidePurchase(acceptedCase().state, withLines(lines), NOW);
  if (!decision.accepted || decision.draft.purchase === null) throw new Error('not accepted');
  const { draft } = decision;
  const written = { sequence: 1, purseAfterOre: ore(39_00), hash: '' };
  const purchase = { ...draft, purchase: decision.draft.purchase, ...written };
  return { purchase, isReversed: false, refundedLines: [], ...change };
}

const REVERSAL: ReversalCommand = {
  reversalId: 'reversal-1' as ReversalCommand['reversalId'],
  purchaseId: 'purchase-1' as PurchaseId,
  till: TILL,
  operatorsLastPurchaseId: null,
};

const REFUND: RefundCommand = {
  refundId: 'refund-1' as RefundCommand['refundId'],
  purchaseId: 'purchase-1' as PurchaseId,
  lines: 'all',
  by: 'leader-1' as PersonId,
  reason: 'fortrudt',
};

const AFTER_WINDOW = NOW + FIRST_SETTINGS.reversalWindowMs;

function reversal(
  command: Partial<ReversalCommand> = {},
  past: PurchaseHistory | null = history(),
  now = NOW,
): string {
  const decision = decideReversal(past, FIRST_SETTINGS, { ...REVERSAL, ...command }, now);
  return decision.accepted ? `gives back ${decision.totalOre}` : decision.refusal.code;
}

function refund(lines: RefundCommand['lines'], past: PurchaseHistory | null = history()): string {
  const decision = decideRefund(past, { ...REFUND, lines }, 'cipher', NOW);
  return decision.accepted ? `gives back ${decision.totalOre}` : decision.refusal.code;
}

const youth = (operatorId: string, last: string | null): Partial<ReversalCommand> => ({
  till: { ...TILL, operator: { operatorId: operatorId as OperatorId, kind: 'youth' } },
  operatorsLastPurchaseId: last as PurchaseId | null,
});

describe('a reversal', () => {
  it('gives the whole purchase back, until its window is over', () => {
    expect(reversal()).toBe('gives back 6100');
    expect(reversal({}, history(), AFTER_WINDOW - 1)).toBe('gives back 6100');
    expect(reversal({}, history(), AFTER_WINDOW)).toBe('reversal_too_late');
  });

  it('is refused in the documented order of precedence', () => {
    const otherTill = { till: { ...TILL, tillId: 'till-2' as TillId } };
    const nobody = { till: { ...otherTill.till, operator: null } };
    const refundedLines = [{ line: 0, quantity: 1 }];
    const spoilt = history({ isReversed: true, refundedLines });
    expect(reversal(nobody, null, AFTER_WINDOW)).toBe('operator_missing');
    expect(reversal(otherTill, null, AFTER_WINDOW)).toBe('purchase_unknown');
    expect(reversal(otherTill, spoilt, AFTER_WINDOW)).toBe('reversal_not_allowed');
    expect(reversal({}, spoilt, AFTER_WINDOW)).toBe('already_reversed');
    expect(reversal({}, history({ refundedLines }), AFTER_WINDOW)).toBe('already_refunded');
    expect(reversal({}, history(), AFTER_WINDOW)).toBe('reversal_too_late');
  });

  it('is allowed to a youth operator for the own last sale alone', () => {
    expect(reversal(youth('operator-1', 'purchase-1'))).toBe('gives back 6100');
    expect(reversal(youth('operator-1', 'purchase-2'))).toBe('reversal_not_allowed');
    expect(reversal(youth('operator-1', null))).toBe('reversal_not_allowed');
    expect(reversal(youth('operator-2', 'purchase-1'))).toBe('reversal_not_allowed');
  });
});

describe('a refund', () => {
  it('gives back the whole, or lines of it', () => {
    expect(refund('all')).toBe('gives back 6100');
    expect(refund([{ line: 0, quantity: 2 }])).toBe('gives back 2400');
    expect(refund([{ line: 1, quantity: 1 }])).toBe('gives back 2500');
  });

  it('gives back what is left, when the whole is asked for after a part', () => {
    expect(refund('all', history({ refundedLines: [{ line: 0, quantity: 2 }] }))).toBe(
      'gives back 3700',
    );
  });

  it('is refused in the documented order of precedence', () => {
    const whole = [
      { line: 0, quantity: 3 },
      { line: 1, quantity: 1 },
    ];
    const tooMuch = [{ line: 0, quantity: 4 }];
    expect(refund(tooMuch, null)).toBe('purchase_unknown');
    const spoilt = history({ isReversed: true, refundedLines: whole });
    expect(refund(tooMuch, spoilt)).toBe('already_reversed');
    expect(refund(tooMuch, history({ refundedLines: whole }))).toBe('already_refunded');
    expect(refund(tooMuch)).toBe('refund_too_large');
  });

  it.each([
    ['no line', []],
    ['a line that is not there', [{ line: 2, quantity: 1 }]],
    ['a negative line', [{ line: -1, quantity: 1 }]],
    ['nothing of a line', [{ line: 0, quantity: 0 }]],
    ['a negative quantity', [{ line: 0, quantity: -1 }]],
    ['half a bun', [{ line: 0, quantity: 0.5 }]],
    ['no number', [{ line: 0, quantity: Number.NaN }]],
    [
      'more in two parts than was bought',
      [
        { line: 0, quantity: 2 },
        { line: 0, quantity: 2 },
      ],
    ],
  ])('is refused for %s', (_, lines) => {
    expect(refund(lines)).toBe('refund_too_large');
  });

  it('never gives back more than was paid, in any order of parts', () => {
    const part = fc.array(
      fc.record({
        line: fc.integer({ min: -1, max: 3 }),
        quantity: fc.integer({ min: -2, max: 5 }),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant('all' as const), part), { maxLength: 12 }),
        (parts) => {
          let past = history();
          let backOre = 0;
          for (const lines of parts) {
            const decision = decideRefund(past, { ...REFUND, lines }, 'cipher', NOW);
            if (!decision.accepted) continue;
            backOre += decision.totalOre;
            const { refundedLines } = decision.draft;
            past = { ...past, refundedLines: [...past.refundedLines, ...refundedLines] };
            expect(decision.totalOre).toBeGreaterThan(0);
          }
          expect(backOre).toBeLessThanOrEqual(ore(61_00));
        },
      ),
      { numRuns: 500, verbose: 1 },
    );
  });
});
