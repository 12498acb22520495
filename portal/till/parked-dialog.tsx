// The carts that were put aside on this device, to be taken up again or thrown away.
import { formatOre } from '../../contracts/ore.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatTime } from '../ui/formats.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { piecesOf, totalOfCart } from './cart.ts';
import type { ParkedCart } from './sale-state.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';

interface ParkedDialogProperties {
  readonly till: Till;
  readonly onClose: () => void;
}

export function ParkedDialog({ till, onClose }: ParkedDialogProperties) {
  const text = words.value.parked;
  const { parked, cart } = till.sale.value;
  return (
    <Dialog title={text.title} closeLabel={words.value.close} onClose={onClose}>
      {parked.length === 0 && <p>{text.none}</p>}
      {parked.length > 0 && cart.length > 0 && <p class="form-hint">{text.swap}</p>}
      <ul class="rows">
        {parked.map((one) => (
          <Parked key={one.parkedId} till={till} parked={one} onTaken={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

interface ParkedProperties {
  readonly till: Till;
  readonly parked: ParkedCart;
  readonly onTaken: () => void;
}

function Parked({ till, parked, onTaken }: ParkedProperties) {
  const text = words.value.parked;
  const { parkedId, parkedAt, cart } = parked;
  const time = formatTime(parkedAt, language.value);
  const pieces = words.value.cart.pieces(piecesOf(cart));
  return (
    <li>
      <div>
        <strong>{text.cart(time, pieces, formatOre(totalOfCart(cart), language.value))}</strong>
        <p lang="da">{cart.map((line) => `${line.quantity} × ${line.name}`).join(', ')}</p>
      </div>
      <button
        type="button"
        class="button button-primary"
        aria-label={text.take(time)}
        onClick={() => {
          till.happen({ type: 'parked_taken', parkedId, swapId: crypto.randomUUID() });
          onTaken();
        }}
      >
        {text.takeShort}
      </button>
      <button
        type="button"
        class="button button-quiet"
        aria-label={text.drop(time)}
        onClick={() => till.happen({ type: 'parked_dropped', parkedId })}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}
