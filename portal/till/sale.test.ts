import { describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { PROBLEMS, type ProblemCode } from '../../contracts/problems.ts';
import { piecesOf, totalOfCart } from './cart.ts';
import { confirmBlocker, nextMoment, PATIENCE_MS } from './sale.ts';
import {
  APPLE,
  accountIdOf,
  catalogueWithToastAt,
  PlayedSale,
  presentationIdOf,
  problem,
  purchaseIdOf,
  reading,
  receiptOf,
  reversalIdOf,
  reversalReceiptOf,
  TOAST,
  tillIdOf,
  WOOD,
} from './sale-examples.ts';
import { isAskingToSwitch } from './sale-step.ts';

describe('a sale in the usual order', () => {
  test('takes the card first and the products after it', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).add(APPLE).confirm(purchaseIdOf(1));
    expect(sale.sent()).toEqual([
      {
        purchaseId: purchaseIdOf(1),
        tillId: tillIdOf(1),
        accountId: accountIdOf(1),
        presentationId: presentationIdOf(1),
        body: {
          presentation: reading(1).presentation,
          catalogueVersion: 3,
          lines: [
            { productId: TOAST, quantity: 1, priceOre: 1500 },
            { productId: APPLE, quantity: 1, priceOre: 300 },
          ],
        },
        cart: sale.state.cart,
        confirmedAt: sale.now,
      },
    ]);
  });

  test('takes the products first and the card after them', () => {
    const sale = new PlayedSale().add(TOAST).read(reading(1)).confirm(purchaseIdOf(1));
    expect(sale.lastSent().accountId).toBe(accountIdOf(1));
  });

  test('is done: the child leaves the screen, the cart is empty, the outcome goes by itself', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).accept();
    expect(sale.state).toMatchObject({ child: null, cart: [], confirming: null });
    expect(sale.state.outcome).toMatchObject({
      tone: 'done',
      says: { kind: 'bought', totalOre: 1500, childName: 'Barn 1' },
    });
    expect(sale.sounds()).toEqual(['shown', 'done']);
    sale.pass(1_500);
    expect(sale.state.outcome).toBeNull();
    expect(sale.state.lastSale?.receipt.totalOre).toBe(1500);
  });

  test('takes no more products while it waits for the answer', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    const { cart } = sale.state;
    sale.add(APPLE).play({ type: 'cart_emptied' });
    sale.play({ type: 'quantity_changed', key: TOAST, quantity: 5 });
    sale.play({ type: 'cart_parked', parkedId: 'parked' });
    expect(sale.state.cart).toBe(cart);
  });

  test('sends one purchase for two presses of the same button', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST);
    sale.confirm(purchaseIdOf(1));
    sale.play({
      type: 'confirmed',
      presentationId: presentationIdOf(1),
      totalOre: ore(1500),
      purchaseId: purchaseIdOf(2),
    });
    expect(sale.sent()).toHaveLength(1);
  });
});

describe('what stops a confirm', () => {
  test('says why nothing can be confirmed, one reason at a time', () => {
    const sale = new PlayedSale();
    expect(confirmBlocker(sale.state)).toBe('no_child');
    sale.read(reading(1));
    expect(confirmBlocker(sale.state)).toBe('empty_cart');
    sale.add(TOAST);
    expect(confirmBlocker(sale.state)).toBe('just_shown');
    sale.pass(300);
    expect(confirmBlocker(sale.state)).toBeNull();
    sale.read(reading(2));
    expect(confirmBlocker(sale.state)).toBe('asking_to_switch');
    sale.play({
      type: 'switch_answered',
      nextPresentationId: presentationIdOf(2),
      switchChild: false,
    });
    sale.confirm(purchaseIdOf(1));
    expect(confirmBlocker(sale.state)).toBe('confirming');
  });

  test('a press that was on its way before the face could be looked at pays for nothing', () => {
    const sale = new PlayedSale().add(TOAST).read(reading(1)).pass(299);
    const press = {
      type: 'confirmed',
      presentationId: presentationIdOf(1),
      totalOre: ore(1500),
      purchaseId: purchaseIdOf(1),
    } as const;
    expect(sale.play(press).sent()).toEqual([]);
    expect(sale.pass(1).play(press).sent()).toHaveLength(1);
  });

  test('a press for another child than the one on the screen pays for nothing', () => {
    const sale = new PlayedSale().add(TOAST).read(reading(1)).pass(1_000);
    sale.play({
      type: 'confirmed',
      presentationId: presentationIdOf(9),
      totalOre: ore(1500),
      purchaseId: purchaseIdOf(1),
    });
    expect(sale.sent()).toEqual([]);
  });

  test('a press for another sum than the one on the screen pays for nothing', () => {
    const sale = new PlayedSale().add(TOAST).read(reading(1)).pass(1_000);
    sale.play({ type: 'catalogue_loaded', catalogue: catalogueWithToastAt(1600) });
    sale.play({
      type: 'confirmed',
      presentationId: presentationIdOf(1),
      totalOre: ore(1500),
      purchaseId: purchaseIdOf(1),
    });
    expect(sale.sent()).toEqual([]);
    expect(sale.confirm(purchaseIdOf(2)).lastSent().body.lines[0]?.priceOre).toBe(1600);
  });
});

