// Somebody whose link is over hears of the own money that is on its way back, and of nothing else of the child.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GuardianId } from '../../contracts/ids.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import {
  guardianObject,
  guardianWithInbox,
  inboxOf,
  settled,
  waitForInbox,
} from '../testing/inbox-of.ts';
import {
  account,
  LEADER,
  linkGuardian,
  municipality,
  SeededClub,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { nudge, ring, runningClock, startTopUp } from '../testing/top-ups.ts';

const club = new SeededClub();
let fake: FakeMobilePay;
let clock: ReturnType<typeof runningClock>;
beforeAll(() => club.seed());
beforeEach(() => {
  fake = new FakeMobilePay();
  fake.install();
  clock = runningClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Paid at the provider by somebody with a link, while the account was full; nobody has asked for it since. */
async function paidInVain(payer: GuardianId) {
  const child = await club.registerChild(0, { linked: false });
  const linkId = await linkGuardian(child.childId, payer, 'payer');
  const topUpId = crypto.randomUUID();
  acceptedValue(await startTopUp(child, { topUpId, amountOre: 500_00, by: payer }));
  const [attempt] = await account(child.accountId).topUpAttempts();
  if (attempt === undefined) throw new Error('nothing was begun');
  const { reference } = attempt;
  fake.approve(reference);
  fake.trouble(null, 'lost_after', 'lost_after');
  await nudge(child.accountId, reference);
  await topUp(child.accountId, 500_01);
  return { child, linkId, topUpId, reference };
}

async function endOrFreeze(how: 'endLink' | 'freezeLink', linkId: never): Promise<void> {
  acceptedValue(await municipality()[how]({ linkId, by: LEADER, reason: 'Klubben ser på det.' }));
}

const isRefund = { kind: 'top_up_returned', amountOre: 500_00, because: 'above_highest_balance' };

async function kindsOf(guardianId: GuardianId): Promise<string[]> {
  return (await inboxOf(guardianId)).map(({ content }) => content.kind);
}

async function sell(child: TestChild): Promise<void> {
  acceptedValue(await new Counter(club).sellTo(child, [10_00]));
}

describe('a payer whose link is over', () => {
  test.each(['endLink', 'freezeLink'] as const)(
    'is told that the own money comes back, after %s, and of nothing else',
    async (how) => {
      const payer = await guardianWithInbox();
      const { child, linkId, topUpId, reference } = await paidInVain(payer);
      await endOrFreeze(how, linkId as never);
      clock.pass(60_000);
      await nudge(child.accountId, reference);
      await ring(child);
      await sell(child);
      const [, message] = await waitForInbox(payer, 2);
      expect(message).toMatchObject({ accountId: null, content: { ...isRefund, topUpId } });
      await settled();
      expect(await kindsOf(payer)).toEqual(['link', 'top_up_returned']);
      const state = acceptedValue(await guardianObject(payer).inbox({ before: null })) as {
        unread: number;
      };
      expect(state.unread).toBe(2);
    },
  );

  test('is not told of the payments of others', async () => {
    const [payer, other] = [await guardianWithInbox(), await guardianWithInbox()];
    const { child, reference } = await paidInVain(payer);
    const linkId = await linkGuardian(child.childId, other, 'payer');
    await endOrFreeze('endLink', linkId as never);
    clock.pass(60_000);
    await nudge(child.accountId, reference);
    await waitForInbox(payer, 1);
    await settled();
    expect(await kindsOf(payer)).toContain('top_up_returned');
    expect(await kindsOf(other)).toEqual(['link']);
  });
});
