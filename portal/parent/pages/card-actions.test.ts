import { describe, expect, test } from 'vitest';
import { type CardOrder, type ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import { cardActions, mayCancel, openOrder, orderOffer, orderSteps } from './card-actions.ts';

const AT = '2026-11-20T12:00:00.000Z';
const order = (facts: Partial<CardOrder> = {}) => ({
  orderId: '00000000-0000-4000-8000-000000000001',
  cardId: 'new',
  feeOre: 2500,
  orderedAt: AT,
  ...{ producedAt: null, deliveredAt: null, activatedAt: null, cancelledAt: null },
  blockedCardId: 'lost',
  ...facts,
});
const cards = (state: ChildsCard['state'], orders: object[] = [], next: object = {}) =>
  ChildsCards.parse({
    accountId: `a0165${'A'.repeat(33)}`,
    cards: [{ cardId: 'lost', printedNumber: '4811', state, since: AT }],
    orders,
    next: { feeOre: 2500, hindrance: null, missingOre: null, ...next },
  });
const actionsOf = (all: ChildsCards, rights: 'full' | 'payer' | 'self' = 'full') => {
  const [card] = all.cards;
  if (!card) throw new Error('no card');
  return cardActions(card, all, rights);
};

describe('what a parent may do with a card', () => {
  test('activate a delivered one, block an active one, unblock a blocked one', () => {
    expect(actionsOf(cards('delivered'))).toMatchObject({ mayActivate: true, mayBlock: false });
    expect(actionsOf(cards('active'))).toMatchObject({ mayActivate: false, mayBlock: true });
    expect(actionsOf(cards('blocked'))).toMatchObject({ mayBlock: false, unblocking: 'plain' });
    expect(actionsOf(cards('ordered'))).toEqual({
      mayActivate: false,
      mayBlock: false,
      unblocking: 'no',
    });
  });

  test('a card found again ends the order of its replacement, until that one is made', () => {
    expect(actionsOf(cards('blocked', [order()])).unblocking).toBe('cancels');
    expect(actionsOf(cards('blocked', [order({ cancelledAt: AT })])).unblocking).toBe('plain');
    expect(actionsOf(cards('blocked', [order({ producedAt: AT })])).unblocking).toBe('too_late');
    const beside = { blockedCardId: null };
    expect(actionsOf(cards('blocked', [order(beside)])).unblocking).toBe('plain');
    const made = order({ ...beside, producedAt: AT });
    expect(actionsOf(cards('blocked', [made])).unblocking).toBe('too_late');
  });

  test('the child itself blocks and does no more, a payer does nothing', () => {
    expect(actionsOf(cards('active'), 'self').mayBlock).toBe(true);
    expect(actionsOf(cards('blocked'), 'self').unblocking).toBe('no');
    expect(actionsOf(cards('delivered'), 'self').mayActivate).toBe(false);
    expect(actionsOf(cards('active'), 'payer').mayBlock).toBe(false);
    expect(orderOffer(cards('active'), 'self')).toEqual({ kind: 'none' });
  });
});

describe('an order', () => {
  test('is offered with its price, or with what is missing', () => {
    expect(orderOffer(cards('active'), 'full')).toEqual({ kind: 'order', feeOre: 2500 });
    const poor = { hindrance: 'not_enough_money', missingOre: 1300 };
    expect(orderOffer(cards('active', [], poor), 'full')).toEqual({
      kind: 'missing',
      feeOre: 2500,
      missingOre: 1300,
    });
    expect(orderOffer(cards('active', [], { hindrance: 'order_open' }), 'full').kind).toBe('none');
    expect(orderOffer(cards('active', [], { hindrance: 'account_frozen' }), 'full').kind).toBe(
      'frozen',
    );
  });

  test('is followed from ordered to handed over', () => {
    const steps = orderSteps(cards('blocked', [order({ producedAt: AT })]).orders[0] as CardOrder);
    expect(steps.map(({ name, at, isNext }) => [name, at !== null, isNext])).toEqual([
      ['ordered', true, false],
      ['produced', true, false],
      ['delivered', false, true],
      ['activated', false, false],
    ]);
  });

  test('can be taken back until the card is made', () => {
    const before = cards('blocked', [order()]);
    expect(openOrder(before)?.cardId).toBe('new');
    expect(mayCancel(before.orders[0] as CardOrder, 'full')).toBe(true);
    expect(mayCancel(before.orders[0] as CardOrder, 'self')).toBe(false);
    const made = cards('blocked', [order({ producedAt: AT })]);
    expect(mayCancel(made.orders[0] as CardOrder, 'full')).toBe(false);
    expect(openOrder(cards('active', [order({ activatedAt: AT })]))).toBe(null);
  });
});
