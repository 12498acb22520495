// I13: a guardian's object that waits for keys, names or accounts may learn meanwhile that a link has ended. Nothing
// of that child is said any more. The account's own side: card-account/rights-asked-again.test.ts.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { inboxOf, waitForInbox } from '../testing/inbox-of.ts';
import {
  linkGuardian,
  loggedInGuardian,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';
import { guardian } from '../testing/test-links.ts';
import type { Guardian } from './guardian.ts';
import type { GuardianLink } from './links-store.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

async function family(): Promise<{ parent: GuardianId; child: TestChild }> {
  const parent = await loggedInGuardian();
  await guardian(parent).openSession({
    ...{ authenticatedAt: Date.now(), endsAt: null, idTokenCiphertext: null },
  });
  const child = await club.registerChild(100_00, { linked: false });
  await linkGuardian(child.childId, parent);
  return { parent, child };
}

/** Asks an object that has no key in memory, whose link freezes while it waits for one. */
function askWhileFrozen<Value>(
  parent: GuardianId,
  ask: (of: Guardian) => Promise<Value>,
): Promise<Value> {
  return runInDurableObject(guardian(parent), async (instance: Guardian, { storage }) => {
    const asked = ask(instance);
    // In the object itself: a call from outside would come after the answer.
    for (const { content } of storage.sql.exec<{ content: string }>('SELECT content FROM link')) {
      const link = JSON.parse(content) as GuardianLink;
      await instance.takeLink({ version: 9_000_000, content: { ...link, state: 'frozen' } });
    }
    return asked;
  });
}

it('the first page does not show a child whose link freezes while its account is asked', async () => {
  const { parent } = await family();
  await evictDurableObject(guardian(parent));
  const children = acceptedValue(await askWhileFrozen(parent, (of) => of.children()));
  expect(children.children).toEqual([]);
  expect(children.otherLinks).toMatchObject([{ state: 'frozen', accountId: null }]);
});

it('the list of links shows a freeze that came while the name was asked for', async () => {
  const { parent } = await family();
  await evictDurableObject(guardian(parent));
  const { links } = acceptedValue(await askWhileFrozen(parent, (of) => of.links()));
  expect(links).toMatchObject([{ state: 'frozen', accountId: null }]);
});

it('the inbox shows nothing of a child whose link freezes while the names are asked for', async () => {
  const { parent, child } = await family();
  acceptedValue(await new Counter(club).sellTo(child, [12_00]));
  await waitForInbox(parent, 1);
  await evictDurableObject(guardian(parent));
  const { messages } = acceptedValue(
    await askWhileFrozen(parent, (of) => of.inbox({ before: null })),
  );
  expect(messages.filter(({ accountId }) => accountId !== null)).toEqual([]);
  expect((await inboxOf(parent)).map(({ accountId }) => accountId)).toEqual([null]);
});
