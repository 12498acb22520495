// What needs the reader, before all facts: an approval that is missing, a pause with its reason, a card that ends
// soon, a change that is not approved. Each with the one button that mends it (auto-top-up-mend.tsx).
import { useEffect, useRef } from 'preact/hooks';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { danishDay, formatMonth, formatRecently, formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { Notice } from '../notice.tsx';
import { messageTexts } from '../words-of-messages.ts';
import { termsInForce } from './auto-top-up-editing.ts';
import { GoOn, isRenewal, Mend, Press } from './auto-top-up-mend.tsx';
import type { OwnProperties } from './auto-top-up-own.tsx';
import { hasEnded, ruleSentence } from './auto-top-up-sentence.ts';
import { mayTakeFocus } from './paying-in-outcome.tsx';
import { COMPANIES, words as payingWords } from './words-of-paying-in.ts';
import { words as ruleWords } from './words-of-paying-in-automatic.ts';
import { words } from './words-of-paying-in-automatic-trouble.ts';

/** The focus comes here when what was pressed has not helped, and on the way back without an answer. */
export function AutoTopUpTrouble(properties: OwnProperties) {
  const { isStillWrong, isAsking } = properties;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isStillWrong) place.current?.focus();
  }, [isStillWrong]);
  useEffect(() => {
    if (isAsking && mayTakeFocus(place.current)) place.current?.focus();
  }, [isAsking]);
  return (
    <div ref={place} class="auto-top-up-trouble" tabIndex={-1}>
      <Troubles {...properties} />
    </div>
  );
}

function Troubles(properties: OwnProperties) {
  const { rule } = properties;
  if (rule.state === 'waiting') return <Waiting {...properties} />;
  const isActive = rule.state === 'active';
  const endsSoon = isActive && rule.method?.endsSoon === true;
  const isRetried = isActive && rule.mend === 'try_again';
  const hasBox = !isActive || endsSoon || isRetried;
  return (
    <>
      {rule.state === 'paused' && <Paused {...properties} />}
      {rule.approval !== null &&
        (!isRenewal(rule) ? <Change {...properties} /> : !hasBox && <Renewal {...properties} />)}
      {isRetried && <Retried {...properties} />}
      {endsSoon && <EndsSoon {...properties} />}
    </>
  );
}

function Waiting({ rule, isAsking, work, firstTopUpOre }: OwnProperties) {
  const text = words.value.waiting;
  const company = COMPANIES[rule.terms.provider];
  const hasPage = (rule.approval?.address ?? null) !== null;
  const asking = isAsking ? text.asking(company) : null;
  // Taken back once the answer is there.
  useEffect(() => (asking === null ? undefined : announce(asking)), [asking]);
  return (
    <Notice kind={hasPage ? 'info' : 'warning'} title={text.title}>
      <p>{asking ?? (hasPage ? text.lead(company) : text.unreached(company))}</p>
      <div class="button-row">
        <Press
          work={work}
          deed="go_on"
          working={payingWords.value.sending(company)}
          onPress={() => (hasPage ? work.goOn(rule) : work.askAgain(rule, firstTopUpOre))}
        >
          {hasPage ? text.go(company) : text.again}
        </Press>
        <CancelNew rule={rule} work={work} />
      </div>
    </Notice>
  );
}

/** Of one that was never in force: nothing is lost by it, so it is not asked twice. */
function CancelNew({ rule, work }: Pick<OwnProperties, 'rule' | 'work'>) {
  const text = words.value.waiting;
  return (
    <Press
      work={work}
      deed="delete"
      kind={null}
      working={text.cancelling}
      onPress={async () => {
        if (await work.remove(rule)) work.tell('cancelled');
      }}
    >
      {text.cancel}
    </Press>
  );
}

