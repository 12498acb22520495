// The right of the counter: what is about to be sold, what it comes to, and the one large button.
import { useState } from 'preact/hooks';
import { formatOre, timesOre } from '../../contracts/ore.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { type CartLine, lineKey, piecesOf, totalOfCart } from './cart.ts';
import type { Over } from './counter-screen.tsx';
import { DoubtLines } from './doubt-lines.tsx';
import { OtherCardPanel } from './other-card-panel.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { confirmBlocker } from './sale.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './cart-panel.css';

interface CartPanelProperties {
  readonly till: Till;
  readonly onOver: (over: Over) => void;
}

export function CartPanel({ till, onOver }: CartPanelProperties) {
  // On a phone the cart is a sheet that is folded until it is asked for; elsewhere it is always open.
  const [isOpen, setOpen] = useState(false);
  const sale = till.sale.value;
  const text = words.value.cart;
  const total = formatOre(totalOfCart(sale.cart), language.value);
  return (
    <section class={isOpen ? 'cart cart-open' : 'cart'} aria-label={text.region}>
      <CartTools till={till} onOver={onOver} />
      <DoubtLines till={till} onOver={onOver} />
      <SaidBesideTheChild till={till} />
      {sale.cart.length === 0 ? (
        <div class="cart-empty">
          <p>
            <strong>{text.empty}</strong>
          </p>
          <p>{text.emptyAdvice}</p>
        </div>
      ) : (
        <ul class="cart-lines">
          {sale.cart.map((line) => (
            <Line key={lineKey(line)} till={till} line={line} />
          ))}
        </ul>
      )}
      <button
        type="button"
        class="button button-quiet cart-fold"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'down' : 'up'} />
        <span class="visually-hidden">{isOpen ? text.fold : text.open}</span>
      </button>
      <p class="cart-total">
        <span>
          {text.total} <small>{text.pieces(piecesOf(sale.cart))}</small>
        </span>
        <strong>{total}</strong>
      </p>
      <ConfirmButton till={till} />
    </section>
  );
}

/** What must be answered comes before what need only be read. */
function SaidBesideTheChild({ till }: { readonly till: Till }) {
  const { child, otherCard, outcome } = till.sale.value;
  if (!child) return null;
  if (otherCard) {
    return <OtherCardPanel till={till} problem={otherCard} presentName={child.childName} />;
  }
  return outcome && <OutcomePanel outcome={outcome} size="small" />;
}

function CartTools({ till, onOver }: CartPanelProperties) {
  const sale = till.sale.value;
  const text = words.value.cart;
  const isLocked = sale.confirming !== null || sale.cart.length === 0;
  return (
    <div class="cart-tools">
      <button
        type="button"
        class="button"
        aria-disabled={isLocked}
        onClick={() => till.happen({ type: 'cart_parked', parkedId: crypto.randomUUID() })}
      >
        <Icon name="park" />
        {text.park}
      </button>
      {sale.parked.length > 0 && (
        <button type="button" class="button" onClick={() => onOver({ kind: 'parked' })}>
          {text.parked(sale.parked.length)}
        </button>
      )}
      <button
        type="button"
        class="button button-quiet"
        aria-label={text.emptyIt}
        aria-disabled={isLocked}
        onClick={() => till.happen({ type: 'cart_emptied' })}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

function Line({ till, line }: { readonly till: Till; readonly line: CartLine }) {
  const text = words.value.cart;
  const set = (quantity: number) =>
    till.happen({ type: 'quantity_changed', key: lineKey(line), quantity });
  return (
    <li class="cart-line">
      <button
        type="button"
        class="button"
        aria-label={text.fewer(line.name)}
        onClick={() => set(line.quantity - 1)}
      >
        <Icon name={line.quantity === 1 ? 'trash' : 'minus'} />
      </button>
      <span class="cart-quantity">{line.quantity}</span>
      <button
        type="button"
        class="button"
        aria-label={text.more(line.name)}
        onClick={() => set(line.quantity + 1)}
      >
        <Icon name="plus" />
      </button>
      <span class="cart-name" lang="da">
        {line.name}
      </span>
      <span class="cart-amount">
        {formatOre(timesOre(line.priceOre, line.quantity), language.value)}
      </span>
    </li>
  );
}

/** The press carries the child and the sum that stood on the button when it was drawn. */
function ConfirmButton({ till }: { readonly till: Till }) {
  const sale = till.sale.value;
  const text = words.value.confirm;
  const blocker = confirmBlocker(sale);
  const { child } = sale;
  const totalOre = totalOfCart(sale.cart);
  if (child && (blocker === null || blocker === 'just_shown')) {
    const total = formatOre(totalOre, language.value);
    return (
      <button
        type="button"
        class="button button-primary confirm confirm-ready"
        aria-disabled={blocker !== null}
        onClick={() => till.confirm(child.presentationId, totalOre)}
      >
        <span>{text.action}</span>
        <span class="visually-hidden">, </span>
        <span class="confirm-total">{total}</span>
        <span class="visually-hidden">, {child.childName}</span>
      </button>
    );
  }
  const why = blocker === null || blocker === 'just_shown' ? 'no_child' : blocker;
  return (
    <button type="button" class="button button-primary confirm" aria-disabled="true">
      {why === 'confirming' ? text.waiting : text[why]}
    </button>
  );
}