describe('a second card', () => {
  test('shows the next child at once when nothing is in the cart', () => {
    const sale = new PlayedSale().read(reading(1)).read(reading(2));
    expect(sale.state.child?.childName).toBe('Barn 2');
    expect(isAskingToSwitch(sale.state)).toBe(false);
  });

  test('asks whether to switch when a cart is open for another child', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).read(reading(2));
    expect(isAskingToSwitch(sale.state)).toBe(true);
    expect(sale.state.child?.childName).toBe('Barn 1');
    expect(sale.sounds().at(-1)).toBe('look');
  });

  test('"yes" sells the open cart to the next child, and tells the server of no ending', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).read(reading(2));
    sale.play({
      type: 'switch_answered',
      nextPresentationId: presentationIdOf(2),
      switchChild: true,
    });
    sale.confirm(purchaseIdOf(1));
    expect(sale.lastSent().accountId).toBe(accountIdOf(2));
    expect(sale.effects.some((effect) => effect.type === 'end_presentation')).toBe(false);
  });

  test('"no" goes on with the first child and ends the new presentation without telling anybody', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).read(reading(2));
    sale.play({
      type: 'switch_answered',
      nextPresentationId: presentationIdOf(2),
      switchChild: false,
    });
    expect(sale.state.child?.childName).toBe('Barn 1');
    expect(sale.state.next).toBeNull();
    expect(sale.effects.at(-1)).toEqual({
      type: 'end_presentation',
      accountId: accountIdOf(2),
      presentationId: presentationIdOf(2),
      body: { presentation: reading(2).presentation, because: 'not_switched' },
    });
  });

  test('an answer meant for another card than the one asked about does nothing', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).read(reading(2)).read(reading(3));
    const before = sale.state;
    sale.play({
      type: 'switch_answered',
      nextPresentationId: presentationIdOf(2),
      switchChild: true,
    });
    expect(sale.state).toEqual(before);
  });

  test('the same child again renews the time without a question', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).pass(80_000).read(reading(2, 1));
    expect(isAskingToSwitch(sale.state)).toBe(false);
    sale.pass(20_000);
    expect(sale.confirm(purchaseIdOf(1)).lastSent().presentationId).toBe(presentationIdOf(2));
  });

  test('between the press and the answer: the first child pays, the second is shown after', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.read(reading(2));
    expect(sale.state.child?.childName).toBe('Barn 1');
    sale.accept();
    expect(sale.lastSent().accountId).toBe(accountIdOf(1));
    expect(sale.state.child?.childName).toBe('Barn 2');
    expect(sale.state.cart).toEqual([]);
    expect(sale.state.outcome?.says).toMatchObject({ kind: 'bought', childName: 'Barn 1' });
  });

  test('between the press and a refusal: the question comes after the refusal', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.read(reading(2)).refuse({ code: 'not_today' });
    expect(isAskingToSwitch(sale.state)).toBe(true);
    expect(sale.state.outcome?.says).toMatchObject({ problem: { code: 'not_today' } });
  });

  test('between the press and a refusal that ends the showing: nobody stands beside the open cart', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.read(reading(2)).refuse({ code: 'presentation_expired' });
    expect(sale.state).toMatchObject({ child: null, next: null });
    expect(piecesOf(sale.state.cart)).toBe(1);
  });

  test('the card of the child who has just paid is not a second customer', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.read(reading(2, 1)).accept();
    expect(sale.state.child).toBeNull();
    sale.read(reading(2, 1));
    expect(sale.state.child).toBeNull();
  });
});

