// What has become of a top-up, or that it still waits: said honestly, with the one thing that helps. The focus
// comes here when the reader is led back, and when the end is known while nothing else is being done.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import type { PayingIn, TopUp } from '../../../contracts/top-ups.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { childAddress } from '../child-frame.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { WorkButton } from '../work-button.tsx';
import { otherWay } from './paying-in-choice.ts';
import type { Followed } from './paying-in-follow.ts';
import { isOpen, type MoneyWords, moneyOf, remedyOf } from './paying-in-standing.ts';
import { isSlow, PayingInWaiting } from './paying-in-waiting.tsx';
import type { PayingInWork } from './paying-in-work.ts';
import { COMPANIES, words } from './words-of-paying-in.ts';
import { words as receiptWords } from './words-of-receipt.ts';

export interface OutcomeProperties {
  readonly child: ChildOverview;
  readonly known: PayingIn;
  readonly topUp: TopUp | null;
  readonly followed: Followed;
  readonly work: PayingInWork;
  /** Led back by the provider, and not come to finish something begun before. */
  readonly hasReturned: boolean;
  /** Shows the form for another one; null while it stands. */
  readonly onMore: (() => void) | null;
}

export function PayingInOutcome(properties: OutcomeProperties) {
  const { topUp, work, followed, hasReturned } = properties;
  const place = useRef<HTMLDivElement>(null);
  const state = topUp?.state ?? null;
  useEffect(() => {
    if (topUp === null || isOpen(topUp)) return;
    if (mayTakeFocus(place.current)) place.current?.focus();
    else announce(titleOf(topUp));
  }, [topUp?.topUpId, state]);
  // Led back without an end: what can be done now is here.
  const isOpenStill = topUp !== null && isOpen(topUp) && hasReturned && isSlow(followed);
  useEffect(() => {
    if (isOpenStill && mayTakeFocus(place.current)) place.current?.focus();
  }, [isOpenStill]);
  if (topUp === null) return null;
  return (
    <div ref={place} class="paying-in-outcome" tabIndex={-1}>
      {isOpen(topUp) ? (
        <PayingInWaiting {...properties} topUp={topUp} />
      ) : (
        <Ended {...properties} topUp={topUp} />
      )}
      {isOpen(topUp) && work.failure && <ProblemNotice failure={work.failure} />}
    </div>
  );
}

function Ended(properties: OutcomeProperties & { readonly topUp: TopUp }) {
  const { topUp } = properties;
  const text = words.value;
  if (topUp.state === 'credited') return <Paid {...properties} />;
  const money = moneyOf(topUp);
  return (
    <Notice kind={money === 'nothing_taken' ? 'warning' : 'info'} title={titleOf(topUp)}>
      {topUp.because && <p>{text.causes[topUp.because]}</p>}
      {money && <p>{moneyWords(topUp, money)}</p>}
      <Remedy {...properties} />
    </Notice>
  );
}

function Paid({ topUp, child, onMore }: OutcomeProperties & { readonly topUp: TopUp }) {
  const text = words.value.paid;
  const balanceOre = child.ledgerBalanceOre;
  return (
    <Notice kind="done" title={titleOf(topUp)}>
      {balanceOre !== null && <p>{text.balance(formatOre(balanceOre, language.value))}</p>}
      <div class="button-row">
        <a class="button" href="/">
          {text.overview}
        </a>
        <a class="button" href={receiptAddress(child, topUp)}>
          {text.receipt}
        </a>
        {onMore && (
          <button type="button" class="button" onClick={onMore}>
            {text.more}
          </button>
        )}
      </div>
    </Notice>
  );
}

function Remedy({ topUp, known, work, child }: OutcomeProperties & { readonly topUp: TopUp }) {
  const text = words.value.remedies;
  const { amountOre } = topUp;
  const other = otherWay(known, topUp.provider);
  const remedy = remedyOf(topUp);
  const provider = remedy === 'other_way' && other !== null ? other : topUp.provider;
  const press = (label: ComponentChildren) => (
    <WorkButton
      kind="primary"
      isWorking={work.doing === 'pay'}
      isBusy={work.doing !== null}
      working={words.value.sending(COMPANIES[provider])}
      onPress={() => void work.pay({ amountOre, provider })}
    >
      {label}
    </WorkButton>
  );
  switch (remedy) {
    case 'again':
      return press(text.again);
    case 'other_way':
      return press(other === null ? text.again : text.other_way[provider]);
    case 'other_amount':
      return (
        <button type="button" class="button" onClick={goToAmounts}>
          {text.other_amount}
        </button>
      );
    case 'contact':
      return (
        <a class="button" href="/kontakt">
          {text.contact}
        </a>
      );
    case 'none':
      return (
        <a class="button" href={childAddress(child, 'indbetaling')}>
          {receiptWords.value.back}
        </a>
      );
  }
}

export function receiptAddress(child: ChildOverview, { topUpId }: TopUp): string {
  return `${childAddress(child, 'indbetaling')}?kvittering=${topUpId}`;
}

function moneyWords({ provider }: TopUp, money: MoneyWords): string {
  const said = words.value.money[money];
  return typeof said === 'string' ? said : said[provider];
}

function titleOf({ state, amountOre }: TopUp): string {
  const text = words.value;
  if (state === 'credited') return text.paid.title(formatWholeOre(amountOre, language.value));
  return state === 'created' || state === 'waiting' ? '' : text.ended[state];
}

function goToAmounts(): void {
  document.querySelector<HTMLElement>('.paying-in-presets input:checked')?.focus();
}

/** Not from somebody who is typing elsewhere on the page. */
export function mayTakeFocus(place: HTMLElement | null): boolean {
  const { activeElement } = document;
  const isFree = activeElement === null || activeElement === document.body;
  return isFree || activeElement?.tagName === 'H1' || (place?.contains(activeElement) ?? false);
}
