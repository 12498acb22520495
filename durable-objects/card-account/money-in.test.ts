// Money in of each kind that a journal can hold: the statement and the messages call it by one name and number.
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { entryName, wayOfTopUp } from '../../contracts/entry-names.ts';
import type { TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { EntryKind, MoneyInWay, Statement, StatementQuery } from '../../contracts/statement.ts';
import type { DayEntry } from '../payments/payment-provider.ts';
import { standingRule } from '../testing/auto-top-ups.ts';
import { purseOf } from '../testing/card-orders.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { guardianWithInbox, waitForInbox } from '../testing/inbox-of.ts';
import {
  account,
  LEADER,
  linkGuardian,
  SeededClub,
  setSettings,
  type TestChild,
  topUp,
} from '../testing/seeded-club.ts';
import { nudge, runningClock, startTopUp } from '../testing/top-ups.ts';

const club = new SeededClub();
let fake: FakeMobilePay;
beforeAll(() => club.seed());
beforeEach(() => {
  fake = new FakeMobilePay();
  fake.install();
  runningClock();
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function payByMobilePay({ accountId, guardianId }: TestChild): Promise<string> {
  const topUpId = crypto.randomUUID();
  const child = { accountId, guardianId } as TestChild;
  acceptedValue(await startTopUp(child, { topUpId, amountOre: 100_00, by: guardianId }));
  const attempts = await account(accountId).topUpAttempts();
  const { reference } = attempts.find((attempt) => attempt.topUpId === topUpId) ?? {};
  if (reference === undefined) throw new Error('nothing was begun');
  fake.approve(reference);
  await nudge(accountId, reference);
  return reference;
}

async function compare(child: TestChild, reference: string, kind: DayEntry['kind']): Promise<void> {
  const entry = {
    ...{ kind, reference, movementId: `${kind}-1`, amountOre: ore(100_00) },
    occurredAt: '2026-11-20T12:00:00Z',
  } as DayEntry;
  const charges = [{ reference, movements: [entry] }];
  await account(child.accountId).comparePayments({
    ...({ provider: 'mobilepay', day: '2026-11-20', charges } as const),
  });
}

async function linesOf(child: TestChild): Promise<Statement['lines']> {
  const query = StatementQuery.parse({ from: '2026-01-01', to: '2027-12-31' });
  const answer = await account(child.accountId).statement({ by: child.guardianId, query });
  return Statement.parse(acceptedValue(answer as never)).lines.toReversed();
}

test('has the way it came, and the entry that it takes back or gives again', async () => {
  const child = await club.registerChild(0);
  const parent = await guardianWithInbox();
  await linkGuardian(child.childId, parent);
  await topUp(child.accountId, 50_00);
  await setSettings({ staffDeposits: 'transfer_and_cash' });
  const cash = { topUpId: crypto.randomUUID() as TopUpId, amountOre: ore(20_00), by: LEADER };
  acceptedValue(
    await account(child.accountId).topUp({ ...cash, paidBy: 'cash', reason: 'Fra turen.' }),
  );
  const reference = await payByMobilePay(child);
  await compare(child, reference, 'dispute_withheld');
  await compare(child, reference, 'dispute_returned');
  const lines = await linesOf(child);
  const named = lines.map((line) => [line.sequence, entryName(line), line.ofSequence]);
  expect(named).toEqual([
    [1, 'transfer', null],
    [2, 'cash', null],
    [3, 'mobilepay', null],
    [4, 'charge_return', 3],
    [5, 'charge_restored', 3],
  ]);
  expect(lines.map(({ givenBackBy }) => givenBackBy)).toEqual([[], [], [4], [], []]);
  const told = (await waitForInbox(parent, 5)).map(({ content }) => content);
  expect(told).toEqual([
    { kind: 'top_up', sequence: 1, amountOre: 50_00, way: 'transfer' },
    { kind: 'top_up', sequence: 2, amountOre: 20_00, way: 'cash' },
    { kind: 'top_up', sequence: 3, amountOre: 100_00, way: 'mobilepay' },
    { kind: 'charged_back', sequence: 4, amountOre: 100_00, movedOre: 100_00 },
    { kind: 'charge_restored', sequence: 5, amountOre: 100_00, movedOre: 100_00 },
  ]);
});

test('tells a payer of an own payment that went back, and not what the balance bore of it', async () => {
  const payer = await guardianWithInbox();
  const child = await club.registerChild(0, { linked: false });
  await linkGuardian(child.childId, payer, 'payer');
  const reference = await payByMobilePay({ ...child, guardianId: payer });
  acceptedValue(await new Counter(club).sellTo(child, [30_00]));
  await compare(child, reference, 'dispute_withheld');
  const [, taken] = (await waitForInbox(payer, 2)).map(({ content }) => content);
  expect(taken).toEqual({
    ...{ kind: 'charged_back', sequence: 3, amountOre: 100_00, movedOre: null },
  });
});

test('by a rule is an automatic top-up, whoever the provider', async () => {
  const child = await club.registerChild(60_00);
  await standingRule(child, fake);
  acceptedValue(await new Counter(club).sellTo(child, [20_00]));
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(140_00));
  const [line] = (await linesOf(child)).slice(-1);
  expect(line).toMatchObject({ kind: 'top_up', way: 'automatic', amountOre: 100_00 });
});

test('by a card is a payment by card, and each kind of entry has a way or none', () => {
  expect(wayOfTopUp({ provider: 'nexi', ruleId: null })).toBe('card');
  const named = EntryKind.options.map((kind) =>
    entryName({ kind, way: kind === 'top_up' ? 'card' : null }),
  );
  expect(new Set(named).size).toBe(EntryKind.options.length);
  expect(MoneyInWay.options).toHaveLength(5);
});