describe('a reading posted again', () => {
  test('replaces nothing on the screen', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).pass(5_000);
    const before = sale.state;
    sale.read(reading(1));
    expect(sale.state).toBe(before);
  });

  test('does not bring back a child who was sent away, has paid or was put aside', () => {
    const wrong = new PlayedSale().read(reading(1));
    wrong.play({ type: 'wrong_child', presentationId: presentationIdOf(1) }).read(reading(1));
    expect(wrong.state.child).toBeNull();

    const paid = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).accept();
    expect(paid.read(reading(1)).state.child).toBeNull();

    const parked = new PlayedSale().read(reading(1)).add(TOAST);
    parked.play({ type: 'cart_parked', parkedId: 'parked' }).read(reading(1));
    expect(parked.state.child).toBeNull();

    const replaced = new PlayedSale().read(reading(1)).read(reading(2)).read(reading(1));
    expect(replaced.state.child?.childName).toBe('Barn 2');
  });

  test('shows nobody when its time is already over', () => {
    const sale = new PlayedSale().read(reading(1, 1, 0));
    expect(sale.state.child).toBeNull();
    expect(sale.state.outcome).toMatchObject({ tone: 'look', says: { kind: 'shown_too_long' } });
  });
});

describe('not the child in the photo', () => {
  test('the face goes at once, the cart stays, and the server is told', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST);
    sale.play({ type: 'wrong_child', presentationId: presentationIdOf(1) });
    expect(sale.state.child).toBeNull();
    expect(piecesOf(sale.state.cart)).toBe(1);
    expect(sale.effects.at(-1)).toEqual({
      type: 'end_presentation',
      accountId: accountIdOf(1),
      presentationId: presentationIdOf(1),
      body: { presentation: reading(1).presentation, because: 'wrong_child' },
    });
  });

  test('does not send away a child who came in between', () => {
    const sale = new PlayedSale().read(reading(1)).read(reading(2));
    sale.play({ type: 'wrong_child', presentationId: presentationIdOf(1) });
    expect(sale.state.child?.childName).toBe('Barn 2');
  });

  test('waits until a purchase under way is answered', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.play({ type: 'wrong_child', presentationId: presentationIdOf(1) });
    expect(sale.state.child?.childName).toBe('Barn 1');
    expect(sale.effects.some((effect) => effect.type === 'end_presentation')).toBe(false);
  });
});

describe('a child who buys nothing', () => {
  const removed = (number: number) =>
    ({ type: 'child_removed', presentationId: presentationIdOf(number) }) as const;

  test('is taken off the screen without a word to the guardians, and the cart stays', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).play(removed(1));
    expect(sale.state.child).toBeNull();
    expect(piecesOf(sale.state.cart)).toBe(1);
    expect(sale.effects.at(-1)).toMatchObject({
      type: 'end_presentation',
      presentationId: presentationIdOf(1),
      body: { because: 'not_switched' },
    });
    expect(sale.read(reading(1)).state.child).toBeNull();
  });

  test('stays when another child came in between, or a purchase is under way', () => {
    const switched = new PlayedSale().read(reading(1)).read(reading(2)).play(removed(1));
    expect(switched.state.child?.childName).toBe('Barn 2');
    const paying = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    expect(paying.play(removed(1)).state.child?.childName).toBe('Barn 1');
  });
});

