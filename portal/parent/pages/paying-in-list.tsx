// What the reader has paid in lately, by hand and by itself, each with how it ended and its receipt: the newest few,
// and the others when they are asked for.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import type { PayingIn, TopUp } from '../../../contracts/top-ups.ts';
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { messageTexts } from '../words-of-messages.ts';
import { receiptAddress } from './paying-in-outcome.tsx';
import { words } from './words-of-paying-in.ts';

interface ListProperties {
  readonly child: ChildOverview;
  readonly known: PayingIn;
}

const SHOWN_FIRST = 5;

export function PayingInList({ child, known: { mine } }: ListProperties) {
  const text = words.value.mine;
  const [showsAll, showAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // The button is gone: what it has brought is where the reader goes on.
  useEffect(() => {
    const next = list.current?.children[SHOWN_FIRST];
    if (showsAll && next instanceof HTMLElement) next.focus();
  }, [showsAll]);
  if (mine.length === 0) return null;
  const shown = showsAll ? mine : mine.slice(0, SHOWN_FIRST);
  return (
    <section class="section" aria-labelledby="paying-in-mine">
      <h2 id="paying-in-mine">{text.title}</h2>
      <ul class="paying-in-list" ref={list}>
        {shown.map((topUp) => (
          <One key={topUp.topUpId} child={child} topUp={topUp} />
        ))}
      </ul>
      {shown.length < mine.length && (
        <button type="button" class="button paying-in-more" onClick={() => showAll(true)}>
          {text.more}
        </button>
      )}
    </section>
  );
}

function One({ child, topUp }: { readonly child: ChildOverview; readonly topUp: TopUp }) {
  const { mine: text, causes } = words.value;
  const { state, because, ruleId, takenBackOre } = topUp;
  // What helps with one by itself is at the rule; here is only why.
  const why = ruleId === null ? causes : messageTexts.value.payments.causes;
  const paidOrBegun = topUp.creditedAt ?? topUp.createdAt;
  const when = formatRecently(Date.parse(paidOrBegun), Date.now(), language.value);
  return (
    <li class="paying-in-one" tabIndex={-1}>
      <p class="paying-in-one-head">
        <span class="paying-in-when">{when}</span>
        <span class="amount paying-in-sum">{formatOre(topUp.amountOre, language.value)}</span>
      </p>
      <p class="quiet paying-in-one-state">
        <span>
          {text.states[state]}
          {ruleId !== null && ` · ${text.automatic}`}
        </span>
        {state === 'credited' && (
          <a href={receiptAddress(child, topUp)}>
            {text.receipt}
            <span class="visually-hidden">{text.receiptFor(when)}</span>
          </a>
        )}
      </p>
      {takenBackOre > 0 && (
        <p class="quiet">{text.takenBack(formatOre(takenBackOre, language.value))}</p>
      )}
      {because !== null && state !== 'credited' && <p class="quiet">{why[because]}</p>}
    </li>
  );
}
