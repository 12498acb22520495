// I13: an account that waits for a key of the municipality's may learn meanwhile that a link has ended. Who asks is
// looked at again after the wait, and hears what a stranger does.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import type { DisputeId, GuardianId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { linkedGuardian } from '../testing/link-copy.ts';
import { account, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import type { CardAccount } from './card-account.ts';

type Ask = (account: CardAccount) => Promise<Outcome<unknown, Refusal>>;

const club = new SeededClub();
beforeAll(() => club.seed());

async function boughtOnce(): Promise<{ child: TestChild; by: GuardianId }> {
  const child = await club.registerChild(100_00);
  const by = await linkedGuardian(child.accountId);
  acceptedValue(await new Counter(club).sellTo(child, [40_00]));
  return { child, by };
}

/** Asks an account that has no key in memory, whose links end while the key is on its way. */
function askWhileLinksEnd({ accountId }: TestChild, ask: Ask): Promise<string> {
  return runInDurableObject(account(accountId), async (instance: CardAccount) => {
    const asked = ask(instance);
    // In the object itself: a call from outside would come after the answer.
    await instance.takeCopy({ kind: 'links', version: 9_000_000, content: [] });
    return codeOf(await asked);
  });
}

it('a report by a guardian whose link ends meanwhile is refused, and leaves nothing', async () => {
  const { child, by } = await boughtOnce();
  await evictDurableObject(account(child.accountId));
  const disputeId = crypto.randomUUID() as DisputeId;
  const request = { sequence: 2, text: 'Det var ikke ham' };
  const code = await askWhileLinksEnd(child, (of) => of.dispute({ by, disputeId, request }));
  expect(code).toBe('account_unknown');
  expect(await query(account(child.accountId), 'SELECT 1 FROM dispute')).toEqual([]);
});

it('a look at the child by a guardian whose link ends meanwhile shows no child', async () => {
  const child = await club.registerChild(0);
  const by = await linkedGuardian(child.accountId);
  expect(await askWhileLinksEnd(child, (of) => of.overview({ by }))).toBe('account_unknown');
});

it('the same look is answered while the link stands', async () => {
  const child = await club.registerChild(0);
  const by = await linkedGuardian(child.accountId);
  const seen = await account(child.accountId).overview({ by });
  expect(codeOf(seen as Outcome<unknown, Refusal>)).toBe('accepted');
});