describe('a card refused while another child is shown', () => {
  const refusedBeside = () =>
    new PlayedSale()
      .read(reading(1))
      .add(TOAST)
      .pass(1_000)
      .play({ type: 'tap_refused', problem: problem({ code: 'card_blocked' }) });

  test('is told as another card, and nothing is confirmed until the cashier has answered', () => {
    const sale = refusedBeside();
    expect(sale.state).toMatchObject({ outcome: null, otherCard: { code: 'card_blocked' } });
    expect(sale.sounds().at(-1)).toBe('look');
    expect(sale.confirm(purchaseIdOf(1)).sent()).toEqual([]);
    expect(confirmBlocker(sale.state)).toBe('other_card');
    sale.play({ type: 'other_card_read' });
    expect(sale.confirm(purchaseIdOf(2)).sent()).toHaveLength(1);
  });

  test('holds the sale whatever else is told or put in the cart meanwhile', () => {
    const sale = refusedBeside().add(APPLE);
    sale.play({ type: 'read_failed', failure: 'card_read_too_fast' }).pass(20_000);
    sale.play({ type: 'catalogue_loaded', catalogue: catalogueWithToastAt(1600) });
    expect(confirmBlocker(sale.state)).toBe('other_card');
  });

  test('is over when a card is read for whom the sale goes on', () => {
    for (const child of [reading(2, 1), reading(3)]) {
      const sale = refusedBeside().play({ type: 'cart_emptied' }).read(child);
      expect(sale.state.otherCard).toBeNull();
    }
    const sale = refusedBeside();
    sale.play({ type: 'wrong_child', presentationId: presentationIdOf(1) });
    expect(sale.state.otherCard).toBeNull();
  });

  test('is not said of a till that nobody is signed in at', () => {
    const sale = new PlayedSale().read(reading(1));
    sale.play({ type: 'tap_refused', problem: problem({ code: 'operator_missing' }) });
    expect(sale.state.otherCard).toBeNull();
    expect(sale.effects).toContainEqual({ type: 'operator_missing' });
  });
});

describe('time', () => {
  test('takes the child away when the showing is over, and keeps the cart', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).pass(89_999);
    expect(sale.state.child).not.toBeNull();
    sale.pass(1);
    expect(sale.state.child).toBeNull();
    expect(sale.state.outcome?.says).toEqual({ kind: 'shown_too_long' });
    expect(piecesOf(sale.state.cart)).toBe(1);
  });

  test('says nothing when a child leaves whom nobody sold anything', () => {
    const sale = new PlayedSale().read(reading(1)).pass(90_000);
    expect(sale.state).toMatchObject({ child: null, outcome: null });
  });

  test('does not take the child away under a purchase or a question', () => {
    const buying = new PlayedSale()
      .read(reading(1, 1, 3_000))
      .add(TOAST)
      .confirm(purchaseIdOf(1));
    expect(buying.pass(2_500).state.child).not.toBeNull();
    const asked = new PlayedSale()
      .read(reading(1, 1, 3_000))
      .add(TOAST)
      .read(reading(2))
      .pass(3_000);
    expect(asked.state.child?.childName).toBe('Barn 1');
  });

  test('takes the question away when the second showing is over', () => {
    const sale = new PlayedSale()
      .read(reading(1))
      .add(TOAST)
      .read(reading(2, 2, 3_000))
      .pass(3_000);
    expect(isAskingToSwitch(sale.state)).toBe(false);
    expect(sale.state.child?.childName).toBe('Barn 1');
  });

  test('names the next moment that changes anything, and none when nothing does', () => {
    const sale = new PlayedSale();
    expect(nextMoment(sale.state)).toBeNull();
    sale.read(reading(1));
    expect(nextMoment(sale.state)).toBe(sale.now + 300);
    sale.pass(300);
    expect(nextMoment(sale.state)).toBe(sale.now + 89_700);
    sale.add(TOAST).confirm(purchaseIdOf(1));
    expect(nextMoment(sale.state)).toBe(sale.now + PATIENCE_MS);
    sale.accept();
    expect(nextMoment(sale.state)).toBe(sale.now + 1_500);
    sale.pass(1_500);
    expect(nextMoment(sale.state)).toBe(sale.now + 298_500);
    sale.pass(298_500);
    expect(nextMoment(sale.state)).toBeNull();
    expect(sale.state.lastSale?.reversal).toEqual({ kind: 'too_late' });
  });
});