function Paused(properties: OwnProperties) {
  const text = words.value.paused;
  const { rule, work } = properties;
  const cause = rule.pausedBecause && text.causes[rule.pausedBecause];
  const isNew = termsInForce(rule) === null;
  return (
    <Notice
      kind={isNew ? 'warning' : 'error'}
      title={isNew ? words.value.waiting.title : text.title}
    >
      {cause !== null && <p>{typeof cause === 'string' ? cause : cause[rule.terms.provider]}</p>}
      <p>{isNew ? text.notTaken : text.waits}</p>
      <Mend {...properties} />
      {isNew && <CancelNew rule={rule} work={work} />}
    </Notice>
  );
}

/** Why the last run failed, and when it is tried again by itself. */
function Retried(properties: OwnProperties) {
  const { retried: text } = words.value;
  const { lastRun, nextTryAt } = properties.rule;
  const because = lastRun?.state === 'declined' ? lastRun.because : null;
  const isKnown = lastRun !== null && because !== null;
  const title = isKnown
    ? text.title(formatWholeOre(lastRun.amountOre, language.value))
    : ruleWords.value.hindrances.retry_later;
  return (
    <Notice kind="warning" title={title}>
      {isKnown && <p>{messageTexts.value.payments.causes[because]}</p>}
      {isKnown && nextTryAt !== null && <p>{text.again(dayInWords(nextTryAt))}</p>}
      <Mend {...properties} />
    </Notice>
  );
}

function EndsSoon(properties: OwnProperties) {
  const text = words.value.endsSoon;
  const end = properties.rule.method?.expiresAtEndOf ?? null;
  if (end === null) return null;
  const shown = formatMonth(end, language.value);
  const isOver = hasEnded(end, danishDay(Date.now()));
  return (
    <Notice kind="warning" title={isOver ? text.over(shown) : text.title(shown)}>
      <p>{text.lead}</p>
      {properties.rule.mend === 'new_method' && <Mend {...properties} />}
    </Notice>
  );
}

/** Another card or agreement, of a rule that wants for nothing. */
function Renewal({ rule, isAsking, work }: OwnProperties) {
  const { renewal: text, waiting } = words.value;
  const { provider } = rule.terms;
  const company = COMPANIES[provider];
  return (
    <Notice kind="info" title={text.title[provider]}>
      {isAsking && <p>{waiting.asking(company)}</p>}
      {rule.approval?.address === null && <p>{waiting.unreached(company)}</p>}
      <p>{text.until[provider]}</p>
      <div class="button-row">
        <GoOn {...{ rule, work }} />
        <Press
          work={work}
          deed="drop"
          kind={null}
          working={payingWords.value.waiting.asking(company)}
          onPress={() => work.drop(rule)}
        >
          {text.drop[provider]}
        </Press>
      </div>
    </Notice>
  );
}

function dayInWords(at: string): string {
  const when = formatRecently(Date.parse(at), Date.now(), language.value);
  return /^\d/.test(when) ? words.value.retried.day(when) : when;
}

function Change({ rule, isAsking, work, onChange }: OwnProperties) {
  const text = words.value;
  const approval: AutoTopUpRule['approval'] = rule.approval;
  if (approval === null) return null;
  const company = COMPANIES[approval.terms.provider];
  return (
    <Notice kind="info" title={text.approval.title}>
      {isAsking && <p>{text.waiting.asking(company)}</p>}
      {approval.address === null && <p>{text.waiting.unreached(company)}</p>}
      <p>
        {text.approval.wanted} {ruleSentence(approval.terms, ruleWords.value, language.value)}
      </p>
      <p>{text.approval.until}</p>
      <div class="button-row">
        {approval.address === null ? (
          <button
            type="button"
            class="button button-primary"
            onClick={() => onChange(approval.terms)}
          >
            {text.waiting.again}
          </button>
        ) : (
          <Press
            work={work}
            deed="go_on"
            working={payingWords.value.sending(company)}
            onPress={() => work.goOn(rule)}
          >
            {text.waiting.go(company)}
          </Press>
        )}
        <Press
          work={work}
          deed="drop"
          kind={null}
          working={payingWords.value.waiting.asking(company)}
          onPress={() => work.drop(rule)}
        >
          {text.approval.drop}
        </Press>
      </div>
    </Notice>
  );
}
