// The buttons that mend a rule, or give it another method: one is the primary one, and where the same again may not be
// tried any more today, it is the other card. Absent: what is wrong (auto-top-up-trouble.tsx).
import type { ComponentChildren } from 'preact';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { WorkButton } from '../work-button.tsx';
import { PaidAtOnce } from './auto-top-up-at-once.tsx';
import type { OwnProperties } from './auto-top-up-own.tsx';
import { saysTheSame } from './auto-top-up-terms.ts';
import type { AutoTopUpWork, RuleDeed } from './auto-top-up-work.ts';
import { COMPANIES, words as payingWords } from './words-of-paying-in.ts';
import { words } from './words-of-paying-in-automatic-trouble.ts';

interface PressProperties {
  readonly work: AutoTopUpWork;
  readonly deed: RuleDeed;
  readonly working: string;
  readonly kind?: 'primary' | 'link' | null;
  readonly onPress: () => Promise<void>;
  readonly children: ComponentChildren;
}

export function Press({
  work,
  deed,
  working,
  kind = 'primary',
  onPress,
  children,
}: PressProperties) {
  return (
    <WorkButton
      {...(kind ? { kind } : {})}
      isWorking={work.doing === deed}
      isBusy={work.doing !== null}
      working={working}
      onPress={() => void onPress()}
    >
      {children}
    </WorkButton>
  );
}

type MethodProperties = Pick<OwnProperties, 'rule' | 'work'>;

/** Another card or agreement, for the same terms; what is in force stays so until it is approved. */
export function ChangeMethod({
  rule,
  work,
  kind,
}: MethodProperties & { readonly kind: 'primary' | 'link' | null }) {
  const { provider } = rule.terms;
  return (
    <Press
      {...{ work, kind }}
      deed="change_method"
      working={payingWords.value.sending(COMPANIES[provider])}
      onPress={() => work.changeMethod(rule)}
    >
      {words.value.mend.other_method[provider]}
    </Press>
  );
}

/** Quietly where it says how the rule pays; nowhere a second time. */
export function QuietChangeMethod({ rule, work }: MethodProperties) {
  const isOffered = rule.mend !== null || rule.approval !== null || rule.state === 'waiting';
  return isOffered ? null : <ChangeMethod {...{ rule, work }} kind="link" />;
}

/** What waits for the reader is the same as before, by another card or agreement. */
export function isRenewal({ approval, terms }: AutoTopUpRule): boolean {
  return approval !== null && saysTheSame(approval.terms, terms);
}

/** To the page that was begun, else whatever helps. */
export function Mend(properties: OwnProperties) {
  const { rule, isAsking, work, balanceOre } = properties;
  const text = words.value;
  const company = COMPANIES[rule.terms.provider];
  const atOnce = (
    <PaidAtOnce terms={rule.terms} orderedOre={rule.orderedAtOnceOre} balanceOre={balanceOre} />
  );
  if (isRenewal(rule)) {
    return (
      <>
        {isAsking && <p>{text.waiting.asking(company)}</p>}
        {atOnce}
        <div class="button-row">
          <GoOn {...properties} />
          {rule.mend === 'try_again' && !isTriedTooOften(work) && (
            <Again {...properties} kind={null} />
          )}
        </div>
      </>
    );
  }
  if (rule.mend === null) return null;
  if (rule.mend === 'try_again') return <MendOrChange {...properties} />;
  return (
    <>
      {atOnce}
      <Again {...properties} kind="primary" />
    </>
  );
}

function MendOrChange(properties: OwnProperties) {
  const { rule, work, balanceOre } = properties;
  if (isTriedTooOften(work)) {
    return (
      <>
        <p>{words.value.mend.tried[rule.terms.provider]}</p>
        <PaidAtOnce terms={rule.terms} orderedOre={rule.orderedAtOnceOre} balanceOre={balanceOre} />
        <ChangeMethod {...{ rule, work }} kind="primary" />
      </>
    );
  }
  return (
    <div class="button-row">
      <Again {...properties} kind="primary" />
      <ChangeMethod {...{ rule, work }} kind={null} />
    </div>
  );
}

export function GoOn({ rule, work }: MethodProperties) {
  const company = COMPANIES[rule.terms.provider];
  const { waiting: text } = words.value;
  return (
    <Press
      work={work}
      deed="go_on"
      working={payingWords.value.sending(company)}
      onPress={() => work.goOn(rule)}
    >
      {rule.approval?.address == null ? text.again : text.go(company)}
    </Press>
  );
}

function Again({ rule, work, kind }: MethodProperties & { readonly kind: 'primary' | null }) {
  return (
    <Press
      {...{ work, kind }}
      deed="mend"
      working={payingWords.value.waiting.asking(COMPANIES[rule.terms.provider])}
      onPress={() => work.mend(rule)}
    >
      {mendLabel(rule)}
    </Press>
  );
}

/** The same again was refused: it is not offered until something else was done. */
function isTriedTooOften({ failure }: AutoTopUpWork): boolean {
  return failure?.kind === 'problem' && failure.problem.code === 'too_many_tries';
}

/** What the button does is the same; what it is called follows what was wrong. */
function mendLabel({ mend, pausedBecause, terms: { provider } }: AutoTopUpRule): string {
  const text = words.value.mend;
  if (mend === 'try_again') {
    return pausedBecause === 'refunded_elsewhere' ? text.go_on : text.try_again;
  }
  const isOfCard = pausedBecause === null || pausedBecause === 'card_expired';
  if (provider === 'mobilepay' || isOfCard) return text.new_method[provider];
  return pausedBecause === 'card_not_accepted' ? text.change_card : text.approve_again;
}
