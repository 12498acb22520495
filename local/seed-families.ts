// Makes the grown-ups of the demo known, links those that are linked from the start, lets one wait for the
// club, and issues the letters' codes that the launcher prints. Absent: who they are (demo-families.ts).
import { z } from 'zod';
import { GuardianId, LinkId, type MunicipalityId, PersonId } from '../contracts/ids.ts';
import { LinkCode } from '../contracts/links.ts';
import { DEMO_CHILDREN, type DemoChild, demoChildName } from './demo-children.ts';
import {
  AWAITING_APPROVAL,
  adultOfPersona,
  CHILDREN_WITH_LETTER,
  type DemoAdult,
  linksOf,
} from './demo-families.ts';
import { childIdOf, uuidOf } from './demo-ids.ts';
import { type SeedCall, seedCall } from './seed-calls.ts';
import type { SeedClient } from './seed-client.ts';

/** Who the demo says sent the letters. */
const BY = PersonId.parse('demo-seed');

const Issued = z.object({ ok: z.literal(true), value: z.object({ code: z.string() }) });

/** Guardians first: a link needs to know whose it is. */
export async function linkCalls(
  client: SeedClient,
  municipalityId: MunicipalityId,
  child: DemoChild,
): Promise<SeedCall[]> {
  const childId = childIdOf(child);
  const calls: SeedCall[] = [];
  for (const { adult, rights } of linksOf(child)) {
    const guardianId = await registerGuardian(client, municipalityId, adult);
    const linkId = LinkId.parse(uuidOf(`link ${childId} ${adult.nationalId}`));
    const command = { linkId, childId, guardianId, rights, by: BY };
    calls.push(seedCall('municipality', municipalityId, 'linkGuardian', command));
  }
  return calls;
}

/** Asks as the portal does, with the code of a letter. Asked again by a seeding cut short, it stays one. */
export async function askForApproval(
  client: SeedClient,
  municipalityId: MunicipalityId,
): Promise<void> {
  const { personaId, childName } = AWAITING_APPROVAL;
  const guardianId = await registerGuardian(client, municipalityId, adultOfPersona(personaId));
  const code = LinkCode.parse(await issueCode(client, municipalityId, childNamed(childName)));
  const linkId = LinkId.parse(uuidOf(`waiting ${personaId} ${childName}`));
  const request = { kind: 'code', code, rights: 'full' } as const;
  const command = { linkId, guardianId, request };
  const answer = await client.call(
    seedCall('municipality', municipalityId, 'requestLink', command),
  );
  const expected = z.union([
    z.object({ ok: z.literal(true) }),
    z.object({ refusal: z.object({ code: z.literal('link_id_reused') }) }),
  ]);
  if (!expected.safeParse(answer).success) {
    throw new Error(`The demo cannot be seeded: ${JSON.stringify(answer)}`);
  }
}

/** A fresh code for each letter that lies ready; the one of the last start dies with it. */
export async function letterCodes(
  client: SeedClient,
  municipalityId: MunicipalityId,
): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const name of CHILDREN_WITH_LETTER) {
    codes[name] = await issueCode(client, municipalityId, childNamed(name));
  }
  return codes;
}

async function issueCode(
  client: SeedClient,
  municipalityId: MunicipalityId,
  child: DemoChild,
): Promise<string> {
  const command = { childId: childIdOf(child), by: BY };
  const call = seedCall('municipality', municipalityId, 'issueLinkCode', command);
  return Issued.parse(await client.call(call)).value.code;
}

async function registerGuardian(
  client: SeedClient,
  municipalityId: MunicipalityId,
  adult: DemoAdult,
): Promise<GuardianId> {
  const call = seedCall('municipality', municipalityId, 'registerGuardian', adult);
  return z.object({ guardianId: GuardianId }).parse(await client.call(call)).guardianId;
}

function childNamed(name: string): DemoChild {
  const child = DEMO_CHILDREN.find((candidate) => demoChildName(candidate) === name);
  if (child === undefined) throw new Error(`The demo has no child called ${name}.`);
  return child;
}
