// A purchase that is accepted, as state and command, for tests of the pure decision to spoil bit by bit.
import type {
  CardId,
  CategoryId,
  ClubId,
  OperatorId,
  PresentationId,
  ProductId,
  PurchaseId,
  SalesPointId,
  TillId,
} from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import type { ProductFact, PurchaseCommand, TillFacts } from '../card-account/commands.ts';
import type { PurchaseState } from '../card-account/decide-purchase.ts';
import { FIRST_SETTINGS } from '../municipality/settings.ts';

/** Saturday, 14:05 in Copenhagen. */
export const NOW = Date.parse('2026-11-21T13:05:00Z');

export const TILL: TillFacts = {
  tillId: 'till-1' as TillId,
  tillName: 'Kasse 1',
  clubId: 'club-1' as ClubId,
  clubName: 'Klub 1',
  salesPointId: 'cafe' as SalesPointId,
  salesPointName: 'Café',
  operator: { operatorId: 'operator-1' as OperatorId, kind: 'staff' },
};

export const FIXED: ProductFact = {
  productId: 'bolle' as ProductId,
  categoryId: 'food' as CategoryId,
  name: 'Bolle',
  pricing: { kind: 'fixed', priceOre: ore(12_00) },
  accountingCode: '4711',
  vatRatePercent: 0,
};

export const TYPED: ProductFact = {
  ...FIXED,
  productId: 'trae' as ProductId,
  categoryId: 'workshop' as CategoryId,
  name: 'Træ',
  pricing: { kind: 'typed', maximumPriceOre: ore(150_00) },
};

export interface PurchaseCase {
  readonly state: PurchaseState;
  readonly command: PurchaseCommand;
}

export function acceptedCase(): PurchaseCase {
  return {
    state: {
      presentation: {
        presentationId: 'presentation-1' as PresentationId,
        tillId: TILL.tillId,
        cardId: 'card-1' as CardId,
        namedReason: null,
        readAt: NOW - 5_000,
        expiresAt: NOW + 85_000,
      },
      presentationIsEnded: false,
      presentationIsUsed: false,
      cardState: 'active',
      settings: FIRST_SETTINGS,
      limits: NO_LIMITS,
      availableOre: ore(100_00),
      creditOre: ore(0),
      spentDayOre: ore(0),
      spentWeekOre: ore(0),
      spentNamedDayOre: ore(0),
      moment: { day: '2026-11-21', week: '2026-W47', weekday: 6, clock: '14:05' },
    },
    command: withLines([[FIXED, 1, 12_00]]),
  };
}

/** Lines of product (or null for one that is not sold here), quantity and price. */
export function withLines(
  lines: readonly (readonly [ProductFact | null, number, number])[],
): PurchaseCommand {
  return {
    purchaseId: 'purchase-1' as PurchaseId,
    request: {
      presentation: 'opaque' as never,
      catalogueVersion: 3,
      lines: lines.map(([product, quantity, priceOre]) => ({
        productId: product?.productId ?? ('unknown' as ProductId),
        quantity,
        priceOre: ore(priceOre),
      })),
    },
    till: TILL,
    products: lines.map(([product]) => product),
  };
}

/** A child that was found by name. */
export function named(state: PurchaseState): PurchaseState {
  if (state.presentation === null) throw new Error('there is no presentation to change');
  const presentation = {
    ...state.presentation,
    cardId: null,
    namedReason: 'forgotten_card',
  } as const;
  return { ...state, presentation, cardState: null };
}