describe('refusals', () => {
  test('keep the child and the cart, so that something else can be chosen with a new id', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.refuse({ code: 'not_today' });
    expect(sale.state).toMatchObject({
      confirming: null,
      child: { childName: 'Barn 1' },
      outcome: { tone: 'not_possible' },
    });
    sale.play({ type: 'quantity_changed', key: TOAST, quantity: 0 }).add(APPLE);
    expect(sale.state.outcome).toBeNull();
    expect(sale.confirm(purchaseIdOf(2)).lastSent()).toMatchObject({
      purchaseId: purchaseIdOf(2),
      presentationId: presentationIdOf(1),
    });
  });

  test('the same cart is not asked for again by the same showing', () => {
    const refused = () =>
      new PlayedSale()
        .read(reading(1))
        .add(TOAST)
        .confirm(purchaseIdOf(1))
        .refuse({ code: 'not_today' });
    const pressedAgain = refused().confirm(purchaseIdOf(2));
    expect(pressedAgain.sent()).toHaveLength(1);
    expect(confirmBlocker(pressedAgain.state)).toBe('not_today');
    expect(confirmBlocker(refused().pass(60_000).state)).toBe('not_today');

    expect(refused().add(APPLE).confirm(purchaseIdOf(2)).sent()).toHaveLength(2);
    expect(refused().read(reading(2, 1)).confirm(purchaseIdOf(2)).sent()).toHaveLength(2);
    const switched = refused()
      .read(reading(2))
      .play({
        type: 'switch_answered',
        nextPresentationId: presentationIdOf(2),
        switchChild: true,
      });
    expect(switched.confirm(purchaseIdOf(2)).sent()).toHaveLength(2);
  });

  test('a changed price stands in the cart and in words, and needs a new confirm', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.refuse({ code: 'price_changed', prices: [{ productId: TOAST, priceOre: ore(1700) }] });
    expect(totalOfCart(sale.state.cart)).toBe(1700);
    expect(sale.state.outcome).toMatchObject({
      tone: 'look',
      says: { changes: [{ name: 'Toast', fromOre: 1500, toOre: 1700 }] },
    });
    expect(sale.sent()).toHaveLength(1);
    expect(sale.effects).toContainEqual({ type: 'load_catalogue' });
    expect(sale.confirm(purchaseIdOf(2)).lastSent().body.lines[0]?.priceOre).toBe(1700);
  });

  test('a catalogue that came while a purchase was refused is followed as well', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.play({ type: 'catalogue_loaded', catalogue: catalogueWithToastAt(1600) });
    expect(totalOfCart(sale.state.cart)).toBe(1500);
    sale.refuse({ code: 'not_today' });
    expect(totalOfCart(sale.state.cart)).toBe(1600);
  });

  test('the same catalogue again does not undo what a refusal said about prices', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.refuse({ code: 'price_changed', prices: [{ productId: TOAST, priceOre: ore(1700) }] });
    sale.play({
      type: 'catalogue_loaded',
      catalogue: { ...catalogueWithToastAt(1500), version: 3 },
    });
    expect(totalOfCart(sale.state.cart)).toBe(1700);
  });

  test('those about the showing send the child away and keep the cart', () => {
    for (const code of [
      'presentation_expired',
      'presentation_ended',
      'presentation_used',
      'presentation_not_valid',
      'card_blocked',
    ] as const) {
      const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
      sale.refuse({ code });
      expect(sale.state.child, code).toBeNull();
      expect(piecesOf(sale.state.cart), code).toBe(1);
    }
  });

  test('a missing operator locks the till', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.refuse({ code: 'operator_missing' });
    expect(sale.effects).toContainEqual({ type: 'operator_missing' });
  });

  test('every code of the closed list leaves a sale that can go on', () => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
      sale.refuse({ code });
      expect(sale.state.confirming, code).toBeNull();
      expect(sale.state.outcome?.tone, code).toMatch(/^(look|not_possible)$/);
      expect(piecesOf(sale.state.cart), code).toBe(1);
    }
  });

  test('a refused card at an empty counter says so and goes by itself', () => {
    const sale = new PlayedSale();
    sale.play({ type: 'tap_refused', problem: problem({ code: 'card_blocked' }) });
    expect(sale.state.outcome?.tone).toBe('not_possible');
    sale.pass(12_000);
    expect(sale.state.outcome).toBeNull();
  });

  test('what was said about one card does not stand beside the next face', () => {
    const sale = new PlayedSale();
    sale.play({ type: 'tap_refused', problem: problem({ code: 'card_blocked' }) }).read(reading(1));
    expect(sale.state.outcome).toBeNull();
  });

  test('a card moved too fast leaves the child on the screen as they are', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST);
    sale.play({ type: 'read_failed', failure: 'card_read_too_fast' });
    expect(sale.state.child?.childName).toBe('Barn 1');
    expect(sale.state.outcome?.tone).toBe('look');
    sale.pass(4_000);
    expect(sale.state.outcome).toBeNull();
  });
});

