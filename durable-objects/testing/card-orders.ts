// What guardians and the club do with cards in tests, by the account's and the municipality's own methods.
import type { CardChange, CardOrder, ChildsCards } from '../../contracts/cards.ts';
import type { CardId, CardOrderId, GuardianId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PrintedCard } from '../municipality/card-office.ts';
import { acceptedValue } from './counter.ts';
import { account, LEADER, municipality, newUid, type TestChild } from './seeded-club.ts';

export interface OrderOptions {
  readonly by?: GuardianId;
  readonly orderId?: string;
  readonly blockCardId?: CardId | null;
  /** The price that was seen; a replacement's unless told otherwise. */
  readonly feeOre?: number;
}

export async function orderCard(
  child: TestChild,
  options: OrderOptions = {},
): Promise<Outcome<CardOrder, Refusal>> {
  return (await account(child.accountId).orderCard({
    by: options.by ?? child.guardianId,
    orderId: (options.orderId ?? crypto.randomUUID()) as CardOrderId,
    request: { blockCardId: options.blockCardId ?? null, feeOre: ore(options.feeOre ?? 25_00) },
  })) as Outcome<CardOrder, Refusal>;
}

export async function cancelOrder(
  child: TestChild,
  orderId: string,
  by: GuardianId = child.guardianId,
): Promise<Outcome<CardOrder, Refusal>> {
  const command = { by, orderId: orderId as CardOrderId };
  return (await account(child.accountId).cancelCardOrder(command)) as Outcome<CardOrder, Refusal>;
}

export async function changeCard(
  child: TestChild,
  change: 'blockChildsCard' | 'unblockChildsCard' | 'activateChildsCard',
  cardId: CardId = child.cardId,
  by: GuardianId = child.guardianId,
): Promise<Outcome<CardChange, Refusal>> {
  return (await account(child.accountId)[change]({ by, cardId })) as Outcome<CardChange, Refusal>;
}

export async function cardsOf(child: TestChild): Promise<ChildsCards> {
  const outcome = await account(child.accountId).childsCards({ by: child.guardianId });
  return acceptedValue(outcome as Outcome<ChildsCards, Refusal>);
}

export async function stateOf(child: TestChild, cardId: CardId): Promise<string | undefined> {
  const inspection = await account(child.accountId).inspect();
  return inspection?.cards.find((card) => card.cardId === cardId)?.state;
}

export async function purseOf(child: TestChild): Promise<number | undefined> {
  return (await account(child.accountId).inspect())?.sumsOre.purse;
}

export async function waitUntilOnWorkList(cardId: CardId, work = 'ordered'): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const orders = await municipality().cardOrders(work as 'ordered');
    if (orders.some((order) => order.cardId === cardId)) return;
    await scheduler.wait(10);
  }
  throw new Error(`card ${cardId} never stood on the work list as ${work}`);
}

export async function printCard(
  order: Pick<CardOrder, 'orderId' | 'cardId'>,
  uid: string = newUid(),
  batchId: string = crypto.randomUUID(),
): Promise<Outcome<PrintedCard[], Refusal>> {
  const { orderId, cardId } = order;
  return (await municipality().producePrintBatch({
    batchId,
    by: LEADER,
    cards: [{ orderId, cardId, uid, printedNumber: '4711' }],
  })) as Outcome<PrintedCard[], Refusal>;
}

/** From the order to the club's drawer. */
export async function deliverOrdered(order: CardOrder, uid: string = newUid()): Promise<void> {
  const { cardId } = order;
  await waitUntilOnWorkList(cardId);
  const [printed] = acceptedValue(await printCard(order, uid));
  if (printed?.answer !== 'produced') throw new Error(`the card was ${printed?.answer}`);
  acceptedValue(await municipality().deliverCard({ cardId, by: LEADER }));
}
