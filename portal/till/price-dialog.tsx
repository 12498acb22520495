// The price of a product that is sold by measure, typed by the operator up to its maximum.
import { useSignal } from '@preact/signals';
import type { CatalogueProduct } from '../../contracts/catalogue.ts';
import { formatOre } from '../../contracts/ore.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DigitPad } from '../ui/digit-pad.tsx';
import { oreOfDigits } from '../ui/formats.ts';
import { language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './price-dialog.css';

/** 99.999,99 kr. is far above every maximum, and still readable as a mistake. */
const MOST_DIGITS = 7;

interface PriceDialogProperties {
  readonly till: Till;
  readonly product: CatalogueProduct;
  readonly onClose: () => void;
}

export function PriceDialog({ till, product, onClose }: PriceDialogProperties) {
  // A signal, since digits may come faster than the screen is drawn.
  const digits = useSignal('');
  if (product.pricing.kind !== 'typed') return null;
  const text = words.value.price;
  const { maximumPriceOre } = product.pricing;
  const priceOre = oreOfDigits(digits.value);
  const maximum = formatOre(maximumPriceOre, language.value);
  const isTooHigh = priceOre > maximumPriceOre;
  const isReady = priceOre > 0 && !isTooHigh;
  const add = () => {
    const typedPriceOre = oreOfDigits(digits.value);
    if (typedPriceOre === 0 || typedPriceOre > maximumPriceOre) return;
    till.happen({ type: 'product_added', productId: product.productId, typedPriceOre });
    onClose();
  };
  return (
    <Dialog
      title={text.title(product.name)}
      closeLabel={words.value.close}
      kind="dialog-narrow price"
      onClose={onClose}
    >
      <output class={isTooHigh ? 'price-typed price-too-high' : 'price-typed'}>
        {formatOre(priceOre, language.value)}
      </output>
      <p class="form-hint" role="status">
        {isTooHigh ? text.tooHigh(maximum) : text.upTo(maximum)}
      </p>
      <DigitPad
        eraseLabel={text.erase}
        onDigit={(digit) => {
          digits.value = `${digits.value}${digit}`.replace(/^0+/, '').slice(0, MOST_DIGITS);
        }}
        onErase={() => {
          digits.value = digits.value.slice(0, -1);
        }}
        onEnter={add}
        extra="00"
      />
      <div class="dialog-actions">
        <button type="button" class="button button-primary" aria-disabled={!isReady} onClick={add}>
          {text.add}
        </button>
      </div>
    </Dialog>
  );
}