describe('no answer', () => {
  const inDoubt = () =>
    new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).pass(PATIENCE_MS);

  test('cart and child leave the counter together, and the purchase stays in sight', () => {
    const sale = inDoubt();
    expect(sale.state).toMatchObject({ confirming: null, child: null, cart: [] });
    expect(sale.state.outcome?.says).toEqual({ kind: 'no_answer_yet', childName: 'Barn 1' });
    expect(sale.state.inDoubt).toEqual([
      {
        purchase: sale.lastSent(),
        childName: 'Barn 1',
        settlement: { kind: 'waiting' },
      },
    ]);
  });

  test('the next child can buy meanwhile, the same child cannot', () => {
    const sale = inDoubt().read(reading(2, 1)).add(APPLE).pass(1_000);
    expect(confirmBlocker(sale.state)).toBe('in_doubt');
    sale.play({ type: 'wrong_child', presentationId: presentationIdOf(2) });
    sale.read(reading(3)).confirm(purchaseIdOf(2));
    expect(sale.lastSent().accountId).toBe(accountIdOf(3));
  });

  test('settled as accepted: the line says so, the receipt is there, the next sale is untouched', () => {
    const sale = inDoubt();
    const doubted = sale.lastSent();
    sale.read(reading(2)).add(APPLE).accept(doubted);
    expect(sale.state.inDoubt[0]?.settlement).toMatchObject({ kind: 'accepted' });
    expect(sale.state.child?.childName).toBe('Barn 2');
    expect(piecesOf(sale.state.cart)).toBe(1);
    sale.play({ type: 'doubt_read', purchaseId: doubted.purchaseId });
    expect(sale.state.inDoubt).toEqual([]);
    expect(sale.state.lastSale?.receipt.purchaseId).toBe(doubted.purchaseId);
  });

  test('settled as refused: the line says so, and the cart can be taken up again', () => {
    const sale = inDoubt().refuse({ code: 'presentation_expired' });
    expect(sale.state.inDoubt[0]?.settlement).toMatchObject({ kind: 'refused' });
    const parkedId = sale.state.parked[0]?.parkedId ?? '';
    sale.play({ type: 'parked_taken', parkedId, swapId: 'swapped' });
    expect(totalOfCart(sale.state.cart)).toBe(1500);
  });

  test('cannot be read away before it is settled', () => {
    const sale = inDoubt().play({ type: 'doubt_read', purchaseId: purchaseIdOf(1) });
    expect(sale.state.inDoubt).toHaveLength(1);
  });

  test('a late sale does not push a newer receipt aside', () => {
    const sale = inDoubt();
    const doubted = sale.lastSent();
    const early = receiptOf(doubted, sale.now - 5_000);
    sale.read(reading(2)).add(APPLE).confirm(purchaseIdOf(2)).accept();
    sale.play({ type: 'purchase_accepted', purchaseId: doubted.purchaseId, receipt: early });
    expect(sale.state.lastSale?.receipt.purchaseId).toBe(purchaseIdOf(2));
  });

  test('a purchase that the device could not keep was not sent, and the cart is still there', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.play({ type: 'not_kept', purchaseId: purchaseIdOf(1) });
    expect(sale.state.confirming).toBeNull();
    expect(sale.state.outcome).toMatchObject({ tone: 'not_possible', says: { kind: 'not_kept' } });
    expect(piecesOf(sale.state.cart)).toBe(1);
  });
});

