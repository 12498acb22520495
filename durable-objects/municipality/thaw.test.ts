// A link that the club takes off its hold: whose it is hears of it, and so does the child's other guardian.
import { beforeAll, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { guardianWithInbox, inboxOf, settled } from '../testing/inbox-of.ts';
import { account, LEADER, linkGuardian, municipality, SeededClub } from '../testing/seeded-club.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

async function changesTold(guardianId: GuardianId): Promise<unknown[]> {
  const contents = (await inboxOf(guardianId)).map(({ content }) => content);
  return contents.flatMap((content) =>
    content.kind === 'link' ? [[content.change, content.whose.role]] : [],
  );
}

it('is told to whose link it is and to the other guardian', async () => {
  const [parent, other] = [await guardianWithInbox(), await guardianWithInbox()];
  const child = await club.registerChild(0, { linked: false });
  await linkGuardian(child.childId, other);
  await account(child.accountId).inspect();
  const linkId = await linkGuardian(child.childId, parent);
  await municipality().freezeLink({ linkId, by: LEADER, reason: 'Uenighed' });
  await settled();
  await municipality().thawLink({ linkId, by: LEADER });
  await settled();
  expect(await changesTold(parent)).toEqual([
    ['frozen', 'me'],
    ['thawed', 'me'],
  ]);
  expect(await changesTold(other)).toEqual([
    ['new', 'guardian'],
    ['frozen', 'guardian'],
    ['thawed', 'guardian'],
  ]);
});
