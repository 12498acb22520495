// The facts of the own rule: how it pays, this month's sum, the last time, and what comes next.
import type { ComponentChildren } from 'preact';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { type Ore, ore } from '../../../contracts/ore.ts';
import { formatDay, formatMonth, formatRecently, formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { heldSentence } from '../held-words.ts';
import { methodName } from './auto-top-up-sentence.ts';
import { AutoTopUpStillBelow } from './auto-top-up-still-below.tsx';
import { words as payingWords } from './words-of-paying-in.ts';
import { words } from './words-of-paying-in-automatic.ts';

interface FactsProperties {
  readonly rule: AutoTopUpRule;
  /** Null: not for the reader to see. */
  readonly balanceOre: Ore | null;
  /** Stands beside how the rule pays. */
  readonly changeMethod: ComponentChildren;
}

export function AutoTopUpFacts({ rule, balanceOre, changeMethod }: FactsProperties) {
  const { facts: text, hindrances } = words.value;
  const spoken = language.value;
  const { terms, thisMonthOre, thisMonthOpenOre, hindrance, nextDay, nextTryAt, state } = rule;
  const isOn = state === 'active';
  return (
    <>
      {isOn && hindrance !== null && rule.mend !== 'try_again' && (
        <p class="auto-top-up-hindrance">
          {rule.held === null ? hindrances[hindrance] : heldSentence(rule.held, Date.now(), spoken)}
        </p>
      )}
      <AutoTopUpStillBelow rule={rule} balanceOre={balanceOre} />
      <dl class="auto-top-up-facts">
        <Fact what={text.method}>
          <Method rule={rule} /> {changeMethod}
        </Fact>
        {state !== 'waiting' && thisMonthOre !== null && (
          <Fact what={text.thisMonth}>
            <ThisMonth {...{ thisMonthOre, thisMonthOpenOre, terms }} />
          </Fact>
        )}
        {state !== 'waiting' && (
          <Fact what={text.lastRun}>
            <LastRun rule={rule} />
          </Fact>
        )}
        {isOn && nextDay !== null && (
          <Fact what={text.nextDay}>{formatDay(Date.parse(`${nextDay}T12:00:00Z`), spoken)}</Fact>
        )}
        {isOn && nextTryAt !== null && (
          <Fact what={text.nextTry}>
            {formatRecently(Date.parse(nextTryAt), Date.now(), spoken)}
          </Fact>
        )}
      </dl>
    </>
  );
}

interface FactProperties {
  readonly what: string;
  readonly children: ComponentChildren;
}

function Fact({ what, children }: FactProperties) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is paid, and apart from it what nobody has answered for yet. */
function ThisMonth({
  thisMonthOre,
  thisMonthOpenOre,
  terms,
}: Pick<AutoTopUpRule, 'thisMonthOpenOre' | 'terms'> & { readonly thisMonthOre: Ore }) {
  const text = words.value.facts;
  const kr = (sum: Ore) => formatWholeOre(sum, language.value);
  const openOre = thisMonthOpenOre ?? ore(0);
  const paidOre = ore(thisMonthOre - openOre);
  return (
    <>
      {text.ofMost(kr(paidOre), kr(terms.mostPerMonthOre))}
      {openOre > 0 && <span class="quiet"> · {text.open(kr(openOre))}</span>}
    </>
  );
}

function Method({ rule: { method, terms, pausedBecause } }: { readonly rule: AutoTopUpRule }) {
  const text = words.value.facts;
  if (method === null) return <>{payingWords.value.ways[terms.provider]}</>;
  // What the bank says of the card goes before what is printed on it.
  const end = pausedBecause === 'card_expired' ? null : method.expiresAtEndOf;
  return (
    <>
      <span aria-hidden="true">{methodName(method)}</span>
      <span class="visually-hidden">{method.label + text.spokenDigits(method.lastDigits)}</span>
      {end !== null && `, ${text.until(formatMonth(end, language.value))}`}
    </>
  );
}

function LastRun({ rule: { lastRun, isLastRunOfSetUp } }: { readonly rule: AutoTopUpRule }) {
  const text = words.value.facts;
  if (lastRun === null) return <>{text.never}</>;
  const spoken = language.value;
  const amount = formatWholeOre(lastRun.amountOre, spoken);
  const when = formatRecently(Date.parse(lastRun.createdAt), Date.now(), spoken);
  const state = payingWords.value.mine.states[lastRun.state];
  return (
    <>
      {text.run(amount, when)}
      <span class="quiet"> · {isLastRunOfSetUp ? text.atSetUp(state) : state}</span>
    </>
  );
}
