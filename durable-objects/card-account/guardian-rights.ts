// What a guardian may do with a child's account, by the account's own copy of the links (I13). Pure: each
// request reads the link and the clock anew, so that an end, a freeze and an eighteenth birthday hold at
// once. Absent: how links come about (municipality).
import type { GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { ChildCopy, LinkCopy } from './account-store.ts';

export type Wish =
  | 'see_name'
  | 'pay_in'
  | 'see_balance'
  | 'see_statement'
  | 'block_card'
  | 'set_limits'
  | 'handle_cards'
  | 'dispute';

const OF_PAYERS: readonly Wish[] = ['see_name', 'pay_in'];
const OF_CHILDREN: readonly Wish[] = ['see_name', 'see_balance', 'see_statement', 'block_card'];

export interface Linked {
  readonly links: readonly LinkCopy[];
  readonly child: Pick<ChildCopy, 'adultAt'>;
}

/** The link that counts now, or null: the one with the most rights. */
export function linkInForce(linked: Linked, guardianId: GuardianId, now: number): LinkCopy | null {
  const { links, child } = linked;
  const isAdult = child.adultAt !== null && child.adultAt <= now;
  const held = links.filter(
    (link) =>
      link.guardianId === guardianId &&
      link.from <= now &&
      (link.until === null || now < link.until) &&
      !link.isFrozen &&
      (link.rights === 'self' || !isAdult),
  );
  const [best] = (['full', 'self', 'payer'] as const).flatMap((rights) =>
    held.filter((link) => link.rights === rights),
  );
  return best ?? null;
}

/** The rights in force, or null: from the eighteenth birthday on only the child's own link counts. */
export function rightsInForce(linked: Linked, guardianId: GuardianId, now: number): Rights | null {
  return linkInForce(linked, guardianId, now)?.rights ?? null;
}

/**
 * Refusals in order: `account_unknown` (no link: the same answer as for an id that does not exist),
 * `rights_not_enough`.
 */
export function mayGuardian(
  linked: Linked,
  guardianId: GuardianId,
  wish: Wish,
  now: number,
): Outcome<Rights, Refusal> {
  const rights = rightsInForce(linked, guardianId, now);
  if (rights === null) return refused({ code: 'account_unknown' });
  const { adultAt } = linked.child;
  const isOwnMaster = adultAt !== null && adultAt <= now;
  const may =
    rights === 'full' ||
    (rights === 'self' && (isOwnMaster || OF_CHILDREN.includes(wish))) ||
    (rights === 'payer' && OF_PAYERS.includes(wish));
  return may ? accepted(rights) : refused({ code: 'rights_not_enough' });
}