describe('after a reload', () => {
  test('what was under way is in doubt, without a name, until it is answered', () => {
    const before = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    const sale = new PlayedSale().play({
      type: 'restored',
      outstanding: before.sent(),
    });
    expect(sale.state.inDoubt).toMatchObject([
      { childName: null, settlement: { kind: 'waiting' } },
    ]);
    sale.accept(before.lastSent());
    expect(sale.state.inDoubt[0]?.settlement).toMatchObject({ kind: 'accepted' });
  });
});

describe('a screen paired with another till', () => {
  const taken = { type: 'till_taken', tillId: tillIdOf(2), parked: [], lastSale: null } as const;
  const wares = { ...catalogueWithToastAt(900), version: 1 };

  test('sells nothing of the till that it was paired with before', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).accept();
    sale.add(APPLE).play({ type: 'cart_parked', parkedId: 'parked' });
    sale.read(reading(2)).add(TOAST).play({ type: 'till_left' });
    const none = { catalogue: null, cart: [], child: null, outcome: null, parked: [] };
    expect(sale.state).toMatchObject({ ...none, lastSale: null, tillId: null });
    sale.play(taken);
    expect(sale.state).toMatchObject({ ...none, tillId: tillIdOf(2) });
    // Versions are counted per club, so the next club's may well be a lower one.
    sale.play({ type: 'catalogue_loaded', catalogue: wares });
    sale.read(reading(3)).add(TOAST).confirm(purchaseIdOf(2));
    expect(sale.lastSent()).toMatchObject({
      tillId: tillIdOf(2),
      body: { catalogueVersion: 1, lines: [{ priceOre: 900 }] },
    });
    expect(sale.read(reading(2)).state.next).toBeNull();
  });

  test('still answers for what was sent from there, as a sale that cannot be undone here', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.play({ type: 'till_left' }).play(taken);
    expect(sale.state.inDoubt).toMatchObject([{ settlement: { kind: 'waiting' } }]);
    sale.accept();
    expect(sale.state.inDoubt).toMatchObject([{ settlement: { kind: 'accepted' } }]);
    expect(sale.state.lastSale).toBeNull();
  });

  test('does not park the cart of a purchase that was refused there', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1));
    sale.play({ type: 'till_left' }).play(taken).refuse({ code: 'presentation_not_valid' });
    expect(sale.state.inDoubt).toMatchObject([{ settlement: { kind: 'refused' } }]);
    expect(sale.state.parked).toEqual([]);
  });
});

describe('undo', () => {
  const sold = () => new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).accept();
  const ask = (sale: PlayedSale, number = 1) =>
    sale.play({
      type: 'undo_asked',
      purchaseId: purchaseIdOf(1),
      reversalId: reversalIdOf(number),
    });

  test('asks once with one id, however often it is pressed', () => {
    const sale = ask(ask(sold()), 2);
    expect(sale.effects.filter((effect) => effect.type === 'send_reversal')).toEqual([
      {
        type: 'send_reversal',
        accountId: accountIdOf(1),
        purchaseId: purchaseIdOf(1),
        reversalId: reversalIdOf(1),
      },
    ]);
  });

  test('is done when the server says so', () => {
    const sale = ask(sold());
    const receipt = sale.state.lastSale?.receipt;
    if (!receipt) throw new Error('there was a sale');
    sale.play({
      type: 'reversal_accepted',
      reversalId: reversalIdOf(1),
      receipt: reversalReceiptOf(receipt, reversalIdOf(1)),
    });
    expect(sale.state.lastSale?.reversal).toEqual({ kind: 'undone' });
    expect(sale.state.outcome).toMatchObject({ tone: 'done', says: { totalOre: 1500 } });
    expect(ask(sale, 2).effects.at(-1)).toEqual({ type: 'sound', sound: 'done' });
  });

  test('refused, it can be asked again with a new id, as by an adult', () => {
    const sale = ask(sold());
    sale.play({
      type: 'reversal_refused',
      reversalId: reversalIdOf(1),
      problem: problem({ code: 'reversal_not_allowed' }),
    });
    ask(sale, 2);
    expect(sale.effects.at(-1)).toMatchObject({ reversalId: reversalIdOf(2) });
  });

  test('is not asked for another sale than the last, nor after its time', () => {
    const other = sold().play({
      type: 'undo_asked',
      purchaseId: purchaseIdOf(9),
      reversalId: reversalIdOf(1),
    });
    expect(other.state.lastSale?.reversal).toEqual({ kind: 'none' });
    expect(ask(sold().pass(300_000)).state.lastSale?.reversal).toEqual({ kind: 'too_late' });
  });
});

