// A child's cards and the orders of new ones, as a parent sees them. States: design §2. Prices are said
// before an order; the fee comes from the account, never from the lost card.
import { z } from 'zod';
import { AccountId, CardId, CardOrderId } from './ids.ts';
import { Ore } from './ore.ts';

export const CardState = z.enum([
  'ordered',
  'produced',
  'delivered',
  'active',
  'blocked',
  'cancelled',
  'retired',
]);
export type CardState = z.infer<typeof CardState>;

export const ChildsCard = z.strictObject({
  cardId: CardId,
  /** The last digits that are printed on the card; null for one that is not printed. */
  printedNumber: z.string().nullable(),
  state: CardState,
  since: z.iso.datetime(),
});
export type ChildsCard = z.infer<typeof ChildsCard>;

/** An order from `ordered` to handed over (its card is `active`), or `cancelled`. */
export const CardOrder = z.strictObject({
  orderId: CardOrderId,
  cardId: CardId,
  /** What it cost the account: 0 for the first card. */
  feeOre: Ore,
  orderedAt: z.iso.datetime(),
  producedAt: z.iso.datetime().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  activatedAt: z.iso.datetime().nullable(),
  cancelledAt: z.iso.datetime().nullable(),
  /** The lost card that was blocked with it, if one was. */
  blockedCardId: CardId.nullable(),
});
export type CardOrder = z.infer<typeof CardOrder>;

/** Why no card can be ordered just now. Payers and under-age children may not order at all. */
export const OrderHindrance = z.enum(['order_open', 'not_enough_money', 'account_frozen']);
export type OrderHindrance = z.infer<typeof OrderHindrance>;

export const ORDERS_SHOWN = 20;

/** `GET /api/accounts/{accountId}/cards` */
export const ChildsCards = z.strictObject({
  accountId: AccountId,
  /** Newest first; cancelled ones are left out. */
  cards: z.array(ChildsCard),
  /** Newest first, the open one among them. */
  orders: z.array(CardOrder).max(ORDERS_SHOWN),
  next: z.strictObject({
    /** What the next card would cost: 0 for the first. */
    feeOre: Ore,
    hindrance: OrderHindrance.nullable(),
    /** How much is missing when there is not enough money. */
    missingOre: Ore.nullable(),
  }),
});
export type ChildsCards = z.infer<typeof ChildsCards>;

/** Body of `PUT /api/accounts/{accountId}/card-orders/{orderId}`: with a card, it is blocked first. */
export const CardOrderRequest = z.strictObject({
  blockCardId: CardId.nullable(),
  /** The price that the parent saw; another one in force is refused as `price_changed`. */
  feeOre: Ore,
});
export type CardOrderRequest = z.infer<typeof CardOrderRequest>;

/** Body of `PUT`·`DELETE …/cards/{cardId}/block` and `PUT …/cards/{cardId}/activation`, and of a cancel. */
export const NothingToSay = z.strictObject({});

/** Answer to a block, an unblock ("Fundet igen") and an activation. */
export const CardChange = z.strictObject({
  card: ChildsCard,
  /** When it took effect at every till. */
  at: z.iso.datetime(),
  /** The order that "Fundet igen" cancelled, and what came back. */
  cancelledOrderId: CardOrderId.nullable(),
  returnedFeeOre: Ore,
});
export type CardChange = z.infer<typeof CardChange>;
