// The automatic top-up at work: one thing at a time. Where the provider has to be asked the reader is led there,
// and what was wanted is kept for the way back.
import { useState } from 'preact/hooks';
import type {
  AutoTopUpRequest,
  AutoTopUpRule,
  AutoTopUps,
} from '../../../contracts/auto-top-ups.ts';
import type { AccountId } from '../../../contracts/ids.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { language } from '../../ui/language.ts';
import type { Failure } from '../problem-notice.tsx';
import type { Loaded } from '../use-loaded.ts';
import { useUnderWay } from '../use-under-way.ts';
import { type ApprovalOutcome, keepApproving } from './auto-top-up-approval.ts';
import { deleteRule, mendRule, type SeenRule, saveRule } from './auto-top-up-calls.ts';
import { leaveFor } from './paying-in-leaving.ts';

export type RuleResult =
  | Exclude<ApprovalOutcome, 'unknown'>
  | 'saved'
  | 'kept'
  | 'mended'
  | 'deleted'
  /** It was never turned on, and will not be. */
  | 'cancelled';
export type RuleDeed = 'save' | 'mend' | 'change_method' | 'go_on' | 'drop' | 'delete';

export interface AutoTopUpWork {
  readonly doing: RuleDeed | null;
  readonly result: RuleResult | null;
  readonly failure: Failure | null;
  /** The last run when something was begun: what comes after it tells whether that has helped. */
  readonly runBefore: string | null;
  /** In place of whatever was said before, a refusal too. */
  tell(result: RuleResult | null): void;
  /** @param seen null makes one. Says whether it is done, so that the form can close. */
  save(seen: SeenRule | null, request: AutoTopUpRequest): Promise<boolean>;
  /** Takes back a change that awaits its approval. */
  drop(rule: AutoTopUpRule): Promise<void>;
  mend(rule: AutoTopUpRule): Promise<void>;
  /** Leads to the provider's page for another card or agreement; needed or not. */
  changeMethod(rule: AutoTopUpRule): Promise<void>;
  /** To the provider's page that waits for the reader; a renewal that never got one asks for it again. */
  goOn(rule: AutoTopUpRule): Promise<void>;
  /** Of a new rule whose provider gave no page: the same words that were agreed to, once more. */
  askAgain(rule: AutoTopUpRule, firstTopUpOre: Ore | null): Promise<void>;
  /** Says whether it is gone, to be told once the dialog is. */
  remove(rule: AutoTopUpRule): Promise<boolean>;
}

export function useAutoTopUpWork(accountId: AccountId, rules: Loaded<AutoTopUps>): AutoTopUpWork {
  const underWay = useUnderWay<RuleDeed>();
  const [result, show] = useState<RuleResult | null>(null);
  const [failure, fail] = useState<Failure | null>(null);
  const [runBefore, keepRun] = useState<string | null>(null);

  const run = (name: RuleDeed, work: () => Promise<void>) =>
    underWay.run(name, async () => {
      show(null);
      fail(null);
      await work();
    });
  /** Approved here and now, or at the provider's page. */
  const settle = async (rule: AutoTopUpRule, done: RuleResult) => {
    const { approval } = rule;
    if (approval !== null && approval.address !== null) {
      keepApproving(rule);
      await leaveFor(approval.address);
    } else if (approval === null && rule.state === 'active') show(done);
    await rules.reload();
  };
  const save = async (
    seen: SeenRule | null,
    request: AutoTopUpRequest,
    done: RuleResult = 'saved',
  ): Promise<boolean> => {
    const saved = await saveRule(accountId, seen, request);
    if (saved.kind === 'saved') await settle(saved.rule, done);
    else if (saved.kind === 'newer') rules.put(saved.all);
    else {
      fail(saved.failure);
      await rules.reload();
    }
    return saved.kind === 'saved';
  };
  const mend = async (rule: AutoTopUpRule, wanted: 'new_method' | null) => {
    keepRun(rule.lastRun?.topUpId ?? null);
    const answer = await mendRule(accountId, rule, wanted, language.peek());
    if (answer.kind === 'ok') await settle(answer.value, 'mended');
    else {
      fail(answer);
      await rules.reload();
    }
  };
  return {
    ...{ doing: underWay.name, result, failure, runBefore },
    tell(said) {
      fail(null);
      show(said);
    },
    async save(seen, request) {
      let isDone = false;
      await run('save', async () => {
        isDone = await save(seen, request);
      });
      return isDone;
    },
    drop: (rule) =>
      run('drop', async () => {
        const { terms } = rule;
        const asBefore = { terms, consent: null, firstTopUpOre: null, language: language.peek() };
        await save(rule, asBefore, 'kept');
      }),
    mend: (rule) => run('mend', () => mend(rule, null)),
    changeMethod: (rule) => run('change_method', () => mend(rule, 'new_method')),
    goOn: (rule) =>
      run('go_on', async () => {
        const page = rule.approval?.address ?? null;
        if (page === null) return mend(rule, 'new_method');
        keepApproving(rule);
        await leaveFor(page);
        await rules.reload();
      }),
    askAgain: (rule, firstTopUpOre) =>
      run('go_on', async () => {
        const { ruleId, version, terms, consent } = rule;
        if (consent === null) return;
        const { givenAt: _, ...agreed } = consent;
        const request = { terms, consent: agreed, firstTopUpOre, language: language.peek() };
        await save({ ruleId, version, terms: null }, request);
      }),
    async remove(rule) {
      let isGone = false;
      await run('delete', async () => {
        const answer = await deleteRule(accountId, rule.ruleId);
        isGone = answer.kind === 'ok';
        if (answer.kind !== 'ok') fail(answer);
        await rules.reload();
      });
      return isGone;
    },
  };
}
