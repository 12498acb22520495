// Which tabs stand above the tiles and which products each shows: favourites have a tab of their own, the
// first, and stand first in their categories. Pure.
import type { Catalogue, CatalogueProduct } from '../../contracts/catalogue.ts';

/** No category has it: an id has no star. */
export const FAVOURITES = '*favourites';

export function hasFavourites(catalogue: Catalogue): boolean {
  return catalogue.products.some(({ favourite }) => favourite);
}

/** The tab that is shown: the one wanted while there is one, else the first. */
export function shownTab(catalogue: Catalogue, wanted: string): string {
  const tabs = [
    ...(hasFavourites(catalogue) ? [FAVOURITES] : []),
    ...catalogue.categories.map(({ categoryId }) => categoryId),
  ];
  return tabs.includes(wanted) ? wanted : (tabs[0] ?? FAVOURITES);
}

/** In the catalogue's order, favourites first. */
export function productsOfTab({ products }: Catalogue, tab: string): CatalogueProduct[] {
  const favourites = products.filter(({ favourite }) => favourite);
  if (tab === FAVOURITES) return favourites;
  const others = products.filter(({ favourite }) => !favourite);
  return [...favourites, ...others].filter(({ categoryId }) => categoryId === tab);
}
