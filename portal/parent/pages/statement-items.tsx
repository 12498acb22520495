// The items of a purchase, or those that a refund gives back.
import { formatOre } from '../../../contracts/ore.ts';
import type { StatementItem } from '../../../contracts/statement.ts';
import { language } from '../../ui/language.ts';
import { words } from './words-of-statement.ts';

export function StatementItems({ items }: { readonly items: readonly StatementItem[] }) {
  const text = words.value.line;
  const spoken = language.value;
  return (
    <table class="statement-table">
      <caption class="visually-hidden">{text.items}</caption>
      <thead>
        <tr>
          <th scope="col">{text.item}</th>
          <th scope="col">{text.quantity}</th>
          <th scope="col">{text.price}</th>
          <th scope="col">{text.amount}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={`${index} ${item.name}`}>
            <th scope="row">
              <span lang="da">{item.name}</span>
              {item.refundedQuantity > 0 && (
                <span class="statement-refunded">{text.refunded(item.refundedQuantity)}</span>
              )}
            </th>
            <td>{item.quantity}</td>
            <td class="amount">{formatOre(item.priceOre, spoken)}</td>
            <td class="amount">{formatOre(item.amountOre, spoken)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
