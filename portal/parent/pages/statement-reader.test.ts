import { beforeEach, expect, test } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import type { Statement, StatementLine } from '../../../contracts/statement.ts';
import { sendBy } from '../api.ts';
import { choicesOf } from './statement-address.ts';
import { StatementReader } from './statement-reader.ts';

const ACCOUNT = `a0165${'A'.repeat(33)}`;
const CHOICES = choicesOf('?fra=2026-11-01&til=2026-11-21', '2026-11-21');

/** How many entries the account has; pages of three. */
let newest = 0;
/** Answers that wait until they are let go. */
let held: (() => void)[] = [];
let holds = false;
let isDown = false;

beforeEach(() => {
  newest = 7;
  held = [];
  holds = false;
  isDown = false;
  sendBy(async (target) => {
    const before = Number(new URL(target, 'https://here.test').searchParams.get('before'));
    const page = statement(before === 0 ? newest : before - 1);
    if (holds) await new Promise<void>((resolve) => held.push(resolve));
    if (isDown) throw new TypeError('the line is cut');
    return Response.json(page);
  });
});

function statement(first: number): Statement {
  const lines = [first, first - 1, first - 2].filter((sequence) => sequence > 0).map(line);
  const last = lines.at(-1)?.sequence ?? 1;
  return {
    accountId: ACCOUNT as Statement['accountId'],
    ...{ from: CHOICES.from, to: CHOICES.to },
    ...{ openingBalanceOre: ore(0), closingBalanceOre: ore(newest * 100) },
    ...{
      paidInOre: ore(newest * 100),
      spentOre: ore(0),
      otherMoves: [],
      byCategory: [],
      byPlace: [],
      byDay: [],
    },
    ...{ lines, next: last > 1 ? last : null },
  };
}

function line(sequence: number): StatementLine {
  return {
    ...{ sequence, kind: 'top_up', occurredAt: '2026-11-05T12:00:00.000Z' },
    ...{ amountOre: ore(100), balanceAfterOre: ore(sequence * 100) },
    ...{ way: null, place: null, soldBy: null, items: [], ofSequence: null, givenBackBy: [] },
    cardNumber: null,
    disputedAt: null,
  };
}

function sequences(reader: StatementReader): number[] {
  const { value } = reader.shown;
  return value.kind === 'ok' ? value.value.lines.map(({ sequence }) => sequence) : [];
}

test('older pages come after the first, until there is none', async () => {
  const reader = new StatementReader(ACCOUNT);
  await reader.read(CHOICES);
  expect(sequences(reader)).toEqual([7, 6, 5]);
  await reader.readMore();
  await reader.readMore();
  expect(sequences(reader)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  await reader.readMore();
  expect(sequences(reader)).toHaveLength(7);
});

test('what is new comes on top of the pages that are shown, with its sums', async () => {
  const reader = new StatementReader(ACCOUNT);
  await reader.read(CHOICES);
  await reader.readMore();
  newest = 8;
  await reader.refresh();
  expect(sequences(reader)).toEqual([8, 7, 6, 5, 4, 3, 2]);
  expect(reader.shown.value).toMatchObject({ value: { closingBalanceOre: 800, next: 2 } });
});

test('more news than one page holds leave no gap: the first page stands alone again', async () => {
  const reader = new StatementReader(ACCOUNT);
  await reader.read(CHOICES);
  newest = 20;
  await reader.refresh();
  expect(sequences(reader)).toEqual([20, 19, 18]);
});

test('a late answer to an older question is void', async () => {
  const reader = new StatementReader(ACCOUNT);
  holds = true;
  const first = reader.read(CHOICES);
  newest = 9;
  const second = reader.read({ ...CHOICES, kind: 'fee' });
  await expect.poll(() => held.length).toBe(2);
  held[1]?.();
  await second;
  held[0]?.();
  await first;
  expect(sequences(reader)).toEqual([9, 8, 7]);
  expect(reader.isBusy.value).toBe(false);
});

test('without a line what is shown stays, and "more" says why there is none', async () => {
  const reader = new StatementReader(ACCOUNT);
  await reader.read(CHOICES);
  isDown = true;
  await reader.refresh();
  await reader.readMore();
  expect(sequences(reader)).toEqual([7, 6, 5]);
  expect(reader.moreFailure.value).toEqual({ kind: 'unreachable', because: 'network' });
});
