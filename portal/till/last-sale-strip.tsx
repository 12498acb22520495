// The last sale, one touch from being undone or printed, while the till waits for the next child.
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
}

export function LastSaleStrip({ till, onOver }: LastSaleStripProperties) {
  const { lastSale } = till.sale.value;
  if (!lastSale) return null;
  const text = words.value.lastSale;
  const { receipt, reversal } = lastSale;
  const time = formatTime(Date.parse(receipt.soldAt), language.value);
  const canUndo = reversal.kind === 'none' || reversal.kind === 'refused';
  return (
    <section class="last-sale" aria-label={text.title}>
      <p>{text.summary(time, formatOre(receipt.totalOre, language.value))}</p>
      {reversal.kind === 'asked' && <p class="last-sale-state">{text.asked}</p>}
      {reversal.kind === 'undone' && <p class="last-sale-state">{text.undone}</p>}
      <div class="last-sale-actions">
        {canUndo && (
          <button type="button" class="button" onClick={() => onOver({ kind: 'undo' })}>
            <Icon name="undo" />
            <span class="hidden-when-narrow">{text.undo}</span>
          </button>
        )}
        <button type="button" class="button" onClick={() => onOver({ kind: 'receipt', receipt })}>
          <Icon name="receipt" />
          <span class="hidden-when-narrow">{text.receipt}</span>
        </button>
      </div>
    </section>
  );
}
