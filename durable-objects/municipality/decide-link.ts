// Decides what becomes of a request for a link: who asks and what was shown in, a state or a refusal out. Pure.
// Absent: whether a code is good (letter-codes.ts) and who is a contact (people-store.ts).
import type { ProblemCode } from '../../contracts/problems.ts';

export interface LinkFacts {
  readonly request: 'code' | 'contact_match';
  /** A code that is open and this child's. Without a code, false. */
  readonly codeIsGood: boolean;
  readonly isContact: boolean;
  /** The municipality's setting. */
  readonly contactMatchIsEnough: boolean;
  readonly childIsAdult: boolean;
  /** An active, frozen or waiting link of this person to this child. */
  readonly holdsLink: boolean;
  /** An earlier one was refused, frozen or ended by the club. */
  readonly wasStopped: boolean;
  /** Who asks is the child: its own link comes with its own login, and it is nobody's parent. */
  readonly isTheChild: boolean;
}

export type LinkDecision =
  | { readonly accepted: true; readonly state: 'active' | 'awaiting_approval' }
  | { readonly accepted: false; readonly code: ProblemCode };

/**
 * A code of the letter and a contact: at once. A contact without a code: at once, where the municipality
 * lets that be enough. A code and no contact (a grandparent, a stepfather): the club decides, as it does
 * about whomever it has stopped before. Neither: no, in the same words whatever was wrong.
 *
 * Refusals in order: `link_code_wrong` or `no_contact_match` (by the request), `already_linked`.
 */
export function decideLink(facts: LinkFacts): LinkDecision {
  const isProved =
    facts.request === 'code' ? facts.codeIsGood : facts.isContact && facts.contactMatchIsEnough;
  if (!isProved || facts.childIsAdult || facts.isTheChild) {
    return { accepted: false, code: refusalOf(facts.request) };
  }
  if (facts.holdsLink) return { accepted: false, code: 'already_linked' };
  const needsTheClub = !facts.isContact || facts.wasStopped;
  return { accepted: true, state: needsTheClub ? 'awaiting_approval' : 'active' };
}

export function refusalOf(request: LinkFacts['request']): ProblemCode {
  return request === 'code' ? 'link_code_wrong' : 'no_contact_match';
}
