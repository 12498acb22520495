// The middle of the counter: products by category, favourites first. A category has a colour and a shape.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Catalogue, CatalogueProduct, Category } from '../../contracts/catalogue.ts';
import { formatOre } from '../../contracts/ore.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { piecesOf } from './cart.ts';
import { CategoryShape } from './category-shape.tsx';
import { FAVOURITES, hasFavourites, productsOfTab, shownTab } from './category-tabs.ts';
import { type TileRoom, tilePages, tileRoom } from './tile-pages.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './product-tiles.css';

interface ProductTilesProperties {
  readonly till: Till;
  readonly onTypedPrice: (product: CatalogueProduct) => void;
}

export function ProductTiles({ till, onTypedPrice }: ProductTilesProperties) {
  const { catalogue } = till.sale.value;
  const text = words.value.products;
  const [wanted, setWanted] = useState<string>(FAVOURITES);
  if (!catalogue) {
    return (
      <section class="products" aria-label={text.region}>
        <p>{text.loading}</p>
      </section>
    );
  }
  const shown = shownTab(catalogue, wanted);
  return (
    <section class="products" aria-label={text.region}>
      <div class="categories" role="tablist" aria-label={text.categories} onKeyDown={alongTheTabs}>
        {hasFavourites(catalogue) && (
          <CategoryTab isShown={shown === FAVOURITES} onShow={() => setWanted(FAVOURITES)}>
            <Icon name="star" />
            {text.favourites}
          </CategoryTab>
        )}
        {catalogue.categories.map((category) => (
          <CategoryTab
            key={category.categoryId}
            category={category}
            isShown={shown === category.categoryId}
            onShow={() => setWanted(category.categoryId)}
          >
            <CategoryShape colour={category.colour} />
            <span lang="da">{category.name}</span>
          </CategoryTab>
        ))}
      </div>
      <TileGrid
        key={shown}
        till={till}
        catalogue={catalogue}
        products={productsOfTab(catalogue, shown)}
        onTypedPrice={onTypedPrice}
      />
    </section>
  );
}

interface CategoryTabProperties {
  readonly category?: Category;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly children: ComponentChildren;
}

function CategoryTab({ category, isShown, onShow, children }: CategoryTabProperties) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isShown}
      aria-controls="product-tiles"
      tabIndex={isShown ? 0 : -1}
      class={`button category ${category ? `category-${category.colour}` : 'category-favourites'}`}
      onClick={onShow}
    >
      {children}
    </button>
  );
}

interface TileGridProperties {
  readonly till: Till;
  readonly catalogue: Catalogue;
  readonly products: readonly CatalogueProduct[];
  readonly onTypedPrice: (product: CatalogueProduct) => void;
}

function TileGrid({ till, catalogue, products, onTypedPrice }: TileGridProperties) {
  const text = words.value.products;
  const grid = useRef<HTMLDivElement>(null);
  const room = useRoom(grid, products.length);
  const [page, setPage] = useState(0);
  const pages = tilePages(products, room);
  const shown = page % pages.length;
  const colours = new Map(catalogue.categories.map((one) => [one.categoryId, one.colour]));
  return (
    <div
      ref={grid}
      id="product-tiles"
      class="tiles"
      role="tabpanel"
      aria-label={text.region}
      style={{ '--columns': room.columns, '--rows': room.rows }}
      onKeyDown={(event) => amongTheTiles(event, room.columns)}
    >
      {products.length === 0 && <p class="tiles-none">{text.none}</p>}
      {(pages[shown] ?? []).map((product) => (
        <Tile
          key={product.productId}
          till={till}
          product={product}
          colour={colours.get(product.categoryId) ?? 8}
          onTypedPrice={onTypedPrice}
        />
      ))}
      {pages.length > 1 && (
        <button
          type="button"
          class="button tile tile-next"
          onClick={() => setPage((shown + 1) % pages.length)}
        >
          <Icon name="switch" />
          <span>{text.nextPage}</span>
          <small>{text.page(shown + 1, pages.length)}</small>
        </button>
      )}
    </div>
  );
}

interface TileProperties {
  readonly till: Till;
  readonly product: CatalogueProduct;
  readonly colour: number;
  readonly onTypedPrice: (product: CatalogueProduct) => void;
}

function Tile({ till, product, colour, onTypedPrice }: TileProperties) {
  const text = words.value.products;
  const { productId, name, pricing } = product;
  const { cart, confirming } = till.sale.value;
  const pieces = piecesOf(cart, productId);
  const price =
    pricing.kind === 'fixed' ? formatOre(pricing.priceOre, language.value) : text.typedPrice;
  return (
    <button
      type="button"
      class={`button tile category-${colour}`}
      aria-disabled={confirming !== null}
      onClick={() => {
        if (pricing.kind === 'typed') onTypedPrice(product);
        else till.happen({ type: 'product_added', productId, typedPriceOre: null });
      }}
    >
      {pieces > 0 && (
        <span class="tile-count" aria-hidden="true">
          {pieces}
        </span>
      )}
      <span class="tile-name" lang="da">
        {name}
      </span>
      <span class="visually-hidden">, </span>
      <span class="tile-price">{price}</span>
      {pieces > 0 && <span class="visually-hidden">, {text.inCart(pieces)}</span>}
      {pieces === 0 && <CategoryShape colour={colour} />}
    </button>
  );
}

/** On a phone a page of tiles would be two rows; there they scroll, as everything does on a phone. */
const scrollsTiles = matchMedia('(max-width: 899px)');
const COLUMNS_ON_A_PHONE = 3;
const ALL_ROWS = 1_000;

function useRoom(grid: { readonly current: HTMLDivElement | null }, tiles: number): TileRoom {
  const [room, setRoom] = useState<TileRoom>({ columns: 3, rows: 5 });
  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const fitting = tileRoom(element.clientWidth, element.clientHeight, tiles);
      const next = scrollsTiles.matches ? { columns: COLUMNS_ON_A_PHONE, rows: ALL_ROWS } : fitting;
      setRoom((now) => (now.columns === next.columns && now.rows === next.rows ? now : next));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, tiles]);
  return room;
}

function alongTheTabs(event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const moved = step && moveFocus(event, step);
  // Tabs follow the focus, so that one key both moves and shows.
  if (moved) moved.click();
}

function amongTheTiles(event: KeyboardEvent, columns: number): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if (step) moveFocus(event, step);
}

function moveFocus(event: KeyboardEvent, step: number): HTMLElement | null {
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLElement)) return null;
  const buttons = [...currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const next = buttons[at + step];
  if (at < 0 || !next) return null;
  event.preventDefault();
  next.focus();
  return next;
}
