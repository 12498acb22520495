// The last sale, one touch from being undone or printed: in words while the till waits for the next child,
// as signs alone beside the next child's photo.
import { formatOre } from '../../contracts/ore.ts';
import { formatTime } from '../ui/formats.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import type { Over } from './counter-screen.tsx';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './last-sale-strip.css';

interface LastSaleStripProperties {
  readonly till: Till;
  readonly onOver: (over: Over) => void;
  readonly isBesideChild?: boolean;
}

export function LastSaleStrip({ till, onOver, isBesideChild = false }: LastSaleStripProperties) {
  const { lastSale, confirming } = till.sale.value;
  if (!lastSale) return null;
  const text = words.value.lastSale;
  const { receipt, reversal } = lastSale;
  const time = formatTime(Date.parse(receipt.soldAt), language.value);
  // While a sale is under way the last one is about to be another.
  const canUndo = !confirming && (reversal.kind === 'none' || reversal.kind === 'refused');
  const actions = (
    <div class="last-sale-actions">
      {canUndo && (
        <button
          type="button"
          class="button"
          title={text.undo}
          onClick={() => onOver({ kind: 'undo', receipt })}
        >
          <Icon name="undo" />
          <span class="hidden-when-narrow">{text.undo}</span>
        </button>
      )}
      <button
        type="button"
        class="button"
        title={text.receipt}
        onClick={() => onOver({ kind: 'receipt', receipt })}
      >
        <Icon name="receipt" />
        <span class="hidden-when-narrow">{text.receipt}</span>
      </button>
    </div>
  );
  if (isBesideChild) return actions;
  return (
    <section class="last-sale" aria-label={text.title}>
      <p>{text.summary(time, formatOre(receipt.totalOre, language.value))}</p>
      {reversal.kind === 'asked' && <p class="last-sale-state">{text.asked}</p>}
      {reversal.kind === 'undone' && <p class="last-sale-state">{text.undone}</p>}
      {actions}
    </section>
  );
}
