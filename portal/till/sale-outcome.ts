// Which of the three outcomes a problem is, how long each stays, and which problems end a presentation.
// The words for each code are in words-of-problems.ts.
import type { ProblemCode } from '../../contracts/problems.ts';
import type { Outcome, OutcomeSays, OutcomeTone } from './sale-state.ts';

const SHOWN_MS: Record<OutcomeTone, number> = {
  // Long enough to be seen across the counter, short enough for the next child in the queue.
  done: 1_500,
  look: 12_000,
  not_possible: 12_000,
};

/** A card that was drawn away too fast is put back at once; a longer notice would be in its way. */
const READ_FAILED_SHOWN_MS = 4_000;

/** The cashier can mend these by looking: read the card again, check a price, sign in, wait. */
const LOOK: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'price_changed',
  'product_unknown',
  'presentation_expired',
  'presentation_ended',
  'presentation_used',
  'presentation_not_valid',
  'presentation_cap',
  'operator_missing',
  'card_not_usable',
  'too_many_tries',
  'try_again',
  'internal_error',
]);

/** After these the same child must be shown again before anything can be bought. */
const ENDS_PRESENTATION: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'presentation_expired',
  'presentation_ended',
  'presentation_used',
  'presentation_not_valid',
  'card_blocked',
  'card_retired',
  'card_not_active',
  'account_unknown',
]);

/** These refuse a card that was read; all others refuse the till or whoever is at it. */
const ABOUT_THE_CARD: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'card_unknown',
  'card_not_usable',
  'card_not_active',
  'card_blocked',
  'card_retired',
  'account_unknown',
]);

/** After these the screen's catalogue is known to be behind. */
const CATALOGUE_BEHIND: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'price_changed',
  'price_not_allowed',
  'product_unknown',
]);

export function toneOfProblem(code: ProblemCode): OutcomeTone {
  return LOOK.has(code) ? 'look' : 'not_possible';
}

export function endsPresentation(code: ProblemCode): boolean {
  return ENDS_PRESENTATION.has(code);
}

export function isAboutTheCard(code: ProblemCode): boolean {
  return ABOUT_THE_CARD.has(code);
}

export function isCatalogueBehind(code: ProblemCode): boolean {
  return CATALOGUE_BEHIND.has(code);
}

export function outcomeOf(says: OutcomeSays, at: number): Outcome {
  const tone = toneOf(says);
  const shownMs = says.kind === 'read_failed' ? READ_FAILED_SHOWN_MS : SHOWN_MS[tone];
  return { tone, says, until: at + shownMs };
}

function toneOf(says: OutcomeSays): OutcomeTone {
  if (says.kind === 'bought' || says.kind === 'undone') return 'done';
  if (says.kind === 'problem') return toneOfProblem(says.problem.code);
  return says.kind === 'not_kept' ? 'not_possible' : 'look';
}
