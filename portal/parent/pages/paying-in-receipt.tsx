// The receipt of one top-up, fit to be printed. Says what was paid, when, how, to whom and for whom; nothing of
// the balance.
import { useEffect, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { ENTRY_NAMES, wayOfTopUp } from '../../../contracts/entry-names.ts';
import { formatOre } from '../../../contracts/ore.ts';
import { TopUp } from '../../../contracts/top-ups.ts';
import { formatMoment } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { childAddress } from '../child-frame.tsx';
import { clubs } from '../clubs-store.ts';
import { Loaded } from '../loaded.tsx';
import { Notice } from '../notice.tsx';
import { useLoaded } from '../use-loaded.ts';
import { COMPANIES, words as payingInWords } from './words-of-paying-in.ts';
import { words } from './words-of-receipt.ts';

interface ReceiptProperties {
  readonly child: ChildOverview;
  readonly topUpId: string;
}

export function PayingInReceipt({ child, topUpId }: ReceiptProperties) {
  const text = words.value;
  const receipt = useLoaded(`/api/accounts/${child.accountId}/top-ups/${topUpId}`, TopUp);
  return (
    <section class="section paying-in-receipt" aria-labelledby="paying-in-receipt">
      <Loaded of={receipt}>
        {(topUp) =>
          topUp.receiptNumber === null || topUp.sequence === null || topUp.creditedAt === null ? (
            <Notice kind="info" title={text.none.title}>
              <p>{text.none.lead}</p>
            </Notice>
          ) : (
            <Facts
              child={child}
              topUp={topUp}
              reference={topUp.receiptNumber}
              number={topUp.sequence}
              paidAt={topUp.creditedAt}
            />
          )
        }
      </Loaded>
      <p class="paying-in-receipt-back">
        <a href={childAddress(child, 'indbetaling')}>{text.back}</a>
      </p>
    </section>
  );
}

interface FactsProperties {
  readonly child: ChildOverview;
  readonly topUp: TopUp;
  readonly reference: string;
  /** Both the same as in the statement. */
  readonly number: number;
  readonly paidAt: string;
}

function Facts({ child, topUp, reference, number, paidAt }: FactsProperties) {
  const text = words.value;
  const { ways } = payingInWords.value;
  const spoken = language.value;
  const { provider, takenBackOre } = topUp;
  const { value: known } = clubs;
  const municipality = known.kind === 'ok' ? known.value.municipalityName : text.municipality;
  const [heading, name] = useState<HTMLElement | null>(null);
  useEffect(() => heading?.focus(), [heading]);
  const facts: readonly (readonly [string, string])[] = [
    [text.what, ENTRY_NAMES[spoken][wayOfTopUp(topUp)]],
    [text.amount, formatOre(topUp.amountOre, spoken)],
    [text.when, formatMoment(Date.parse(paidAt), spoken)],
    [
      text.how,
      provider === 'mobilepay'
        ? ways[provider]
        : `${ways[provider]}, ${text.where(COMPANIES[provider])}`,
    ],
    [text.child, child.name],
    [text.to, municipality],
    ...(takenBackOre > 0 ? ([[text.takenBack, formatOre(takenBackOre, spoken)]] as const) : []),
  ];
  return (
    <>
      <h2 id="paying-in-receipt" ref={name} tabIndex={-1}>
        {text.title(number)}
      </h2>
      <dl class="paying-in-facts">
        {facts.map(([what, fact]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet paying-in-reference">{text.reference(reference)}</p>
      <button type="button" class="button paying-in-print" onClick={() => print()}>
        {text.print}
      </button>
    </>
  );
}
