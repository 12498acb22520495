// Purchases that the cashier no longer waits for, in sight until they are settled and read.
import { formatOre } from '../../contracts/ore.ts';
import { formatTime } from '../ui/formats.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import { totalOfCart } from './cart.ts';
import type { Over } from './counter-screen.tsx';
import { isOfAnotherTill } from './sale-settlement.ts';
import type { PurchaseInDoubt } from './sale-state.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './doubt-lines.css';

const SIGNS = {
  waiting: 'triangle_look',
  accepted: 'circle_check',
  refused: 'octagon_cross',
} as const;

interface DoubtLinesProperties {
  readonly till: Till;
  readonly onOver: (over: Over) => void;
}

export function DoubtLines({ till, onOver }: DoubtLinesProperties) {
  const { inDoubt } = till.sale.value;
  if (inDoubt.length === 0) return null;
  return (
    <ul class="doubts" aria-label={words.value.doubt.region} aria-live="polite">
      {inDoubt.map((doubt) => (
        <Doubt key={doubt.purchase.purchaseId} till={till} doubt={doubt} onOver={onOver} />
      ))}
    </ul>
  );
}

interface DoubtProperties extends DoubtLinesProperties {
  readonly doubt: PurchaseInDoubt;
}

function Doubt({ till, doubt, onOver }: DoubtProperties) {
  const text = words.value.doubt;
  const { purchase, childName, settlement } = doubt;
  const isElsewhere = isOfAnotherTill(till.sale.value, purchase);
  const time = formatTime(purchase.confirmedAt, language.value);
  const amount = formatOre(totalOfCart(purchase.cart), language.value);
  return (
    <li class={`doubt doubt-${settlement.kind}`}>
      <Icon name={SIGNS[settlement.kind]} />
      <div class="doubt-words">
        <strong>{text.purchase(time, amount, childName)}</strong>
        <p>
          {isElsewhere && settlement.kind === 'refused'
            ? text.refusedElsewhere
            : text[settlement.kind]}
        </p>
        {isElsewhere && <p>{text.elsewhere}</p>}
      </div>
      {settlement.kind === 'accepted' && (
        <button
          type="button"
          class="button"
          onClick={() => onOver({ kind: 'receipt', receipt: settlement.receipt })}
        >
          {text.receipt}
        </button>
      )}
      {settlement.kind !== 'waiting' && (
        <button
          type="button"
          class="button button-quiet"
          aria-label={words.value.close}
          onClick={() => till.happen({ type: 'doubt_read', purchaseId: purchase.purchaseId })}
        >
          <Icon name="cross" />
        </button>
      )}
    </li>
  );
}
