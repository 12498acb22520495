// Asks once before the last sale is undone, since a slip of the hand must not give money back.
import { formatOre } from '../../contracts/ore.ts';
import { Dialog } from '../ui/dialog.tsx';
import { language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';

interface UndoDialogProperties {
  readonly till: Till;
  readonly onClose: () => void;
}

export function UndoDialog({ till, onClose }: UndoDialogProperties) {
  const receipt = till.sale.value.lastSale?.receipt;
  if (!receipt) return null;
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
