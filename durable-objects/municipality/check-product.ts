// What a product must be before it stands in a club's catalogue. Absent: rows, and the check of each sale,
// which a till and an account make again.
import { z } from 'zod';
import { CatalogueProduct, Pricing } from '../../contracts/catalogue.ts';
import { CategoryId, ClubId, ProductId, SalesPointId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PutProductCommand } from './commands.ts';

/** In the order in which products are stored, so that the same product is the same text. */
const Product = z.strictObject({
  clubId: ClubId,
  productId: ProductId,
  categoryId: CategoryId,
  name: CatalogueProduct.shape.name,
  pricing: Pricing,
  favourite: z.boolean(),
  accountingCode: z.string().min(1).max(40),
  vatRatePercent: z.int().min(0).max(100),
  salesPointIds: z.array(SalesPointId).min(1),
  onSale: z.boolean(),
});

/** What the club has: a product stands in one of its categories and is sold at its sales points. */
export interface CatalogueRoom {
  readonly categoryIds: readonly CategoryId[];
  readonly salesPointIds: readonly SalesPointId[];
  readonly itemPriceBelowOre: Ore;
  /** The product as it stands, if it does. */
  readonly known: PutProductCommand | null;
}

/**
 * Refusals in order: `invalid_request` (says where; also of a category or sales point that the club does
 * not have), `item_too_expensive`. A product is withdrawn at its own price, though the bound fell below it.
 */
export function checkProduct(
  command: PutProductCommand,
  roomOf: (clubId: ClubId, productId: ProductId) => CatalogueRoom,
): Outcome<PutProductCommand, Refusal> {
  const parsed = Product.safeParse(command);
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
      pointer: path.map((step) => `/${String(step)}`).join(''),
      detail: message,
    }));
    return refused({ code: 'invalid_request', errors });
  }
  const { categoryId, clubId, onSale, pricing, productId, salesPointIds } = parsed.data;
  const room = roomOf(clubId, productId);
  if (!room.categoryIds.includes(categoryId)) {
    return notThere('/categoryId', `The club has no category ${categoryId}`);
  }
  const place = salesPointIds.findIndex((id) => !room.salesPointIds.includes(id));
  if (place >= 0) {
    return notThere(
      `/salesPointIds/${place}`,
      `The club has no sales point ${salesPointIds[place]}`,
    );
  }
  const isWithdrawn = !onSale && isSamePricing(room.known?.pricing, pricing);
  if (!isWithdrawn && highestOreOf(pricing) >= room.itemPriceBelowOre) {
    return refused({ code: 'item_too_expensive' });
  }
  return accepted(parsed.data);
}

function notThere(pointer: string, detail: string): Outcome<never, Refusal> {
  return refused({ code: 'invalid_request', errors: [{ pointer, detail }] });
}

function isSamePricing(known: Pricing | undefined, pricing: Pricing): boolean {
  return known?.kind === pricing.kind && highestOreOf(known) === highestOreOf(pricing);
}

function highestOreOf(pricing: Pricing): Ore {
  return pricing.kind === 'fixed' ? pricing.priceOre : pricing.maximumPriceOre;
}
