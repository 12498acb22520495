// A guardian's link as the account has it, put there as the municipality would push it. Absent: how links come
// about, which is the municipality's to test.
import { env } from 'cloudflare:workers';
import type { AccountId, GuardianId, LinkId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import type { LinkCopy } from '../card-account/account-store.ts';
import { mintObjectId } from '../object-id.ts';
import { account } from './seeded-club.ts';

/** Newer than any version that the municipality pushes in a test. */
let version = 1_000_000;

export function newGuardianId(): GuardianId {
  return mintObjectId('g', '0165', env.EDGE_KEY) as GuardianId;
}

/** The account's links are these from now on. */
export async function putLinks(
  accountId: AccountId,
  links: readonly { readonly guardianId: GuardianId; readonly rights: Rights }[],
  change: Partial<LinkCopy> = {},
): Promise<void> {
  version += 1;
  const content = links.map(({ guardianId, rights }) => ({
    linkId: crypto.randomUUID() as LinkId,
    guardianId,
    rights,
    basis: 'club' as const,
    from: 0,
    until: null,
    isFrozen: false,
    ...change,
  }));
  await account(accountId).takeCopy({ kind: 'links', version, content });
}

/** Somebody new with those rights, and nobody else. */
export async function linkedGuardian(
  accountId: AccountId,
  rights: Rights = 'full',
): Promise<GuardianId> {
  const guardianId = newGuardianId();
  await putLinks(accountId, [{ guardianId, rights }]);
  return guardianId;
}
