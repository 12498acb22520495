// A charge whose answer was lost at Nexi, which documents no look-up by our reference: the webhook's name for it
// finds it, and what is never found stands for a person, who can end it (I7).
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { deleteRule, putRule, ruleOf, runsOf } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { childWithNexiRule, FakeNexi } from '../testing/fake-nexi.ts';
import { account, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { nudge, ring, runningClock } from '../testing/top-ups.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FINANCE = 'finance-1' as PersonId;
const club = new SeededClub();
const counter = new Counter(club);
let clock: ReturnType<typeof runningClock>;
let fake: FakeNexi;
beforeAll(() => club.seed());
beforeEach(() => {
  fake = new FakeNexi();
  fake.install();
  clock = runningClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Ordered by the rule, taken by the provider, and both answers lost. */
async function lostCharge(child: TestChild): Promise<string> {
  fake.losesOrders = true;
  acceptedValue(await counter.sellTo(child, [20_00]));
  await vi.waitFor(async () => expect((await runsOf(child))[0]?.state).toBe('waiting'));
  await scheduler.wait(600);
  fake.losesOrders = false;
  const [run] = await runsOf(child);
  if (run === undefined) throw new Error('nothing was ordered');
  return run.reference;
}

async function daysGoBy(child: TestChild, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    clock.pass(DAY_MS + HOUR_MS);
    await ring(child);
    await account(child.accountId).sweepTopUps();
    await scheduler.wait(50);
  }
}

async function webhook(child: TestChild, reference: string, paymentId: string): Promise<string> {
  const named = { provider: 'nexi', handle: `payment:${paymentId}` } as const;
  const asked = await account(child.accountId).askAboutTopUp({ reference, event: 'e1', named });
  return asked.ok ? asked.value.state : asked.refusal.code;
}

async function raise(child: TestChild, ruleId: string): Promise<void> {
  const { version } = await ruleOf(child, ruleId);
  const terms = { provider: 'nexi', amountOre: ore(150_00) } as const;
  acceptedValue(await putRule(child, { ruleId, version, terms }));
  await fake.approveLatest(child);
}

describe('the webhook that names the payment', () => {
  test('finds it though its rule was deleted', async () => {
    const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
    const reference = await lostCharge(child);
    acceptedValue(await deleteRule(child, ruleId));
    expect(await webhook(child, reference, fake.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
    expect(fake.chargedOre()).toBe(100_00);
  });

  test('finds it when a person was waited for already', async () => {
    const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
    const reference = await lostCharge(child);
    acceptedValue(await deleteRule(child, ruleId));
    await daysGoBy(child, 2);
    expect(await runsOf(child)).toMatchObject([{ needsPerson: true }]);
    expect(await webhook(child, reference, fake.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
  });

  test('is not believed where it names another’s payment', async () => {
    const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
    const other = await childWithNexiRule(club, fake, 60_00);
    const othersReference = await lostCharge(other.child);
    const reference = await lostCharge(child);
    acceptedValue(await deleteRule(child, ruleId));
    expect(await webhook(child, reference, fake.paymentOf(othersReference).id)).toBe('waiting');
    expect(await runsOf(child)).toMatchObject([{ handle: null, mismatches: 0 }]);
    expect(await purseOf(child)).toBe(40_00);
  });
});

test('terms that are raised on the same card leave it to be asked for, and it is taken once', async () => {
  const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
  const reference = await lostCharge(child);
  await raise(child, ruleId);
  expect(await nudge(child.accountId, reference)).toBe('credited');
  await daysGoBy(child, 3);
  expect(fake.chargedOre()).toBe(100_00);
  expect(await purseOf(child)).toBe(140_00);
});

describe('one of which nobody hears', () => {
  test('stands for a person after a day, fills no room, and its payer is told', async () => {
    const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
    await lostCharge(child);
    acceptedValue(await deleteRule(child, ruleId));
    await daysGoBy(child, 3);
    expect(await runsOf(child)).toMatchObject([{ state: 'waiting', needsPerson: true }]);
    const { roomOre } = acceptedValue(
      await account(child.accountId).payingIn({ by: child.guardianId }),
    );
    expect(roomOre).toBe(1_000_00 - 40_00);
    const inspected = await account(child.accountId).inspect();
    const told = inspected?.notices.filter(({ kind }) => kind === 'top_up_failed');
    expect(told).toMatchObject([{ facts: { because: 'needs_a_person', isAutomatic: true } }]);
  });

  test('is ended by hand then, not before, and credited if it comes after all', async () => {
    const { child, ruleId } = await childWithNexiRule(club, fake, 60_00);
    const reference = await lostCharge(child);
    acceptedValue(await deleteRule(child, ruleId));
    const end = () =>
      account(child.accountId).endTopUpByHand({
        reference,
        by: FINANCE,
        reason: 'ses ikke hos Nexi',
      });
    expect(codeOf(await end())).toBe('top_up_unknown');
    await daysGoBy(child, 2);
    expect(acceptedValue(await end())).toMatchObject({ state: 'cancelled', needsPerson: false });
    expect(acceptedValue(await end())).toMatchObject({ state: 'cancelled' });
    expect(await webhook(child, reference, fake.paymentOf(reference).id)).toBe('credited');
    expect(await purseOf(child)).toBe(140_00);
  });
});