describe('parked carts', () => {
  test('several wait, and taking one up parks the open one in exchange', () => {
    const sale = new PlayedSale().add(TOAST).play({ type: 'cart_parked', parkedId: 'first' });
    sale.add(APPLE).play({ type: 'cart_parked', parkedId: 'second' });
    expect(sale.state.cart).toEqual([]);
    sale.add(WOOD, ore(1250));
    sale.play({ type: 'parked_taken', parkedId: 'first', swapId: 'third' });
    expect(sale.state.cart.map((line) => line.productId)).toEqual([TOAST]);
    expect(sale.state.parked.map((parked) => parked.parkedId)).toEqual(['second', 'third']);
  });

  test('parking puts the child aside with the cart', () => {
    const sale = new PlayedSale().read(reading(1)).add(TOAST);
    sale.play({ type: 'cart_parked', parkedId: 'first' });
    expect(sale.state.child).toBeNull();
  });

  test('a cart taken up has the prices of today', () => {
    const sale = new PlayedSale().add(TOAST).play({ type: 'cart_parked', parkedId: 'first' });
    sale.play({ type: 'catalogue_loaded', catalogue: catalogueWithToastAt(1600) });
    sale.play({ type: 'parked_taken', parkedId: 'first', swapId: 'swapped' });
    expect(totalOfCart(sale.state.cart)).toBe(1600);
    expect(sale.state.outcome).toMatchObject({ tone: 'look', says: { kind: 'prices_changed' } });
  });

  test('an empty cart is not parked, and a dropped one is gone', () => {
    const sale = new PlayedSale().play({ type: 'cart_parked', parkedId: 'none' });
    expect(sale.state.parked).toEqual([]);
    sale.add(TOAST).play({ type: 'cart_parked', parkedId: 'first' });
    sale.play({ type: 'parked_dropped', parkedId: 'first' });
    expect(sale.state.parked).toEqual([]);
  });
});

test('whoever locks the till leaves no face behind, but the cart', () => {
  const sale = new PlayedSale().read(reading(1)).add(TOAST).read(reading(2));
  sale.play({ type: 'operator_left' });
  expect(sale.state).toMatchObject({ child: null, next: null });
  expect(piecesOf(sale.state.cart)).toBe(1);
});

test('a card read while nobody is signed in shows nobody and says why for a while', () => {
  const sale = new PlayedSale().read(reading(1)).add(TOAST);
  sale.play({ type: 'tap_refused', problem: problem({ code: 'operator_missing' }) });
  expect(sale.effects).toContainEqual({ type: 'operator_missing' });
  sale.play({ type: 'operator_left' });
  expect(sale.state).toMatchObject({
    child: null,
    next: null,
    outcome: { tone: 'look', says: { problem: { code: 'operator_missing' } } },
  });
  sale.pass(12_000);
  expect(sale.state.outcome).toBeNull();
});

test('whoever locks the till leaves no word about a child behind', () => {
  const sale = new PlayedSale();
  sale.play({ type: 'tap_refused', problem: problem({ code: 'card_blocked' }) });
  sale.play({ type: 'operator_left' });
  expect(sale.state.outcome).toBeNull();
});

test('a cart that has no room says so', () => {
  const sale = new PlayedSale().add(TOAST);
  sale.play({ type: 'quantity_changed', key: TOAST, quantity: 99 }).add(TOAST);
  expect(sale.state.outcome?.says).toEqual({ kind: 'cart_full' });
});
