// A link that is over, at its guardian: nothing of the child is said or sent from then on, neither what waited for the
// end of a quiet time nor what an account says that has not heard of it. Turning 18: coming-of-age.test.ts.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LinkId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { AccountNotice } from '../../durable-objects/guardian/commands.ts';
import type { Guardian } from '../../durable-objects/guardian/guardian.ts';
import type { GuardianLink } from '../../durable-objects/guardian/links-store.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  LEADER,
  linkGuardian,
  municipality,
  SeededClub,
  type TestChild,
  topUp,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { mailsTo, sentTo } from '../testing/outside.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { subscribe } from '../testing/push-family.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { TestPortal } from '../testing/test-portal.ts';

const NEWS = 'Der er nyt på Kortportalen';

interface Linked {
  readonly parent: TestGuardian;
  readonly child: TestChild;
  readonly linkId: LinkId;
}

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

async function linked(): Promise<Linked> {
  const parent = await openGuardian();
  const child = await club.registerChild(100_00, { linked: false });
  return { parent, child, linkId: await linkGuardian(child.childId, parent.guardianId) };
}

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

const ENDS: readonly [string, (link: Linked) => PromiseLike<unknown>][] = [
  [
    'by its guardian',
    ({ parent, linkId }) => parent.request(`/api/links/${linkId}`, { method: 'DELETE' }),
  ],
  [
    'by a freeze',
    ({ linkId }) => municipality().freezeLink({ linkId, by: LEADER, reason: 'Uenighed' }),
  ],
];

describe.each(ENDS)('a link that is over %s', (_, end) => {
  it('lets no push and no e-mail of the child out that waited for the end of a quiet time', async () => {
    stopClockAt('2031-06-14T23:30:00+02:00');
    const own = await linked();
    const address = await confirmEmail(own.parent);
    const browser = await subscribe(own.parent);
    await own.parent.request('/api/me/notices', {
      ...{ method: 'PUT', headers: { 'if-match': '"0"' } },
      body: { push: true, email: true, quiet: { from: '22:00', until: '07:00' }, levels: [] },
    });
    await topUp(own.child.accountId, 5_00);
    await waitForInbox(own.parent.guardianId, 1);
    await end(own);
    // What the guardian is told of the end itself may go out; it is not what this is about.
    await query(objectOf(own.parent), 'DELETE FROM inbox WHERE account_id IS NULL');
    stopClockAt('2031-06-15T07:00:00+02:00');
    await runDurableObjectAlarm(objectOf(own.parent));
    await settled();
    expect(await sentTo(browser.endpoint)).toEqual([]);
    expect((await mailsTo(address)).filter(({ subject }) => subject === NEWS)).toEqual([]);
  });

  it('says nothing to the open portal of what an account tells that has not heard of it', async () => {
    const own = await linked();
    const portal = await TestPortal.open(own.parent);
    await end(own);
    await portal.hear('changed');
    const before = messagesOf(portal, own.child);
    await objectOf(own.parent).takeNotices(await noticeOf(own.child));
    await settled();
    expect(messagesOf(portal, own.child)).toEqual(before);
    portal.close();
  });
});

it('a message is not said whose link freezes while the names for it are asked for', async () => {
  const { parent, child } = await linked();
  await evictDurableObject(objectOf(parent));
  const portal = await TestPortal.open(parent);
  const notice = await noticeOf(child);
  await runInDurableObject(objectOf(parent), async (instance: Guardian, { storage }) => {
    const told = instance.takeNotices(notice);
    for (const { content } of storage.sql.exec<{ content: string }>('SELECT content FROM link')) {
      const link = JSON.parse(content) as GuardianLink;
      await instance.takeLink({ version: 9_000_000, content: { ...link, state: 'frozen' } });
    }
    await told;
  });
  await settled();
  expect(messagesOf(portal, child)).toEqual([]);
  portal.close();
});

function messagesOf({ heard }: TestPortal, { accountId }: TestChild) {
  return heard.filter(({ type, ...said }) => {
    return type === 'message' && JSON.stringify(said).includes(accountId);
  });
}

/** As the child's account would tell of money that came in. */
async function noticeOf({ childId, accountId }: TestChild) {
  const [row] = await query(
    env.CARD_ACCOUNT.getByName(accountId),
    "SELECT content FROM copy WHERE kind = 'child'",
  );
  const { givenNameCiphertext } = JSON.parse(String(row?.content)) as Record<string, string>;
  const money = { sequence: 999, amountOre: ore(1_00) };
  const content = { kind: 'top_up', way: 'card', ...money } as const;
  const told = { source: 'entry', sequence: 999, at: Date.now(), content, about: null } as const;
  const notices: AccountNotice[] = [told];
  return { accountId, child: { childId, givenNameCiphertext: givenNameCiphertext ?? '' }, notices };
}
