// Decides whether a guardian's standing rule may be made or changed as asked, and whether that needs the
// provider's page. Pure. Absent: when a rule is due (decide-auto-top-up.ts).
import {
  type AutoTopUpTerms,
  CONSENT_VERSION,
  type Consent,
  consentWording,
  needsNewConsent,
} from '../../contracts/auto-top-ups.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Settings } from '../municipality/settings.ts';

export interface RuleChangeState {
  /** What is in force, or of a rule that was never approved null. */
  readonly inForce: AutoTopUpTerms | null;
  /** Nobody asked for this rule before. */
  readonly isNew: boolean;
  readonly mayUseThreshold: boolean;
  readonly isOffered: boolean;
  readonly purseOre: Ore;
  readonly inFlightOre: Ore;
  readonly settings: Pick<Settings, 'highestBalanceOre' | 'lowestTopUpOre' | 'neededAtStartOre'>;
}

export interface RuleChangeWish {
  readonly terms: AutoTopUpTerms;
  readonly consent: Consent | null;
  readonly firstTopUpOre: Ore | null;
}

export type RuleChangeDecision =
  | { readonly kind: 'at_once' }
  | { readonly kind: 'by_approval'; readonly consent: Consent };

/**
 * Refusals in order: `rights_not_enough` (a threshold of a payer's), `invalid_request` (provider, amount),
 * `above_highest_balance` (of the terms), `invalid_request` (a first top-up, also where nothing is approved),
 * `consent_missing`, `consent_changed`, `first_top_up_needed` with `missingOre`, and at last `above_highest_balance`
 * of the first top-up: what is refused for something else says nothing of the balance.
 */
export function decideRuleChange(
  state: RuleChangeState,
  { terms, consent, firstTopUpOre }: RuleChangeWish,
): Outcome<RuleChangeDecision, Refusal> {
  const { settings } = state;
  if (terms.belowOre !== null && !state.mayUseThreshold) {
    return refused({ code: 'rights_not_enough' });
  }
  if (!state.isOffered) return wrong('/terms/provider', 'this way to pay is not offered here');
  const leastOre = settings.lowestTopUpOre;
  if (terms.amountOre < leastOre) return wrong('/terms/amountOre', `must be at least ${leastOre}`);
  // So that a run finds room whenever the balance is below the threshold.
  if ((terms.belowOre ?? 0) + terms.amountOre > settings.highestBalanceOre) {
    return refused({ code: 'above_highest_balance' });
  }
  if (!needsNewConsent(state.inForce, terms)) {
    return firstTopUpOre === null
      ? accepted({ kind: 'at_once' })
      : wrong('/firstTopUpOre', 'is paid where a rule is approved, and this change needs none');
  }
  if (firstTopUpOre !== null && firstTopUpOre < leastOre) {
    return wrong('/firstTopUpOre', `must be at least ${leastOre}`);
  }
  if (consent === null) return refused({ code: 'consent_missing' });
  const wording = consentWording(terms, consent.language);
  if (consent.version !== CONSENT_VERSION || consent.wording !== wording) {
    return refused({ code: 'consent_changed' });
  }
  const missingOre = state.isNew ? missingAtStartOre(state) : ore(0);
  if (missingOre > (firstTopUpOre ?? 0)) {
    return refused({ code: 'first_top_up_needed', missingOre });
  }
  const filledOre = state.purseOre + state.inFlightOre + (firstTopUpOre ?? 0);
  if (firstTopUpOre !== null && filledOre > settings.highestBalanceOre) {
    return refused({ code: 'above_highest_balance' });
  }
  return accepted({ kind: 'by_approval', consent });
}

/**
 * What has to come with a new rule: what is missing, and never less than one may pay in. Zero for a payer, who
 * is not to learn the balance from a refusal.
 */
export function missingAtStartOre({
  purseOre,
  settings,
  mayUseThreshold,
}: Pick<RuleChangeState, 'purseOre' | 'mayUseThreshold'> & {
  readonly settings: Pick<Settings, 'neededAtStartOre' | 'lowestTopUpOre'>;
}): Ore {
  const missingOre = settings.neededAtStartOre - purseOre;
  if (!mayUseThreshold || missingOre <= 0) return ore(0);
  return ore(Math.max(missingOre, settings.lowestTopUpOre));
}

function wrong(pointer: string, detail: string): Outcome<never, Refusal> {
  return refused({ code: 'invalid_request', errors: [{ pointer, detail }] });
}
