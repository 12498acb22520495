// Who asks an account for something that both guardians and the club may do. The account asks its own copy of
// the links about a guardian; the club's people are checked by whoever calls for them. Absent: the links.
import type { GuardianId, OperatorId, PersonId } from '../../contracts/ids.ts';
import { accepted, type Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { type Linked, mayGuardian, type Wish } from './guardian-rights.ts';

export type Asker =
  | { readonly kind: 'guardian'; readonly id: GuardianId }
  | { readonly kind: 'club'; readonly id: PersonId | OperatorId };

export function guardian(id: GuardianId): Asker {
  return { kind: 'guardian', id };
}

export function club(id: PersonId | OperatorId): Asker {
  return { kind: 'club', id };
}

/** Refusals: those of `mayGuardian`. */
export function mayAsk(
  linked: Linked,
  asker: Asker,
  wish: Wish,
  now: number,
): Outcome<unknown, Refusal> {
  return asker.kind === 'club' ? accepted(null) : mayGuardian(linked, asker.id, wish, now);
}
