// A child's link to itself, which its own login makes, and which nothing makes anew once the club has ended it.
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { askForLink, byCode, codeFor } from '../testing/link-requests.ts';
import {
  account,
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
  setSettings,
  type TestChild,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { guardian, seesBalance } from '../testing/test-links.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(() => setSettings({}));

function ownLinks({ childId }: TestChild, self: GuardianId) {
  return query(
    municipality(),
    'SELECT link_id, rights, state FROM link WHERE child_id = ? AND guardian_id = ?',
    ...[childId, self],
  );
}

async function loggedInChild() {
  const nationalId = newNationalId();
  const child = await club.registerChild(0, { linked: false, nationalId, bornOn: '2013-03-07' });
  return { child, nationalId, self: await loggedInGuardian(nationalId) };
}

it('is made at the first login, and at no later one again', async () => {
  const { child, nationalId, self } = await loggedInChild();
  await loggedInGuardian(nationalId);
  expect(await ownLinks(child, self)).toMatchObject([{ rights: 'self', state: 'active' }]);
});

it('shows the child its own balance, makes it nobody’s guardian, and leaves its start credit', async () => {
  const { child, nationalId, self } = await loggedInChild();
  expect(await loggedInGuardian(nationalId)).toBe(self);
  const links = await guardian(self).links();
  expect(links).toMatchObject({ value: { links: [{ rights: 'self', state: 'active' }] } });
  expect(links.ok && links.value.links).toHaveLength(1);
  expect(await seesBalance(self, child)).toBe(true);
  expect(await municipality().registeredGuardian(child.childId)).toBeNull();
  await setSettings({ startCreditOre: ore(50_00) });
  expect(await account(child.accountId).overview({ by: self })).toMatchObject({
    value: { creditOre: 50_00 },
  });
  await linkGuardian(child.childId, await loggedInGuardian());
  expect(await account(child.accountId).overview({ by: self })).toMatchObject({
    value: { creditOre: 0 },
  });
});

it('that the club ended does not come back at the next login', async () => {
  const { child, nationalId, self } = await loggedInChild();
  const [{ link_id: linkId } = {}] = await ownLinks(child, self);
  const command = { linkId: linkId as never, by: LEADER, reason: 'Efter aftale' };
  expect((await municipality().endLink(command)).ok).toBe(true);
  expect(await loggedInGuardian(nationalId)).toBe(self);
  expect(await ownLinks(child, self)).toMatchObject([{ rights: 'self', state: 'ended' }]);
});

it('is all that the letter to its home gives the child: no rights of a parent', async () => {
  const { child, self } = await loggedInChild();
  const code = await codeFor(child);
  const asked = await askForLink(self, byCode(code));
  expect(asked).toMatchObject({ refusal: { code: 'link_code_wrong' } });
  expect(await ownLinks(child, self)).toMatchObject([{ rights: 'self' }]);
  // Nor does it use the letter up.
  expect((await askForLink(await loggedInGuardian(), byCode(code))).ok).toBe(true);
});
