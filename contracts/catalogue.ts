// What a till may sell: categories and products, in one numbered version. The operator's screen draws
// these, and a sale says which price it showed.
import { z } from 'zod';
import { CategoryId, ProductId } from './ids.ts';
import { PositiveOre } from './ore.ts';

export const CatalogueVersion = z.int().min(0);

export const Category = z.strictObject({
  categoryId: CategoryId,
  name: z.string().min(1).max(40),
  /** One of eight colours of the till's palette; a shape goes with each, so that colour is never alone. */
  colour: z.int().min(1).max(8),
});
export type Category = z.infer<typeof Category>;

/** A fixed price, or one that the operator types, up to a maximum (workshops sell by measure). */
export const Pricing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), priceOre: PositiveOre }),
  z.strictObject({ kind: z.literal('typed'), maximumPriceOre: PositiveOre }),
]);
export type Pricing = z.infer<typeof Pricing>;

export const CatalogueProduct = z.strictObject({
  productId: ProductId,
  categoryId: CategoryId,
  name: z.string().min(1).max(60),
  pricing: Pricing,
  favourite: z.boolean(),
});
export type CatalogueProduct = z.infer<typeof CatalogueProduct>;

/** `GET /api/tills/{tillId}/catalogue` */
export const Catalogue = z.strictObject({
  version: CatalogueVersion,
  categories: z.array(Category),
  products: z.array(CatalogueProduct),
});
export type Catalogue = z.infer<typeof Catalogue>;
