// A new link: who is told of it, and whether its guardian is the registered one.
import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { codeOf } from '../testing/counter.ts';
import { askForLink, byCode, codeFor, familyOf, newLinkId } from '../testing/link-requests.ts';
import {
  account,
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  SeededClub,
} from '../testing/seeded-club.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

describe('a new link', () => {
  it('is told to the guardians who were there before, and not to itself', async () => {
    const { parent, child } = await familyOf(club);
    await linkGuardian(child.childId, child.guardianId);
    await askForLink(parent, byCode(await codeFor(child)));
    const notices = (await account(child.accountId).inspect())?.notices ?? [];
    expect(notices.filter(({ kind }) => kind === 'link').map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ change: 'new', guardianId: parent, basis: 'letter' }),
    ]);
  });

  it('by the club is told to them too, though the account was never used before', async () => {
    const child = await club.registerChild(0);
    const another = await loggedInGuardian();
    await linkGuardian(child.childId, another);
    const notices = (await account(child.accountId).inspect())?.notices ?? [];
    expect(notices.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ change: 'new', guardianId: another, basis: 'club' }),
    ]);
  });

  it('never becomes the registered guardian where the club has a contact', async () => {
    const { parent, child } = await familyOf(club);
    expect(await municipality().registeredGuardian(child.childId)).toBe(parent);
    await linkGuardian(child.childId, child.guardianId);
    expect(await municipality().registeredGuardian(child.childId)).toBe(parent);
  });

  it('is the registered guardian’s where the club has none, the first full one alone', async () => {
    const child = await club.registerChild(0, { linked: false });
    const [payer, first, second] = [
      await loggedInGuardian(),
      await loggedInGuardian(),
      await loggedInGuardian(),
    ];
    const registered = () => municipality().registeredGuardian(child.childId);
    await linkGuardian(child.childId, payer, 'payer');
    expect(await registered()).toBeNull();
    await linkGuardian(child.childId, first);
    await linkGuardian(child.childId, second);
    expect(await registered()).toBe(first);
  });

  it('to a child that does not exist is refused', async () => {
    const command = {
      linkId: newLinkId(),
      guardianId: await loggedInGuardian(),
      rights: 'full',
      by: LEADER,
    } as const;
    const outcome = await municipality().linkGuardian({
      ...command,
      childId: 'nobody' as PersonId,
    });
    expect(codeOf(outcome)).toBe('account_unknown');
  });
});
