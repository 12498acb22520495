// Tells the municipality how each card order stands, for its work list. What does not arrive stays, and an
// alarm comes back for it; so does the nightly audit (I9). Absent: what the work list is for.
import type { CardState } from '../../contracts/cards.ts';
import type { AccountId } from '../../contracts/ids.ts';
import { callObject } from '../call-object.ts';
import type { CardOrderReport, CardWork } from '../municipality/card-work-store.ts';
import type { CardStore, UntoldOrder } from './card-store.ts';

/** Until a municipality that was out of reach is asked again. */
const TELL_AGAIN_MS = 60_000;

export interface CardOrderDoors {
  readonly accountId: AccountId;
  readonly municipality: () => { takeCardOrder(report: CardOrderReport): PromiseLike<unknown> };
}

export class CardOrderFeed {
  readonly #ctx: DurableObjectState;
  readonly #cards: CardStore;
  readonly #doors: CardOrderDoors;

  constructor(ctx: DurableObjectState, cards: CardStore, doors: CardOrderDoors) {
    this.#ctx = ctx;
    this.#cards = cards;
    this.#doors = doors;
  }

  /** To be called after each commit that may have moved a card. */
  async nudge(): Promise<void> {
    if (this.#cards.untold().length === 0) return;
    await this.#comeBackLater();
    this.#ctx.waitUntil(this.tell());
  }

  async tell(): Promise<void> {
    const { accountId, municipality } = this.#doors;
    for (const untold of this.#cards.untold()) {
      try {
        await callObject(() => municipality().takeCardOrder(reportOf(accountId, untold)));
        this.#cards.markTold(untold.order.orderId, untold.events);
      } catch (error) {
        console.error(`account ${accountId}: an order did not reach the municipality: ${error}`);
        await this.#comeBackLater();
        return;
      }
    }
  }

  /** I9: the alarm stands before the municipality is told, so that a crash between the two loses nothing. */
  async #comeBackLater(): Promise<void> {
    const at = Date.now() + TELL_AGAIN_MS;
    const set = await this.#ctx.storage.getAlarm();
    if (set === null || set > at) await this.#ctx.storage.setAlarm(at);
  }
}

function reportOf(
  accountId: AccountId,
  { order, cardState, events }: UntoldOrder,
): CardOrderReport {
  const { orderId, cardId, orderedAt, activatedAt } = order;
  const work = activatedAt === null ? workOf(cardState) : 'handed_over';
  return { accountId, orderId, cardId, orderedAt, work, events };
}

function workOf(cardState: CardState): CardWork {
  switch (cardState) {
    case 'ordered':
    case 'produced':
    case 'delivered':
    case 'cancelled':
      return cardState;
    case 'retired':
      return 'withdrawn';
    case 'active':
    case 'blocked':
      return 'handed_over';
    default:
      return cardState satisfies never;
  }
}
