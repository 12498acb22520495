import { describe, expect, it } from 'vitest';
import type { CardState } from '../../contracts/cards.ts';
import type { OperatorId, TillId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import {
  acceptedCase,
  FIXED,
  NOW,
  named,
  type PurchaseCase,
  TILL,
  TYPED,
  withLines,
} from '../testing/purchase-case.ts';
import { assertPurchaseHolds, decidePurchase } from './decide-purchase.ts';

type Defect = readonly [string, (good: PurchaseCase) => PurchaseCase];

const state = (change: Partial<PurchaseCase['state']>) => (good: PurchaseCase) => ({
  ...good,
  state: { ...good.state, ...change },
});

/** A line per defect of the goods, so that one does not take away another. */
const line =
  (product: typeof FIXED | null, quantity: number, priceOre: number) => (good: PurchaseCase) => {
    const added = withLines([[product, quantity, priceOre]]);
    const lines = [...good.command.request.lines, ...added.request.lines];
    const products = [...good.command.products, ...added.products];
    const request = { ...good.command.request, lines };
    return { ...good, command: { ...good.command, request, products } };
  };

const presentation = (change: object) => (good: PurchaseCase) => {
  const { presentation: shown } = good.state;
  return state({ presentation: shown && { ...shown, ...change } })(good);
};

/** The documented order of precedence: what comes first is the answer, whatever else is wrong. */
const PRECEDENCE: readonly Defect[] = [
  ['presentation_not_valid', presentation({ tillId: 'till-2' as TillId })],
  ['presentation_expired', presentation({ expiresAt: NOW })],
  ['presentation_ended', state({ presentationIsEnded: true })],
  ['presentation_used', state({ presentationIsUsed: true })],
  ['card_blocked', state({ cardState: 'blocked' })],
  [
    'operator_missing',
    (good) => ({ ...good, command: { ...good.command, till: { ...TILL, operator: null } } }),
  ],
  ['product_unknown', line(null, 1, 12_00)],
  ['price_changed', line(FIXED, 1, 11_00)],
  ['price_not_allowed', line(TYPED, 1, 150_01)],
  [
    'item_too_expensive',
    line({ ...TYPED, pricing: { kind: 'typed', maximumPriceOre: ore(300_00) } }, 1, 200_00),
  ],
  ['presentation_cap', line(FIXED, 42, 12_00)],
  ['not_today', state({ availableOre: ore(11_99) })],
];

function codeOf({ state: given, command }: PurchaseCase): string {
  const decision = decidePurchase(given, command, NOW);
  return decision.accepted ? 'accepted' : decision.refusal.code;
}

describe('the order of precedence of refusals', () => {
  it('accepts a purchase without a defect', () => {
    expect(codeOf(acceptedCase())).toBe('accepted');
  });

  it.each(PRECEDENCE.map(([code], place) => [code, place] as const))(
    'answers %s, alone and before all that come after it',
    (code, place) => {
      const [first, ...later] = PRECEDENCE.slice(place).map(([, spoil]) => spoil);
      if (first === undefined) throw new Error('no such row');
      expect(codeOf(first(acceptedCase()))).toBe(code);
      const spoilt = later.reduce((given, spoil) => spoil(given), acceptedCase());
      expect(codeOf(first(spoilt))).toBe(code);
    },
  );

  it.each([
    ['blocked', 'card_blocked'],
    ['retired', 'card_retired'],
    ['cancelled', 'card_retired'],
    ['ordered', 'card_not_active'],
    ['produced', 'card_not_active'],
    ['delivered', 'card_not_active'],
    [null, 'card_unknown'],
  ] as const satisfies readonly (readonly [CardState | null, string])[])(
    'refuses a card that is %s as %s, before a missing operator',
    (cardState, code) => {
      const good = acceptedCase();
      const spoilt = { ...good, command: { ...good.command, till: { ...TILL, operator: null } } };
      expect(codeOf(state({ cardState })(spoilt))).toBe(code);
    },
  );

  it('counts an altered presentation as not valid (I12)', () => {
    expect(codeOf(state({ presentation: null })(acceptedCase()))).toBe('presentation_not_valid');
  });

  it('lets a presentation live to the millisecond (I12)', () => {
    expect(codeOf(presentation({ expiresAt: NOW + 1 })(acceptedCase()))).toBe('accepted');
  });
});

describe('a purchase that was written', () => {
  const { state: given } = acceptedCase();
  const limited = {
    ...given,
    creditOre: ore(50_00),
    limits: { ...given.limits, perDayOre: ore(20_00), perWeekOre: ore(40_00) },
  };
  const after = { purseOre: ore(-50_00), spentDayOre: ore(20_00), spentWeekOre: ore(40_00) };

  it('may leave purse, day and week at their very ends', () => {
    expect(() => assertPurchaseHolds(limited, after)).not.toThrow();
  });

  it.each([
    ['I2', { purseOre: ore(-50_01) }],
    ['I8', { spentDayOre: ore(20_01) }],
    ['I8', { spentWeekOre: ore(40_01) }],
  ])('violates %s one øre further', (number, further) => {
    const violation = () => assertPurchaseHolds(limited, { ...after, ...further });
    expect(violation).toThrow(new RegExp(`^${number}: `));
  });

  it('is not sold by a youth operator to a child found by name', () => {
    const good = acceptedCase();
    const youth = { operatorId: 'youth-1' as OperatorId, kind: 'youth' as const };
    const command = { ...good.command, till: { ...TILL, operator: youth } };
    expect(codeOf({ state: named(good.state), command })).toBe('operator_not_allowed');
    expect(codeOf({ state: good.state, command })).toBe('accepted');
  });
});
