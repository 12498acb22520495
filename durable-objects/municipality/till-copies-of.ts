// Puts together what a till holds copies of: where it stands, what it sells there in the order of its
// tiles (by category, then as a Danish list is sorted), who sells.
import type { TillCopies } from '../till/till-copies.ts';
import type { ClubRow, ClubsStore, TillRow } from './clubs-store.ts';
import type { PutProductCommand } from './commands.ts';

export function tillCopiesOf(store: ClubsStore, till: TillRow, club: ClubRow): TillCopies {
  const { clubId, salesPointId } = till;
  const positions = new Map(
    store.categories(clubId).map(({ categoryId }, position) => [categoryId, position]),
  );
  const positionOf = (product: PutProductCommand) => positions.get(product.categoryId) ?? 0;
  const products = store
    .products(clubId)
    .filter((product) => product.onSale && product.salesPointIds.includes(salesPointId))
    .sort(
      (left, right) =>
        positionOf(left) - positionOf(right) || left.name.localeCompare(right.name, 'da'),
    );
  const sold = new Set(products.map((product) => product.categoryId));
  return {
    place: {
      version: 1,
      content: {
        tillName: till.name,
        clubId,
        clubName: club.name,
        salesPointId,
        salesPointName: store.salesPointName(clubId, salesPointId) ?? salesPointId,
      },
    },
    catalogue: {
      version: club.catalogueVersion,
      content: {
        categories: store.categories(clubId).filter((category) => sold.has(category.categoryId)),
        products: products.map((product) => ({
          productId: product.productId,
          categoryId: product.categoryId,
          name: product.name,
          pricing: product.pricing,
          favourite: product.favourite,
          accountingCode: product.accountingCode,
          vatRatePercent: product.vatRatePercent,
        })),
      },
    },
    operators: {
      version: club.operatorsVersion,
      content: store.operators(clubId).map((operator) => ({
        operatorId: operator.operatorId,
        kind: operator.kind,
        nameCiphertext: Buffer.from(operator.nameCiphertext).toString('hex'),
        pinHash: operator.pinHash,
      })),
    },
  };
}
