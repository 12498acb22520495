// Decides a purchase: state and command in, a refusal or an entry out. Pure: no clock, no SQL, no `this`.
// The order of the checks is the documented order of precedence; a table test walks it.
import type { CardState } from '../../contracts/cards.ts';
import type { CardId, PresentationId, ProductId } from '../../contracts/ids.ts';
import type { Limits } from '../../contracts/limits.ts';
import { type Ore, ore, sumOre, timesOre } from '../../contracts/ore.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PurchaseLine } from '../../contracts/purchases.ts';
import { invariant } from '../invariant.ts';
import type { Settings } from '../municipality/settings.ts';
import type { ProductFact, PurchaseCommand } from './commands.ts';
import type { CopenhagenMoment } from './copenhagen-moment.ts';
import { type EntryDraft, pursePostings, type SoldLine } from './entry.ts';
import type { SealedPresentation } from './presentation-seal.ts';

export interface PurchaseState {
  /** Null when the text was altered, invented, or is another account's. */
  readonly presentation: SealedPresentation | null;
  readonly presentationIsEnded: boolean;
  readonly presentationIsUsed: boolean;
  /** The state of the presented card; null for a child found by name. */
  readonly cardState: CardState | null;
  readonly settings: Settings;
  readonly limits: Limits;
  readonly availableOre: Ore;
  readonly creditOre: Ore;
  readonly spentDayOre: Ore;
  readonly spentWeekOre: Ore;
  readonly spentNamedDayOre: Ore;
  readonly moment: CopenhagenMoment;
}

/** Why it is not today, for the guardians alone; the first that hits. */
export type NotTodayReason =
  | 'limit_club'
  | 'limit_weekday'
  | 'limit_hours'
  | 'limit_category'
  | 'limit_purchase'
  | 'limit_day'
  | 'limit_week'
  | 'named_day_cap'
  | 'funds';

export type PurchaseDecision =
  | { readonly accepted: true; readonly draft: EntryDraft; readonly totalOre: Ore }
  | {
      readonly accepted: false;
      readonly refusal: Refusal;
      readonly notTodayReason: NotTodayReason | null;
    };

/**
 * Refusals in order of precedence (after `purchase_id_reused` and `account_frozen`, which the account
 * checks): `presentation_not_valid`, `presentation_expired`, `presentation_ended`, `presentation_used`,
 * `card_blocked`, `card_retired`, `card_not_active`, `operator_missing`, `operator_not_allowed` (a
 * youth operator and a child found by name), `product_unknown`,
 * `price_changed`, `price_not_allowed`, `item_too_expensive`, `presentation_cap`, `not_today`.
 */
export function decidePurchase(
  state: PurchaseState,
  command: PurchaseCommand,
  now: number,
): PurchaseDecision {
  const { presentation } = state;
  if (presentation === null || presentation.tillId !== command.till.tillId) {
    return refuse({ code: 'presentation_not_valid' });
  }
  if (now >= presentation.expiresAt) return refuse({ code: 'presentation_expired' });
  if (state.presentationIsEnded) return refuse({ code: 'presentation_ended' });
  if (state.presentationIsUsed) return refuse({ code: 'presentation_used' });
  const cardRefusal = presentation.cardId === null ? null : cardStateRefusal(state.cardState);
  if (cardRefusal !== null) return refuse(cardRefusal);
  const { operator } = command.till;
  if (operator === null) return refuse({ code: 'operator_missing' });
  if (operator.kind === 'youth' && presentation.cardId === null) {
    return refuse({ code: 'operator_not_allowed' });
  }

  const goodsRefusal = refuseGoods(command, state.settings);
  if (goodsRefusal !== null) return refuse(goodsRefusal);
  const soldLines = soldLinesOf(command);
  const totalOre = sumOre(soldLines.map((line) => timesOre(line.priceOre, line.quantity)));

  const named = presentation.cardId === null;
  const capOre = named ? state.settings.namedPurchaseCapOre : state.settings.uidPurchaseCapOre;
  if (totalOre > capOre) return refuse({ code: 'presentation_cap', capOre });
  const notTodayReason = notToday(state, command, soldLines, totalOre, named);
  if (notTodayReason !== null) {
    return { accepted: false, refusal: { code: 'not_today' }, notTodayReason };
  }

  // The point of no return: from here on the purchase is accepted.
  return {
    accepted: true,
    totalOre,
    draft: draftOf(command, presentation, operator, soldLines, totalOre, now),
  };
}

function refuse(refusal: Refusal): PurchaseDecision {
  return { accepted: false, refusal, notTodayReason: null };
}

export function cardStateRefusal(cardState: CardState | null): Refusal | null {
  switch (cardState) {
    case 'active':
      return null;
    case 'blocked':
      return { code: 'card_blocked' };
    case 'retired':
    case 'cancelled':
      return { code: 'card_retired' };
    case 'ordered':
    case 'produced':
    case 'delivered':
      return { code: 'card_not_active' };
    case null:
      return { code: 'card_unknown' };
    default:
      return cardState satisfies never;
  }
}

