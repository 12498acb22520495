// The world in which money comes in, for tests: a club with its till, a fake MobilePay outside and a clock that can be
// put forward, both new for each test; children with a rule, what they buy, and a provider that goes and comes back.
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type RuleWish, runsOf, standingRule } from './auto-top-ups.ts';
import { purseOf } from './card-orders.ts';
import { acceptedValue, Counter } from './counter.ts';
import { FakeMobilePay } from './fake-mobilepay.ts';
import { account, SeededClub, type TestChild } from './seeded-club.ts';
import { query } from './stored-rows.ts';
import { endObject, ring, runningClock } from './top-ups.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A call that failed is repeated once: after that all is still. */
const AFTER_THE_REPEAT_MS = 700;

export class PayingInWorld {
  readonly club = new SeededClub();
  readonly counter = new Counter(this.club);
  fake = new FakeMobilePay();
  clock: ReturnType<typeof runningClock> = { pass: () => undefined };

  /** Outside and clock, for one test. */
  begin(): void {
    this.fake = new FakeMobilePay();
    this.fake.install();
    this.clock = runningClock();
  }

  /** A child with that much on the account and a rule in force. */
  async childWithRule(
    balanceOre: number,
    wish: RuleWish = {},
  ): Promise<{ child: TestChild; ruleId: string }> {
    const child = await this.club.registerChild(balanceOre);
    return { child, ruleId: await standingRule(child, this.fake, wish) };
  }

  async buy(child: TestChild, amountOre: number): Promise<void> {
    acceptedValue(await this.counter.sellTo(child, [amountOre]));
  }

  /** With a charge that was ordered while the provider was down: it may have heard of it, or not. */
  async childWithUnsent(wish: RuleWish = {}): Promise<{ child: TestChild; ruleId: string }> {
    const made = await this.childWithRule(60_00, wish);
    await this.orderInVain(made.child, 20_00);
    await endObject(made.child);
    return made;
  }

  /** The alarm rings day after day until the purse holds that; the call that is under way is not repeated meanwhile. */
  async purseBecomesByTheAlarm(child: TestChild, amountOre: number): Promise<void> {
    await vi.waitFor(async () => {
      this.clock.pass(DAY_MS);
      await ring(child);
      expect(await purseOf(child)).toBe(amountOre);
    });
  }

  /** The provider goes, and a purchase crosses the threshold: the order and its repeat are lost. */
  async orderInVain(child: TestChild, amountOre: number): Promise<void> {
    this.fake.isDown = true;
    await this.buy(child, amountOre);
    await vi.waitFor(async () => expect((await runsOf(child)).at(-1)?.state).toBe('waiting'));
    await scheduler.wait(AFTER_THE_REPEAT_MS);
  }

  /** The provider is back, and the account's alarm asks it whatever there is to ask. */
  async providerIsBack(child: TestChild): Promise<void> {
    this.fake.isDown = false;
    for (let hour = 0; hour < 3; hour++) {
      this.clock.pass(HOUR_MS);
      await ring(child);
    }
  }

  /** With the alarm and the municipality's walk at its end. */
  async pass(child: TestChild, durationMs: number): Promise<void> {
    this.clock.pass(durationMs);
    await ring(child);
    await account(child.accountId).sweepTopUps();
  }

  /** What MobilePay took by agreements, charge by charge. */
  taken(): number[] {
    return [...this.fake.recurring.charges.values()].map(({ amountOre }) => amountOre);
  }
}

/** Seeds the club before the file's tests, and begins anew with each. */
export function payingInWorld(): PayingInWorld {
  const world = new PayingInWorld();
  beforeAll(() => world.club.seed());
  beforeEach(() => world.begin());
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return world;
}

export async function purseBecomes(child: TestChild, amountOre: number): Promise<void> {
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(amountOre));
}

/** What was ordered beside an answer has come to its end. */
export async function chargesSettled(child: TestChild): Promise<void> {
  await vi.waitFor(async () => {
    const open = await query(
      account(child.accountId),
      "SELECT number FROM top_up_attempt WHERE next_ask_at IS NOT NULL AND state <> 'waiting'",
    );
    expect(open).toEqual([]);
  });
}

/** The municipality's walk comes by. */
export const sweep = (child: TestChild) => account(child.accountId).sweepTopUps();

/** What rules ordered, and what became of it. */
export async function amountsOf(child: TestChild): Promise<(number | string)[][]> {
  return (await runsOf(child)).map(({ amountOre, state }) => [amountOre, state]);
}

/** What the account has told, by kind and facts. */
export async function toldOf(child: TestChild, kind: string): Promise<object[]> {
  const told = (await account(child.accountId).inspect())?.notices ?? [];
  return told.filter((notice) => notice.kind === kind).map(({ facts }) => facts);
}

/** In the account's books, until it is thawed by a null. Its memory is gone. */
export async function freeze(child: TestChild, because: string | null): Promise<void> {
  await query(
    account(child.accountId),
    'UPDATE account SET frozen_at = ?, frozen_because = ?',
    ...[because === null ? null : 1, because],
  );
  await endObject(child);
}
