// What needs the reader, before all facts: an approval that is missing, a pause with its reason, a card that ends
// soon, a change that is not approved. Each with the one button that mends it.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { danishDay } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { Notice } from '../notice.tsx';
import { WorkButton } from '../work-button.tsx';
import { termsInForce } from './auto-top-up-editing.ts';
import type { OwnProperties } from './auto-top-up-own.tsx';
import { cardEnd, hasEnded, ruleSentence } from './auto-top-up-sentence.ts';
import type { AutoTopUpWork, RuleDeed } from './auto-top-up-work.ts';
import { COMPANIES, words as payingWords } from './words-of-paying-in.ts';
import { words } from './words-of-paying-in-automatic.ts';

export function AutoTopUpTrouble({ rule, isAsking, work }: OwnProperties) {
  if (rule.state === 'waiting') return <Waiting rule={rule} isAsking={isAsking} work={work} />;
  return (
    <>
      {rule.state === 'paused' && <Paused rule={rule} work={work} />}
      {rule.approval !== null && <Change rule={rule} isAsking={isAsking} work={work} />}
      {rule.state === 'active' && rule.mend === 'try_again' && <Retried rule={rule} work={work} />}
      {rule.state === 'active' && rule.method?.endsSoon && <EndsSoon rule={rule} work={work} />}
    </>
  );
}

interface PressProperties {
  readonly work: AutoTopUpWork;
  readonly deed: RuleDeed;
  readonly working: string;
  readonly isMain?: boolean;
  readonly onPress: () => Promise<void>;
  readonly children: ComponentChildren;
}

function Press({ work, deed, working, isMain = true, onPress, children }: PressProperties) {
  return (
    <WorkButton
      {...(isMain ? { kind: 'primary' as const } : {})}
      isWorking={work.doing === deed}
      isBusy={work.doing !== null}
      working={working}
      onPress={() => void onPress()}
    >
      {children}
    </WorkButton>
  );
}

function Waiting({ rule, isAsking, work }: OwnProperties) {
  const text = words.value.waiting;
  const company = COMPANIES[rule.terms.provider];
  const hasPage = (rule.approval?.address ?? null) !== null;
  const asking = isAsking ? text.asking(company) : null;
  useEffect(() => {
    if (asking !== null) announce(asking);
  }, [asking]);
  return (
    <Notice kind={hasPage ? 'info' : 'warning'} title={text.title}>
      <p>{asking ?? (hasPage ? text.lead(company) : text.unreached(company))}</p>
      <Press
        work={work}
        deed="go_on"
        working={payingWords.value.sending(company)}
        onPress={() => work.goOn(rule)}
      >
        {hasPage ? text.go(company) : text.again}
      </Press>
    </Notice>
  );
}

type RuleProperties = Pick<OwnProperties, 'rule' | 'work'>;

function Paused({ rule, work }: RuleProperties) {
  const text = words.value.paused;
  const { pausedBecause } = rule;
  const isNew = termsInForce(rule) === null;
  return (
    <Notice
      kind={isNew ? 'warning' : 'error'}
      title={isNew ? words.value.waiting.title : text.title}
    >
      {pausedBecause !== null && <p>{text.causes[pausedBecause]}</p>}
      <p>{text.waits}</p>
      {rule.mend !== null && rule.approval === null && <Mend rule={rule} work={work} />}
    </Notice>
  );
}

function Retried({ rule, work }: RuleProperties) {
  return (
    <Notice kind="warning" title={words.value.hindrances.retry_later}>
      <Mend rule={rule} work={work} />
    </Notice>
  );
}

function Mend({ rule, work }: RuleProperties) {
  const text = words.value.mend;
  const { provider } = rule.terms;
  return (
    <Press
      work={work}
      deed="mend"
      working={payingWords.value.waiting.asking(COMPANIES[provider])}
      onPress={() => work.mend(rule)}
    >
      {rule.mend === 'try_again' ? text.try_again : text.new_method[provider]}
    </Press>
  );
}

function EndsSoon({ rule, work }: RuleProperties) {
  const text = words.value.endsSoon;
  const end = rule.method?.expiresAtEndOf ?? null;
  if (end === null) return null;
  const shown = cardEnd(end);
  const isOver = hasEnded(end, danishDay(Date.now()));
  return (
    <Notice kind="warning" title={isOver ? text.over(shown) : text.title(shown)}>
      <p>{text.lead}</p>
      {rule.approval === null && <Mend rule={rule} work={work} />}
    </Notice>
  );
}

function Change({ rule, isAsking, work }: OwnProperties) {
  const text = words.value;
  const approval: AutoTopUpRule['approval'] = rule.approval;
  if (approval === null) return null;
  const company = COMPANIES[approval.terms.provider];
  return (
    <Notice kind="info" title={text.approval.title}>
      {isAsking && <p>{text.waiting.asking(company)}</p>}
      <p>
        {text.approval.wanted} {ruleSentence(approval.terms, text, language.value)}
      </p>
      <p>{text.approval.until}</p>
      <div class="button-row">
        <Press
          work={work}
          deed="go_on"
          working={payingWords.value.sending(company)}
          onPress={() => work.goOn(rule)}
        >
          {text.waiting.go(company)}
        </Press>
        <Press
          work={work}
          deed="drop"
          isMain={false}
          working={payingWords.value.waiting.asking(company)}
          onPress={() => work.drop(rule)}
        >
          {text.approval.drop}
        </Press>
      </div>
    </Notice>
  );
}