function refuseGoods(command: PurchaseCommand, settings: Settings): Refusal | null {
  const pairs = command.request.lines.map((line, index) => ({
    line,
    product: command.products[index] ?? null,
    pointer: `/lines/${index}`,
  }));
  const unknown = pairs.filter(({ product }) => product === null);
  if (unknown.length > 0) {
    return {
      code: 'product_unknown',
      errors: unknown.map(({ line, pointer }) => ({
        pointer: `${pointer}/productId`,
        detail: `${line.productId} is not sold at this till`,
      })),
    };
  }
  const changed = pairs.filter(({ line, product }) => priceHasChanged(line, product));
  if (changed.length > 0) return { code: 'price_changed', prices: newPrices(changed) };
  const tooHigh = pairs.filter(
    ({ line, product }) =>
      product?.pricing.kind === 'typed' && line.priceOre > product.pricing.maximumPriceOre,
  );
  if (tooHigh.length > 0) {
    return {
      code: 'price_not_allowed',
      errors: tooHigh.map(({ pointer }) => ({
        pointer: `${pointer}/priceOre`,
        detail: 'the typed price is above the maximum',
      })),
    };
  }
  const dear = pairs.filter(({ line }) => line.priceOre >= settings.itemPriceBelowOre);
  if (dear.length > 0) {
    return {
      code: 'item_too_expensive',
      errors: dear.map(({ pointer }) => ({
        pointer: `${pointer}/priceOre`,
        detail: 'a single item must cost less',
      })),
    };
  }
  return null;
}

function priceHasChanged(line: PurchaseLine, product: ProductFact | null): boolean {
  return product?.pricing.kind === 'fixed' && line.priceOre !== product.pricing.priceOre;
}

function newPrices(
  changed: readonly { readonly line: PurchaseLine; readonly product: ProductFact | null }[],
): { productId: ProductId; priceOre: Ore | null }[] {
  return changed.map(({ line, product }) => ({
    productId: line.productId,
    priceOre: product?.pricing.kind === 'fixed' ? product.pricing.priceOre : null,
  }));
}

function soldLinesOf(command: PurchaseCommand): SoldLine[] {
  return command.request.lines.map((line, index) => {
    const product = command.products[index];
    if (product === null || product === undefined) throw new Error('an unknown product was let by');
    return {
      productId: product.productId,
      categoryId: product.categoryId,
      name: product.name,
      quantity: line.quantity,
      priceOre: line.priceOre,
      accountingCode: product.accountingCode,
      vatRatePercent: product.vatRatePercent,
    };
  });
}

/** The parent's rules first, from the plainest to the finest; the money last. */
function notToday(
  state: PurchaseState,
  command: PurchaseCommand,
  soldLines: readonly SoldLine[],
  totalOre: Ore,
  named: boolean,
): NotTodayReason | null {
  const { limits, moment } = state;
  const { allowedClubIds, allowedWeekdays, allowedHours } = limits;
  if (allowedClubIds !== null && !allowedClubIds.includes(command.till.clubId)) return 'limit_club';
  if (allowedWeekdays !== null && !allowedWeekdays.includes(moment.weekday)) return 'limit_weekday';
  if (
    allowedHours !== null &&
    (moment.clock < allowedHours.from || moment.clock >= allowedHours.until)
  ) {
    return 'limit_hours';
  }
  if (soldLines.some((line) => limits.blockedCategoryIds.includes(line.categoryId))) {
    return 'limit_category';
  }
  const above = (limitOre: Ore | null, spentOre: number) =>
    limitOre !== null && spentOre + totalOre > limitOre;
  if (above(limits.perPurchaseOre, 0)) return 'limit_purchase';
  if (above(limits.perDayOre, state.spentDayOre)) return 'limit_day';
  if (above(limits.perWeekOre, state.spentWeekOre)) return 'limit_week';
  if (named && above(state.settings.namedDayCapOre, state.spentNamedDayOre)) return 'named_day_cap';
  if (totalOre > state.availableOre + state.creditOre) return 'funds';
  return null;
}

function draftOf(
  command: PurchaseCommand,
  presentation: SealedPresentation & { readonly presentationId: PresentationId },
  operator: NonNullable<PurchaseCommand['till']['operator']>,
  soldLines: SoldLine[],
  totalOre: Ore,
  now: number,
): EntryDraft {
  const { clubId, salesPointId, tillId } = command.till;
  const cardId: CardId | null = presentation.cardId;
  return {
    entryId: command.purchaseId,
    kind: 'purchase',
    occurredAt: now,
    recordedAt: now,
    postings: pursePostings(ore(-totalOre), 'sales'),
    purchase: {
      clubId,
      salesPointId,
      tillId,
      operatorId: operator.operatorId,
      operatorKind: operator.kind,
      presentationId: presentation.presentationId,
      cardId,
      catalogueVersion: command.request.catalogueVersion,
    },
    soldLines,
    ofPurchaseSequence: null,
    refundedLines: [],
    by: null,
    reasonCiphertext: null,
  };
}

/** After the write: what was decided still holds for what now stands in the books. */
export function assertPurchaseHolds(
  state: PurchaseState,
  after: { readonly purseOre: Ore; readonly spentDayOre: Ore; readonly spentWeekOre: Ore },
): void {
  const { limits } = state;
  invariant('I2', after.purseOre >= -state.creditOre, `the purse stands at ${after.purseOre}`);
  invariant(
    'I8',
    limits.perDayOre === null || after.spentDayOre <= limits.perDayOre,
    `the day stands at ${after.spentDayOre}`,
  );
  invariant(
    'I8',
    limits.perWeekOre === null || after.spentWeekOre <= limits.perWeekOre,
    `the week stands at ${after.spentWeekOre}`,
  );
}
