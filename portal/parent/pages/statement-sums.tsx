// The sums of a period: what was spent and paid in, the balance at both ends, and what was spent on which
// kind of goods and at which place, with a bar beside each amount.
import { KIND_NAMES } from '../../../contracts/entry-names.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatOre } from '../../../contracts/ore.ts';
import type { Statement } from '../../../contracts/statement.ts';
import { language } from '../../ui/language.ts';
import { categoryName, placeName } from '../clubs-store.ts';
import { type SumName, sumRows } from './statement-sum-rows.ts';
import { words } from './words-of-statement.ts';

export function StatementSums({ statement }: { readonly statement: Statement }) {
  const text = words.value.sums;
  const names: Record<SumName, string> = { ...KIND_NAMES[language.value], ...text.names };
  return (
    <>
      <dl class="statement-sums">
        {sumRows(statement).map(({ name, amountOre }) => (
          <div key={name}>
            <dt>{names[name]}</dt>
            <dd class="amount">{formatOre(amountOre, language.value)}</dd>
          </div>
        ))}
      </dl>
      {statement.byCategory.length > 0 && (
        <div class="statement-shares">
          <Shares
            title={text.byCategory}
            shares={statement.byCategory.map(({ categoryId, ...sum }) => ({
              ...sum,
              key: categoryId,
              name: categoryName(categoryId),
            }))}
          />
          <Shares
            title={text.byPlace}
            shares={statement.byPlace.map(({ clubId, salesPointId, ...sum }) => ({
              ...sum,
              key: `${clubId} ${salesPointId}`,
              name: placeName({ clubId, salesPointId }),
            }))}
          />
        </div>
      )}
    </>
  );
}

interface Share {
  readonly key: string;
  readonly name: string;
  readonly amountOre: Ore;
  readonly count: number;
}

function Shares({ title, shares }: { readonly title: string; readonly shares: readonly Share[] }) {
  const text = words.value.sums;
  const largestOre = Math.max(1, ...shares.map(({ amountOre }) => amountOre));
  return (
    <div>
      <h3>{title}</h3>
      <ul class="statement-share">
        {shares.map(({ key, name, amountOre, count }) => (
          <li key={key}>
            <span>
              <span lang="da">{name}</span> <span class="quiet">{text.items(count)}</span>
            </span>
            <span class="amount">{formatOre(amountOre, language.value)}</span>
            <progress max={largestOre} value={Math.max(0, amountOre)} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </div>
  );
}
