// Asks once before the last sale is undone, since a slip of the hand must not give money back.
import { useEffect } from 'preact/hooks';
import { formatOre } from '../../contracts/ore.ts';
import type { Receipt } from '../../contracts/purchases.ts';
import { Dialog } from '../ui/dialog.tsx';
import { language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';

interface UndoDialogProperties {
  readonly till: Till;
  /** The sale that was asked about: a later one must not take its place under the finger. */
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

export function UndoDialog({ till, receipt, onClose }: UndoDialogProperties) {
  const isStillLast = till.sale.value.lastSale?.receipt.purchaseId === receipt.purchaseId;
  useEffect(() => {
    if (!isStillLast) onClose();
  }, [isStillLast, onClose]);
  const text = words.value.lastSale;
  return (
    <Dialog title={text.undoTitle} closeLabel={words.value.close} onClose={onClose}>
      <p>{text.undoLead(formatOre(receipt.totalOre, language.value))}</p>
      <ul class="rows">
        {receipt.lines.map((line) => (
          <li key={`${line.productId} ${line.priceOre}`}>
            <span lang="da">
              {line.quantity} × {line.name}
            </span>
            <span>{formatOre(line.amountOre, language.value)}</span>
          </li>
        ))}
      </ul>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {text.keep}
        </button>
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            till.undo(receipt.purchaseId);
            onClose();
          }}
        >
          {text.undo}
        </button>
      </div>
    </Dialog>
  );
}
