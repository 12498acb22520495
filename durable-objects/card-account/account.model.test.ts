// One account under random commands, retries and evictions, beside a model of a few lines: I1, I2, I3, I8, I12.
import { evictDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { Counter, codeOf, refund, type Shown } from '../testing/counter.ts';
import { account, LEADER, SeededClub, type TestChild, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const RUNS = 25;
const HIGHEST_BALANCE_ORE = 1_000_00;

interface SoldOne {
  readonly id: string;
  readonly amountsOre: readonly number[];
  readonly left: number[];
  isReversed: boolean;
}

/** What the account must come to, in plain arithmetic. */
class Model {
  purseOre = 0;
  spentOre = 0;
  perDayOre: number | null = null;
  limitsVersion = 0;
  isBlocked = false;
  entries = 0;
  readonly sold: SoldOne[] = [];
}

interface World {
  readonly child: TestChild;
  readonly counter: Counter;
  readonly model: Model;
  /** Shown children whose presentation may still pay. */
  readonly fresh: Shown[];
  readonly spentShowings: Shown[];
  /** Every request that was ever sent, to be sent again, and its first answer. */
  readonly sent: { readonly again: () => Promise<unknown>; readonly answer: unknown }[];
}

async function send<Answer>(world: World, ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask();
  world.sent.push({ again: ask, answer });
  return answer;
}

type Step = (world: World) => Promise<void>;

const STEPS: Record<string, (first: number, second: number) => Step> = {
  topUp: (first) => async (world) => {
    const id = crypto.randomUUID();
    const amountOre = (first % 400_00) + 1;
    const outcome = await send(world, () => topUp(world.child.accountId, amountOre, id));
    const fits = world.model.purseOre + amountOre <= HIGHEST_BALANCE_ORE;
    expect(outcome.ok).toBe(fits);
    if (!fits) return;
    world.model.purseOre += amountOre;
    world.model.entries++;
  },
  show: () => async (world) => {
    const outcome = await world.counter.tap(world.child);
    expect(codeOf(outcome)).toBe(world.model.isBlocked ? 'card_blocked' : 'accepted');
    if (outcome.ok) world.fresh.push(outcome.value);
  },
  buy: (first, second) => async (world) => {
    const shown = world.fresh.at(-1);
    if (shown === undefined) return;
    const id = crypto.randomUUID();
    const amountsOre = [(first % 150_00) + 1, (second % 40_00) + 1];
    const totalOre = amountsOre.reduce((sum, amount) => sum + amount, 0);
    const outcome = await send(world, () => world.counter.sell(shown, amountsOre, id));
    const { model } = world;
    const { perDayOre, purseOre, spentOre } = model;
    const isAllowed = perDayOre === null || spentOre + totalOre <= perDayOre;
    const expected = isAllowed && totalOre <= purseOre ? 'accepted' : 'not_today';
    expect(codeOf(outcome)).toBe(model.isBlocked ? 'card_blocked' : expected);
    if (!outcome.ok) return;
    world.fresh.pop();
    world.spentShowings.push(shown);
    model.purseOre -= totalOre;
    model.spentOre += totalOre;
    model.entries++;
    model.sold.push({ id, amountsOre, left: [1, 1], isReversed: false });
  },
  buyAgainByOneShowing: (first) => async (world) => {
    const shown = world.spentShowings[first % (world.spentShowings.length || 1)];
    if (shown === undefined) return;
    expect(codeOf(await world.counter.sell(shown, [1]))).toBe('presentation_used');
  },
  reverse: (first) => async (world) => {
    const sold = world.model.sold[first % (world.model.sold.length || 1)];
    if (sold === undefined) return;
    const id = crypto.randomUUID();
    const outcome = await send(world, () => world.counter.reverse(world.child, sold.id, id));
    const isWhole = sold.left.every((left) => left === 1);
    const refusal = isWhole ? 'accepted' : 'already_refunded';
    expect(codeOf(outcome)).toBe(sold.isReversed ? 'already_reversed' : refusal);
    if (!outcome.ok) return;
    giveBack(world.model, sold, [0, 1]);
    sold.isReversed = true;
  },
  refund: (first, second) => async (world) => {
    const sold = world.model.sold[first % (world.model.sold.length || 1)];
    if (sold === undefined) return;
    const line = second % 2;
    const id = crypto.randomUUID();
    const lines = [{ line, quantity: 1 }];
    const outcome = await send(world, () => refund(world.child, sold.id, lines, id));
    expect(outcome.ok).toBe(!sold.isReversed && sold.left[line] === 1);
    if (outcome.ok) giveBack(world.model, sold, [line]);
  },
  setLimits: (first) => async (world) => {
    const { model, child } = world;
    model.perDayOre = first % 3 === 0 ? null : first % 300_00;
    const perDayOre = model.perDayOre === null ? null : ore(model.perDayOre);
    const limits = { ...NO_LIMITS, perDayOre: perDayOre as Ore | null };
    const seenVersion = model.limitsVersion++;
    const outcome = await account(child.accountId).setLimits({ seenVersion, limits, by: LEADER });
    expect(outcome).toMatchObject({ ok: true, value: { version: model.limitsVersion } });
  },
  blockOrUnblock:
    () =>
    async ({ model, child: { accountId, cardId } }) => {
      const command = { cardId, by: LEADER };
      await (model.isBlocked
        ? account(accountId).unblockCard(command)
        : account(accountId).blockCard(command));
      model.isBlocked = !model.isBlocked;
    },
  sendAgain: (first) => async (world) => {
    const sent = world.sent[first % (world.sent.length || 1)];
    if (sent === undefined) return;
    const answers = await Promise.all([sent.again(), sent.again()]);
    expect(answers).toEqual([sent.answer, sent.answer]);
  },
};

function giveBack(model: Model, sold: SoldOne, lines: readonly number[]): void {
  for (const line of lines) {
    model.purseOre += sold.amountsOre[line] ?? 0;
    model.spentOre -= sold.amountsOre[line] ?? 0;
    sold.left[line] = 0;
  }
  model.entries++;
}

async function agrees({ child, model }: World): Promise<void> {
  const inspection = await account(child.accountId).inspect();
  expect(inspection?.frozenBecause).toBeNull();
  expect(inspection?.lastSequence).toBe(model.entries);
  expect(inspection?.sumsOre.purse).toBe(model.purseOre);
  expect(model.purseOre).toBeGreaterThanOrEqual(0);
  const spent = await query(account(child.accountId), 'SELECT amount_ore FROM spent');
  for (const row of spent) expect(row.amount_ore).toBe(model.spentOre);
}

const club = new SeededClub();

beforeAll(async () => {
  // The model knows one day: no run may meet midnight.
  const noonMs = Date.parse('2026-11-18T11:00:00Z') - Date.now();
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + noonMs);
  await club.seed();
});

afterAll(() => {
  vi.restoreAllMocks();
});

const step = fc.record({
  name: fc.constantFrom(
    ...['topUp', 'topUp', 'show', 'show', 'buy', 'buy', 'buy', 'buyAgainByOneShowing', 'reverse'],
    ...['refund', 'refund', 'setLimits', 'blockOrUnblock', 'sendAgain', 'sendAgain'],
  ),
  first: fc.nat(1_000_000),
  second: fc.nat(1_000_000),
});

describe('an account under random commands', () => {
  it('stays what plain arithmetic says, and its replay agrees (I1, I2, I3, I8, I12)', async () => {
    const steps = fc.array(step, { minLength: 30, maxLength: 120, size: 'max' });
    // An eviction takes two seconds: the account writes its look-log first.
    const run = fc.asyncProperty(steps, fc.nat(400), async (plan, evictAfter) => {
      const child = await club.registerChild(0);
      const counter = new Counter(club);
      const world: World = {
        child,
        counter,
        model: new Model(),
        fresh: [],
        spentShowings: [],
        sent: [],
      };
      for (const [place, { name, first, second }] of plan.entries()) {
        await STEPS[name]?.(first, second)(world);
        await agrees(world);
        if (place === evictAfter) await evictDurableObject(account(child.accountId));
      }
      const audited = await account(child.accountId).audit();
      expect(audited).toEqual({ ok: true, value: { entries: world.model.entries } });
      for (const { again, answer } of world.sent) expect(await again()).toEqual(answer);
      await agrees(world);
    });
    // A failure prints its seed and path; give both to fc.assert to see it again.
    await fc.assert(run, { numRuns: RUNS, interruptAfterTimeLimit: 25_000, verbose: 1 });
  });
});
