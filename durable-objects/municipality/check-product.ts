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

/** Refusals in order: `invalid_request` (says where), `item_too_expensive`. */
export function checkProduct(
  command: PutProductCommand,
  itemPriceBelowOre: Ore,
): Outcome<PutProductCommand, Refusal> {
  const parsed = Product.safeParse(command);
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
      pointer: path.map((step) => `/${String(step)}`).join(''),
      detail: message,
    }));
    return refused({ code: 'invalid_request', errors });
  }
  const { pricing } = parsed.data;
  const highestOre = pricing.kind === 'fixed' ? pricing.priceOre : pricing.maximumPriceOre;
  if (highestOre >= itemPriceBelowOre) return refused({ code: 'item_too_expensive' });
  return accepted(parsed.data);
}
