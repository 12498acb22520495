// I13: an account that waits for something may learn meanwhile that a link has ended. Who asks is looked at again
// after the wait, and hears what a stranger does. Absent: a long search (statement-long.test.ts).
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import type { DisputeId, GuardianId, TopUpId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { StatementQuery } from '../../contracts/statement.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { linkedGuardian, newGuardianId, putLinks } from '../testing/link-copy.ts';
import { account, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { startTopUp } from '../testing/top-ups.ts';
import type { CardAccount } from './card-account.ts';

type StartTopUpCommand = Parameters<CardAccount['startTopUp']>[0];
type Ask = (account: CardAccount) => Promise<Outcome<unknown, Refusal>>;

const club = new SeededClub();
beforeAll(() => club.seed());

async function boughtOnce(): Promise<{ child: TestChild; by: GuardianId }> {
  const child = await club.registerChild(100_00);
  const by = await linkedGuardian(child.accountId);
  acceptedValue(await new Counter(club).sellTo(child, [40_00]));
  return { child, by };
}

/** Asks an account whose links end while it waits: for a key that is not in memory, for names, for a provider. */
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

it('the first page of a file is not given to a guardian whose link ends meanwhile', async () => {
  const { child, by } = await boughtOnce();
  await evictDurableObject(account(child.accountId));
  const query = StatementQuery.parse({ from: '2026-01-01', to: '2026-12-31' });
  const code = await askWhileLinksEnd(child, (of) => of.statementCover({ by, query }));
  expect(code).toBe('account_unknown');
});

it('the limits are not shown to a guardian whose link ends while the name of who set them is asked for', async () => {
  const child = await club.registerChild(0);
  const [by, other] = [newGuardianId(), newGuardianId()];
  await putLinks(child.accountId, [
    { guardianId: by, rights: 'full' },
    { guardianId: other, rights: 'full' },
  ]);
  const limits = { ...NO_LIMITS, perDayOre: ore(10_00) };
  const set = await account(child.accountId).changeChildsLimits({
    ...{ by: other, seenVersion: 0, limits },
  });
  expect(codeOf(set as Outcome<unknown, Refusal>)).toBe('accepted');
  const code = await runInDurableObject(account(child.accountId), async (instance: CardAccount) => {
    const asked = instance.childsLimits({ by });
    // Past the first question, to where the names are asked for.
    for (let step = 0; step < 4; step += 1) await Promise.resolve();
    await instance.takeCopy({ kind: 'links', version: 9_000_000, content: [] });
    return codeOf(await asked);
  });
  expect(code).toBe('account_unknown');
});

it.each([
  ['starts', (of: CardAccount, command: StartTopUpCommand) => of.startTopUp(command)],
  [
    'cancels',
    (of: CardAccount, { by, topUpId }: StartTopUpCommand) => of.cancelTopUp({ by, topUpId }),
  ],
  [
    'looks at',
    (of: CardAccount, { by, topUpId }: StartTopUpCommand) => of.childsTopUp({ by, topUpId }),
  ],
])('a guardian whose link ends while it %s a top-up is told nothing of it', async (verb, ask) => {
  const child = await club.registerChild(0);
  const by = await linkedGuardian(child.accountId);
  const topUpId = crypto.randomUUID() as TopUpId;
  if (verb !== 'starts') acceptedValue(await startTopUp(child, { by, topUpId }));
  const returnAddress = 'https://klubkort.example/indbetaling';
  const wish = { provider: 'mobilepay', language: 'da', returnAddress } as const;
  const command = { by, topUpId, amountOre: ore(100_00), ...wish };
  expect(await askWhileLinksEnd(child, (of) => ask(of, command))).toBe('account_unknown');
});

it('the same look is answered while the link stands', async () => {
  const child = await club.registerChild(0);
  const by = await linkedGuardian(child.accountId);
  const seen = await account(child.accountId).overview({ by });
  expect(codeOf(seen as Outcome<unknown, Refusal>)).toBe('accepted');
});
