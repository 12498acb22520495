// The counter: who is there on the left, what is sold in the middle, the cart on the right.
import './counter-screen.css';
import { useEffect, useState } from 'preact/hooks';
import type { CatalogueProduct } from '../../contracts/catalogue.ts';
import type { TillOperator } from '../../contracts/operators.ts';
import type { Receipt } from '../../contracts/purchases.ts';
import { language } from '../ui/language.ts';
import { CartPanel } from './cart-panel.tsx';
import { ChildColumn } from './child-column.tsx';
import { otherCardWords } from './other-card-panel.tsx';
import { outcomeWords } from './outcome-panel.tsx';
import { ParkedDialog } from './parked-dialog.tsx';
import { PriceDialog } from './price-dialog.tsx';
import { ProductTiles } from './product-tiles.tsx';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { isAskingToSwitch } from './sale-step.ts';
import { SearchDialog } from './search-dialog.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import type { Till } from './till.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { words } from './words.ts';

/** What lies over the counter at the moment; one thing at a time. */
export type Over =
  | { readonly kind: 'nothing' | 'search' | 'parked' }
  | { readonly kind: 'price'; readonly product: CatalogueProduct }
  | { readonly kind: 'undo' | 'receipt'; readonly receipt: Receipt };

interface CounterScreenProperties {
  readonly till: Till;
  readonly operator: TillOperator;
}

export function CounterScreen({ till, operator }: CounterScreenProperties) {
  const [over, setOver] = useState<Over>({ kind: 'nothing' });
  const sale = till.sale.value;
  const presentationId = sale.child?.presentationId;
  const nextId = sale.next?.presentationId;
  // A child who comes ends a search: a card was found after all, or the search has found its child.
  useEffect(() => {
    if (presentationId || nextId)
      setOver((now) => (now.kind === 'search' ? { kind: 'nothing' } : now));
  }, [presentationId, nextId]);
  return (
    <main class={sale.child ? 'counter counter-with-child' : 'counter'}>
      <h1 class="visually-hidden">{words.value.pageTitle}</h1>
      <ChildColumn till={till} operator={operator} onOver={setOver} />
      <ProductTiles till={till} onTypedPrice={(product) => setOver({ kind: 'price', product })} />
      <CartPanel till={till} onOver={setOver} />
      <Announcer till={till} />
      <OverTheCounter till={till} over={over} onClose={() => setOver({ kind: 'nothing' })} />
      {isAskingToSwitch(sale) && sale.child && sale.next && (
        <SwitchDialog till={till} present={sale.child} next={sale.next} />
      )}
    </main>
  );
}

interface OverProperties {
  readonly till: Till;
  readonly over: Over;
  readonly onClose: () => void;
}

function OverTheCounter({ till, over, onClose }: OverProperties) {
  switch (over.kind) {
    case 'nothing':
      return null;
    case 'search':
      return <SearchDialog till={till} onClose={onClose} />;
    case 'parked':
      return <ParkedDialog till={till} onClose={onClose} />;
    case 'undo':
      return <UndoDialog till={till} receipt={over.receipt} onClose={onClose} />;
    case 'price':
      return <PriceDialog till={till} product={over.product} onClose={onClose} />;
    case 'receipt':
      return <ReceiptDialog till={till} receipt={over.receipt} onClose={onClose} />;
  }
}

/** Says to a screen reader what colour, shape and sound say to everybody else. */
function Announcer({ till }: { readonly till: Till }) {
  const { outcome, otherCard, child } = till.sale.value;
  const tone = otherCard ? 'look' : outcome?.tone;
  const said = otherCard
    ? otherCardWords(otherCard, language.value)
    : outcome && outcomeWords(outcome, language.value);
  return (
    <div class="visually-hidden">
      <p role="status" aria-live="assertive">
        {said && tone ? `${words.value.outcome[tone]}: ${said.title}. ${said.advice}` : ''}
      </p>
      <p aria-live="polite">{child ? child.childName : ''}</p>
    </div>
  );
}
