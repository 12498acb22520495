// The receipt on the screen, and the same receipt on paper: print CSS leaves nothing else of the page.
// Deliberately absent: the child's name, which a receipt does not need.
import { formatOre } from '../../contracts/ore.ts';
import type { Receipt } from '../../contracts/purchases.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatMoment } from '../ui/formats.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './receipt-dialog.css';

interface ReceiptDialogProperties {
  readonly till: Till;
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

export function ReceiptDialog({ till, receipt, onClose }: ReceiptDialogProperties) {
  const text = words.value.receipt;
  const { lastSale } = till.sale.value;
  const isUndone =
    lastSale?.receipt.purchaseId === receipt.purchaseId && lastSale.reversal.kind === 'undone';
  return (
    <Dialog
      title={text.title}
      closeLabel={words.value.close}
      kind="dialog-narrow receipt"
      onClose={onClose}
    >
      <Printed receipt={receipt} isUndone={isUndone} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {words.value.close}
        </button>
        <button type="button" class="button button-primary" onClick={() => window.print()}>
          <Icon name="receipt" />
          {text.print}
        </button>
      </div>
    </Dialog>
  );
}

function Printed({ receipt, isUndone }: { readonly receipt: Receipt; readonly isUndone: boolean }) {
  const text = words.value.receipt;
  const amount = (amountOre: Receipt['totalOre']) => formatOre(amountOre, language.value);
  return (
    <article class="printed">
      <h3>{receipt.clubName}</h3>
      <p>
        {receipt.salesPointName}, {receipt.tillName}
      </p>
      {isUndone && <p class="printed-undone">{text.undone}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{text.line}</th>
            <th scope="col">{text.quantity}</th>
            <th scope="col">{text.price}</th>
            <th scope="col">{text.amount}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map((line) => (
            <tr key={`${line.productId} ${line.priceOre}`}>
              <td>
                <span lang="da">{line.name}</span>
                {line.vatRatePercent > 0 && <small>{text.vat(line.vatRatePercent)}</small>}
              </td>
              <td>{line.quantity}</td>
              <td>{amount(line.priceOre)}</td>
              <td>{amount(line.amountOre)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {text.total}
            </th>
            <td>{amount(receipt.totalOre)}</td>
          </tr>
        </tfoot>
      </table>
      <p>{text.paidBy}</p>
      <dl>
        <dt>{text.soldAt}</dt>
        <dd>{formatMoment(Date.parse(receipt.soldAt), language.value)}</dd>
        <dt>{text.number}</dt>
        <dd>{receipt.receiptNumber}</dd>
      </dl>
    </article>
  );
}
