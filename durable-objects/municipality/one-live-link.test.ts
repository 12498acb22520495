// The last guard against two live links of one guardian to one child: the table itself. Each desk asks before it
// writes; a mistake in one of them must not get past here, since the second would outlive the end of the first.
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import { newLinkId } from '../testing/link-requests.ts';
import {
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  newNationalId,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

/** Behind the back of every desk: a link like the first of the child, but for what is given. */
async function insert(child: TestChild, guardianId: GuardianId, rights: string, state: string) {
  const [like] = await query(
    municipality(),
    'SELECT * FROM link WHERE child_id = ? LIMIT 1',
    child.childId,
  );
  const row = { ...like, link_id: newLinkId(), guardian_id: guardianId, rights, state };
  const [columns, values] = [Object.keys(row), Object.values(row)];
  const places = columns.map(() => '?').join(', ');
  return query(
    municipality(),
    `INSERT INTO link (${columns.join(', ')}) VALUES (${places}) RETURNING link_id`,
    ...values,
  );
}

async function linked(): Promise<{ child: TestChild; guardianId: GuardianId; linkId: LinkId }> {
  const child = await club.registerChild(0, { linked: false });
  const guardianId = await loggedInGuardian();
  return { child, guardianId, linkId: await linkGuardian(child.childId, guardianId) };
}

describe('one guardian and one child', () => {
  it.each(['active', 'frozen', 'awaiting_approval'])(
    'have no second link that is %s beside a live one',
    async (state) => {
      const { child, guardianId } = await linked();
      for (const rights of ['full', 'payer']) {
        await expect(insert(child, guardianId, rights, state)).rejects.toThrow('UNIQUE');
      }
    },
  );

  it('may have any number that are over, and a new one after them', async () => {
    const { child, guardianId, linkId } = await linked();
    await insert(child, guardianId, 'full', 'ended');
    await insert(child, guardianId, 'payer', 'rejected');
    await municipality().endLink({ linkId, by: LEADER, reason: 'Flyttet' });
    expect(await insert(child, guardianId, 'payer', 'active')).toHaveLength(1);
  });

  it('have one link `self` at most, beside none of which the others count', async () => {
    const nationalId = newNationalId();
    const child = await club.registerChild(0, { linked: false, nationalId });
    const own = await loggedInGuardian(nationalId);
    await expect(insert(child, own, 'self', 'active')).rejects.toThrow('UNIQUE');
    expect(await insert(child, own, 'full', 'ended')).toHaveLength(1);
    expect(await insert(child, own, 'payer', 'active')).toHaveLength(1);
  });

  it('say nothing about another guardian of the child', async () => {
    const { child } = await linked();
    expect(await insert(child, await loggedInGuardian(), 'full', 'active')).toHaveLength(1);
  });
});
