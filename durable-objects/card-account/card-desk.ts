// What guardians and the club do with the cards of a child: asks who may, reads the state, lets the pure
// decision speak, and writes moves, fee and notices together. Each method runs inside the caller's
// transactionSync. Absent: rules (decide-card*.ts), SQL (card-store.ts).
import {
  type CardChange,
  type CardOrder,
  type CardOrderRequest,
  type CardState,
  type ChildsCards,
  ORDERS_SHOWN,
} from '../../contracts/cards.ts';
import type { CardId, CardOrderId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { invariant } from '../invariant.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { type Asker, mayAsk } from './asker.ts';
import { tellOfCard } from './card-news.ts';
import { cardChange, cardOrder, childsCard, iso } from './card-views.ts';
import type { PresentCardCommand } from './commands.ts';
import { orderBound, unblockBound } from './daily-bounds.ts';
import {
  type Card,
  type CardDecision,
  type CardMove,
  decideActivation,
  decideBlock,
  decideDelivery,
  decideProduction,
  decideRetirement,
  decideUnblock,
  mayBecome,
} from './decide-card.ts';
import {
  decideCancel,
  decideOrder,
  feeDraft,
  feeReturnDraft,
  nextOrder,
  type OrderState,
} from './decide-card-order.ts';
import type { EntryDraft } from './entry.ts';
import { afterMoney, type Books } from './settle.ts';
import { fingerprintOf, type Intent } from './settle-once.ts';

export type Chip = Pick<Card, 'identifier' | 'printedNumber'>;

type Changed = Outcome<CardChange, Refusal>;

/** Refusals in order: `account_unknown`, `rights_not_enough`. */
export function childsCards(
  books: Books,
  asker: Asker,
  now: number,
): Outcome<ChildsCards, Refusal> {
  const may = mayAsk(books.account, asker, 'see_balance', now);
  if (!may.ok) return may;
  const { accountId, cards } = books;
  const state = orderState(books);
  return accepted({
    accountId,
    cards: state.cards.filter((card) => card.state !== 'cancelled').map(childsCard),
    orders: cards.newestOrders(ORDERS_SHOWN).map(cardOrder),
    next: nextOrder(state),
  });
}

/** Refusals in order: `account_unknown`, `rights_not_enough`, those of `decideBlock`. */
export function blockCard(books: Books, asker: Asker, cardId: CardId, now: number): Changed {
  const may = mayAsk(books.account, asker, 'block_card', now);
  if (!may.ok) return may;
  return change(books, asker, cardId, decideBlock(books.cards.card(cardId)), now);
}

/** Refusals in order: `account_unknown`, `rights_not_enough`, those of `decideUnblock`, `too_many_tries`. */
export function unblockCard(books: Books, asker: Asker, cardId: CardId, now: number): Changed {
  const may = mayAsk(books.account, asker, 'handle_cards', now);
  if (!may.ok) return may;
  const { cards } = books;
  const decision = decideUnblock(cards.card(cardId), cards.openOrder(), isFrozen(books));
  const isMove = decision.accepted && decision.moves.length > 0;
  const bound = isMove ? unblockBound(cards, asker, now) : null;
  if (bound !== null) return refused(bound);
  return change(books, asker, cardId, decision, now);
}

/** Refusals in order: `account_unknown`, `rights_not_enough`, those of `decideActivation`. */
export function activateCard(books: Books, asker: Asker, cardId: CardId, now: number): Changed {
  const may = mayAsk(books.account, asker, 'handle_cards', now);
  if (!may.ok) return may;
  const { cards } = books;
  const decision = decideActivation(cards.card(cardId), cards.cards());
  return change(books, asker, cardId, decision, now);
}

/**
 * The hand-over by tap, where the municipality sets so: a delivered card comes into use at a till of the
 * child's own club, by staff. Anything else changes nothing, and the tap is answered by the card's state.
 */
export function activateByTap(
  books: Books,
  command: PresentCardCommand,
  now: number,
): Outcome<null, Refusal> {
  const { child, settings } = books.account;
  const { operator, clubId } = command.till;
  const mayHandOver =
    settings.activateByFirstTap &&
    !isFrozen(books) &&
    operator?.kind === 'staff' &&
    child.clubIds.includes(clubId);
  if (!mayHandOver) return accepted(null);
  const card = books.cards.cardByIdentifier(command.cardIdentifier);
  if (card?.state === 'delivered') {
    activateCard(books, { kind: 'club', id: operator.operatorId }, card.cardId, now);
  }
  return accepted(null);
}

/** For the print batch: the card's state afterwards. Refusals: those of `decideProduction`. */
export function produceCard(
  books: Books,
  asker: Asker,
  cardId: CardId,
  chip: Chip,
  now: number,
): Outcome<CardState, Refusal> {
  const decision = decideProduction(books.cards.card(cardId), chip);
  const changed = change(books, asker, cardId, decision, now, chip);
  return changed.ok ? accepted(changed.value.card.state) : changed;
}

/** Refusals: those of `decideDelivery`. */
export function deliverCard(books: Books, asker: Asker, cardId: CardId, now: number): Changed {
  return change(books, asker, cardId, decideDelivery(books.cards.card(cardId)), now);
}

/** Refusals: those of `decideRetirement`. */
export function retireCard(books: Books, asker: Asker, cardId: CardId, now: number): Changed {
  const { cards } = books;
  const decision = decideRetirement(cards.card(cardId), cards.openOrder(), isFrozen(books));
  return change(books, asker, cardId, decision, now);
}

/**
 * Orders a new card, and blocks the lost one with it. The same id and body again gets the order as it stands.
 *
 * Refusals in order: `account_unknown`, `rights_not_enough`, `card_order_id_reused`, those of `decideOrder`,
 * `too_many_tries`; `blockedAt` says that the lost card is blocked all the same.
 */
export function orderCard(
  books: Books,
  asker: Asker,
  orderId: CardOrderId,
  request: CardOrderRequest,
  now: number,
): Outcome<CardOrder, Refusal> {
  const { account, cards, journal } = books;
  const may = mayAsk(account, asker, 'handle_cards', now);
  if (!may.ok) return may;
  const fingerprint = fingerprintOf(account.sealKey, intentOf(orderId, request));
  const stored = journal.outcomeOf(orderId);
  if (stored !== null) {
    const known = stored.fingerprint === fingerprint ? cards.order(orderId) : null;
    return known === null ? refused({ code: 'card_order_id_reused' }) : accepted(cardOrder(known));
  }
  const { block, order } = decideOrder(orderState(books), request);
  if (block !== null) {
    move(books, asker, block, null, now);
    tellOfCard(books, asker, block, now);
  }
  if (!order.accepted) return refused(withBlock(books, request, order.refusal));
  const bound = orderBound(cards, asker, now);
  if (bound !== null) return refused(withBlock(books, request, bound));
  const { feeOre, replacedCardId } = order;
  const cardId = cardIdOf(books, orderId);
  cards.add({ cardId, identifier: null, printedNumber: null, state: 'ordered' }, asker.id, now);
  cards.insertOrder({ orderId, cardId, feeOre, replacedCardId, by: asker.id });
  tellOfCard(books, asker, { cardId, to: 'ordered' }, now);
  const sequence =
    feeOre > 0 ? moveFee(books, feeDraft(orderId, feeOre, asker.id, now), now) : null;
  const made = accepted(cardOrder(orderThatIs(books, orderId)));
  journal.recordOutcome(orderId, fingerprint, sequence, JSON.stringify(made));
  return made;
}

/** Refusals in order: `account_unknown`, `rights_not_enough`, those of `decideCancel`. */
export function cancelOrder(
  books: Books,
  asker: Asker,
  orderId: CardOrderId,
  now: number,
): Outcome<CardOrder, Refusal> {
  const { account, cards } = books;
  const may = mayAsk(account, asker, 'handle_cards', now);
  if (!may.ok) return may;
  const order = cards.order(orderId);
  const card = order && cards.card(order.cardId);
  const decision = decideCancel(card, cards.openOrder(), isFrozen(books));
  if (!decision.accepted) return refused(decision.refusal);
  apply(books, asker, decision, null, now);
  return accepted(cardOrder(orderThatIs(books, orderId)));
}

function orderState({ account, cards, journal }: Books): OrderState {
  return {
    cards: cards.cards(),
    open: cards.openOrder(),
    hadCard: cards.hadCard(),
    settings: account.settings,
    // The sums of a frozen account may be what is wrong with it.
    purseOre: account.frozenBecause === null ? journal.running().sumsOre.purse : null,
  };
}

function withBlock(books: Books, request: CardOrderRequest, refusal: Refusal): Refusal {
  const lost = request.blockCardId === null ? null : books.cards.card(request.blockCardId);
  return lost?.state === 'blocked' ? { ...refusal, blockedAt: iso(lost.since) } : refusal;
}

function change(
  books: Books,
  asker: Asker,
  cardId: CardId,
  decision: CardDecision,
  now: number,
  chip: Chip | null = null,
): Changed {
  if (!decision.accepted) return refused(decision.refusal);
  apply(books, asker, decision, chip, now);
  const card = books.cards.card(cardId);
  invariant('I11', card !== null, `card ${cardId} is gone`);
  return accepted(cardChange(card, books.cards.ordersReplacing(cardId)));
}

function apply(
  books: Books,
  asker: Asker,
  { moves, ended }: CardDecision & { readonly accepted: true },
  chip: Chip | null,
  now: number,
): void {
  for (const one of moves) {
    const before = move(books, asker, one, chip, now);
    // A card that dies of its successor is told with the successor.
    if (one.to !== 'retired' || moves.length === 1) tellOfCard(books, asker, one, now, before);
  }
  if (ended !== null && ended.feeOre > 0) {
    moveFee(books, feeReturnDraft(ended, asker.id, now), now);
  }
}

function move(
  books: Books,
  asker: Asker,
  { cardId, to }: CardMove,
  chip: Chip | null,
  now: number,
): CardState {
  const { cards } = books;
  const from = cards.card(cardId)?.state;
  invariant(
    'I11',
    from !== undefined && mayBecome(from, to),
    `card ${cardId} cannot go from ${from} to ${to}`,
  );
  cards.move(cardId, to, asker.id, now, chip);
  return from;
}

/** I2: the fee was there before it was taken; what comes back only raises the purse. */
function moveFee(books: Books, draft: EntryDraft, now: number): number {
  const before = books.journal.running();
  const { entry, after } = books.journal.append(draft, before);
  const { purse } = after.sumsOre;
  const isCovered = draft.kind === 'fee' ? purse >= 0 : purse > before.sumsOre.purse;
  invariant('I2', isCovered, `the purse stands at ${purse} after a ${draft.kind}`);
  afterMoney(books, before.sumsOre.purse, purse, now);
  return entry.sequence;
}

function orderThatIs({ cards }: Books, orderId: CardOrderId) {
  const order = cards.order(orderId);
  invariant('I11', order !== null, `order ${orderId} is gone`);
  return order;
}

/** An order's id is only its account's own; a card's id is the municipality's, so it hangs on both. */
function cardIdOf({ accountId }: Books, orderId: CardOrderId): CardId {
  return `card-${sha256Hex(`${accountId}\n${orderId}`).slice(0, 32)}` as CardId;
}

function intentOf(orderId: CardOrderId, body: CardOrderRequest): Intent {
  return { kind: 'card_order', id: orderId, body, reusedCode: 'card_order_id_reused' };
}

function isFrozen({ account }: Books): boolean {
  return account.frozenBecause !== null;
}
