// Whoever is not linked to a child any more goes on seeing the first name that it had then, and learns of no other.
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { askForLink, byCode, codeFor, newLinkId } from '../testing/link-requests.ts';
import {
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';
import { guardian } from '../testing/test-links.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

function rename({ childId }: TestChild, givenName: string) {
  const rest = { familyName: 'Testesen', photo: null, clubIds: [club.clubId], contacts: [] };
  return municipality().registerChild({ childId, givenName, ...rest });
}

async function nameIn(guardianId: GuardianId): Promise<string | undefined> {
  const outcome = await guardian(guardianId).links();
  return outcome.ok ? outcome.value.links[0]?.childGivenName : outcome.refusal.code;
}

it('a new first name is told to who is linked, frozen or waiting', async () => {
  const child = await club.registerChild(0, { linked: false, name: 'Gammelnavn' });
  const [linked, frozen] = [await loggedInGuardian(), await loggedInGuardian()];
  await linkGuardian(child.childId, linked);
  const linkId = await linkGuardian(child.childId, frozen);
  await municipality().freezeLink({ linkId, by: LEADER, reason: 'Uenighed' });
  await rename(child, 'Nytnavn');
  expect([await nameIn(linked), await nameIn(frozen)]).toEqual(['Nytnavn', 'Nytnavn']);
});

it('and not to whose link the club ended, nor in the answer to an old request', async () => {
  const child = await club.registerChild(0, { linked: false, name: 'Gammelnavn' });
  const parent = await loggedInGuardian();
  const [requestId, request] = [newLinkId(), byCode(await codeFor(child))];
  expect((await askForLink(parent, request, requestId)).ok).toBe(true);
  await municipality().endLink({ linkId: requestId, by: LEADER, reason: 'Forbi' });
  await rename(child, 'Nytnavn');
  await rename(child, 'Nyerenavn');
  expect(await nameIn(parent)).toBe('Gammelnavn');
  const again = await askForLink(parent, request, requestId);
  expect(again).toMatchObject({ value: { links: [{ childGivenName: 'Gammelnavn' }] } });
});

it('and not to the parents of a child that has come of age', async () => {
  const child = await club.registerChild(0, {
    ...{ linked: false, name: 'Gammelnavn', bornOn: '2013-06-15' },
  });
  const parent = await loggedInGuardian();
  await linkGuardian(child.childId, parent);
  stopClockAt('2031-06-16T12:00:00+02:00');
  await rename(child, 'Nytnavn');
  expect(await nameIn(parent)).toBe('Gammelnavn');
});
