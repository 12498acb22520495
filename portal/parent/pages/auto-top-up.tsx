// "Automatisk optankning" on the page of paying in: the own rule or an offer to make one, and the rules of others
// to look at. When a rule is due, and what it charges, is the account's.
import { useEffect } from 'preact/hooks';
import { AutoTopUps, type AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import type { AccountId } from '../../../contracts/ids.ts';
import type { PayingIn } from '../../../contracts/top-ups.ts';
import { language } from '../../ui/language.ts';
import { useKeptForm } from '../kept-form.ts';
import { onChange } from '../live.ts';
import { Loaded } from '../loaded.tsx';
import { useHeldFocus } from '../use-held-focus.ts';
import { type Loaded as LoadedValue, useLoaded } from '../use-loaded.ts';
import './auto-top-up.css';
import { rulesTarget } from './auto-top-up-calls.ts';
import {
  beginRule,
  isRuleEditing,
  meetNewerRule,
  ownRule,
  type RuleEditing,
  ruleInLanguage,
} from './auto-top-up-editing.ts';
import { firstOffer } from './auto-top-up-first.ts';
import { AutoTopUpForm } from './auto-top-up-form.tsx';
import { OthersRules } from './auto-top-up-others.tsx';
import { AutoTopUpOutcome } from './auto-top-up-outcome.tsx';
import { AutoTopUpOwn } from './auto-top-up-own.tsx';
import { useAsking, useReturnToRule } from './auto-top-up-return.ts';
import { toldNow } from './auto-top-up-telling.ts';
import { useAutoTopUpWork } from './auto-top-up-work.ts';
import { wayToPay } from './paying-in-choice.ts';
import { onComingBack } from './paying-in-leaving.ts';
import { words } from './words-of-paying-in-automatic.ts';

interface AutoTopUpProperties {
  readonly child: ChildOverview;
  readonly paying: PayingIn;
  readonly rules: LoadedValue<AutoTopUps>;
}

/** The rules of a child, and anew whenever the account says that something has changed. */
export function useRules(accountId: AccountId): LoadedValue<AutoTopUps> {
  const rules = useLoaded(rulesTarget(accountId), AutoTopUps);
  useEffect(() => {
    const stops = [
      onChange((changed) => (changed === null || changed === accountId) && void rules.reload()),
      onComingBack(() => void rules.reload()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [accountId]);
  return rules;
}

export function AutoTopUp(properties: AutoTopUpProperties) {
  return (
    <section class="section auto-top-up" aria-labelledby="auto-top-up-title">
      <h2 id="auto-top-up-title">{words.value.title}</h2>
      <Loaded of={properties.rules}>{(all) => <Known {...properties} all={all} />}</Loaded>
    </section>
  );
}

type KnownProperties = AutoTopUpProperties & { readonly all: AutoTopUps };

function Known({ child, paying, all, rules }: KnownProperties) {
  const text = words.value;
  const part = useHeldFocus();
  const own = ownRule(all);
  const [editing, edit] = useKeptForm<RuleEditing | null>(
    rulesTarget(child.accountId),
    null,
    isRuleEditing,
  );
  const work = useAutoTopUpWork(child.accountId, rules);
  const asking = useReturnToRule(own, rules.reload, work.tell);
  const balanceOre = child.ledgerBalanceOre;
  const told = toldNow(work.result, own, work.runBefore);
  useAsking(told?.said === 'trying', rules.reload);
  useEffect(() => {
    if (editing === null) return;
    const met = meetNewerRule(editing, own);
    if (met !== editing) edit(met);
  }, [own?.version]);
  useEffect(() => {
    if (editing !== null && editing.language !== language.value) {
      edit(ruleInLanguage(editing, language.value));
    }
  }, [language.value]);

  const begin = (terms: AutoTopUpTerms | null) => {
    work.tell(null);
    edit(beginRule(all, terms, wayToPay(paying, null) ?? 'nexi', language.value));
  };
  const close = () => edit(null);
  return (
    <section ref={part} class="auto-top-up-known">
      <AutoTopUpOutcome told={told} failure={editing === null ? work.failure : null} />
      {editing !== null ? (
        <AutoTopUpForm
          {...{ paying, all, own, balanceOre, editing, work }}
          onEdit={edit}
          onClose={close}
        />
      ) : own !== null ? (
        <AutoTopUpOwn
          rule={own}
          isAsking={asking}
          isStillWrong={work.result !== null && told === null}
          work={work}
          balanceOre={balanceOre}
          firstTopUpOre={firstOffer(all, paying, null).paidOre}
          onChange={begin}
        />
      ) : (
        <>
          <p class="quiet auto-top-up-pitch">
            {all.mayUseThreshold ? text.pitch : text.pitchByDay}
          </p>
          <button type="button" class="button" onClick={() => begin(null)}>
            {text.begin}
          </button>
        </>
      )}
      <OthersRules rules={all.rules.filter(({ isMine }) => !isMine)} hasOwn={own !== null} />
    </section>
  );
}
