// A family that is not linked yet, letters' codes, and guardians who ask for links as the portal does. Absent:
// what comes of it (municipality/link-requests.test.ts).
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import { LinkCode, type Linked, type LinkRequest } from '../../contracts/links.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import {
  LEADER,
  loggedInGuardian,
  municipality,
  newNationalId,
  type SeededClub,
  type TestChild,
} from './seeded-club.ts';

/** The person alone, without a letter. */
export const BY_CONTACT: LinkRequest = { kind: 'contact_match' };

export function newLinkId(): LinkId {
  return crypto.randomUUID() as LinkId;
}

/** A parent who is the child's first contact, and the child. */
export async function familyOf(
  club: SeededClub,
): Promise<{ parent: GuardianId; child: TestChild }> {
  const nationalId = newNationalId();
  const contacts = [{ nationalId, name: 'Mor Testesen' }];
  const child = await club.registerChild(0, { linked: false, contacts });
  return { parent: await loggedInGuardian(nationalId), child };
}

/** Of a new letter to the child's home. */
export async function codeFor({ childId }: TestChild): Promise<LinkCode> {
  const issued = await municipality().issueLinkCode({ childId, by: LEADER });
  if (!issued.ok) throw new Error(issued.refusal.code);
  return LinkCode.parse(issued.value.code);
}

export function byCode(code: LinkCode, rights: 'full' | 'payer' = 'full'): LinkRequest {
  return { kind: 'code', code, rights };
}

/** The same code with another last sign. */
export function mistyped(code: LinkCode): LinkCode {
  return LinkCode.parse(code.slice(0, 9) + (code.endsWith('0') ? '1' : '0'));
}

export async function askForLink(
  guardianId: GuardianId,
  request: LinkRequest,
  linkId = newLinkId(),
): Promise<Outcome<Linked, Refusal>> {
  const command = { linkId, guardianId, request };
  return (await municipality().requestLink(command)) as Outcome<Linked, Refusal>;
}

/** The id of the first link that a request made. */
export async function linkAskedFor(guardianId: GuardianId, request: LinkRequest): Promise<LinkId> {
  const asked = await askForLink(guardianId, request);
  const linkId = asked.ok ? asked.value.links[0]?.linkId : undefined;
  if (linkId === undefined) throw new Error('no link was made');
  return linkId;
}
