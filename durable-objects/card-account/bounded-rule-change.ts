// Bounds what is paid on the page that approves a rule as a top-up by hand is bounded: nobody, above all no payer who
// sees no balance, finds it by what may be paid in the same step. Inside the caller's transaction. Absent: what may
// be asked of a rule (decide-rule-change.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { topUpBound } from './daily-bounds.ts';
import {
  decideRuleChange,
  type RuleChangeDecision,
  type RuleChangeState,
  type RuleChangeWish,
} from './decide-rule-change.ts';
import type { RoomTriesStore } from './room-tries-store.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface BoundDoors {
  readonly attempts: Pick<TopUpStore, 'begunInVain'>;
  readonly roomTries: RoomTriesStore;
}

export interface RuleChanger {
  readonly by: GuardianId;
  readonly rights: Rights;
}

/** Refusals in order: `too_many_tries` (with a first top-up), those of `decideRuleChange`. */
export function boundedRuleChange(
  { attempts, roomTries }: BoundDoors,
  { by, rights }: RuleChanger,
  state: RuleChangeState,
  wish: RuleChangeWish,
  now: number,
): Outcome<RuleChangeDecision, Refusal> {
  if (wish.firstTopUpOre === null) return decideRuleChange(state, wish);
  const bound = topUpBound(attempts, by, rights, now);
  if (bound !== null) return refused(bound);
  const decision = decideRuleChange(state, wish);
  const told = roomTries.told(by, rights, decision.ok ? null : decision.refusal, now);
  return told === null ? decision : refused(told);
}
