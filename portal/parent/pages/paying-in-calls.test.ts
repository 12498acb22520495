import { beforeEach, expect, test, vi } from 'vitest';
import { AccountId } from '../../../contracts/ids.ts';
import { ore } from '../../../contracts/ore.ts';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../../../contracts/problems.ts';
import type { TopUpState } from '../../../contracts/top-ups.ts';
import { sendBy } from '../api.ts';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { cancelTopUp, lookAtTopUp, startAgain, startTopUp } from './paying-in-calls.ts';

const ACCOUNT = AccountId.parse(`a0165${'0'.repeat(33)}`);
const WISH = { amountOre: ore(10_000), provider: 'nexi', language: 'da' } as const;

/** The ids that were asked for, in order. */
let asked: string[];
let state: TopUpState;
let isCut: boolean;
let refusal: 'above_highest_balance' | 'try_again' | null;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  asked = [];
  state = 'waiting';
  isCut = false;
  refusal = null;
  sendBy(async (target, request) => {
    const topUpId = target.split('/').at(-1) ?? '';
    asked.push(topUpId);
    if (isCut) throw new TypeError('the line is cut');
    if (refusal !== null) {
      const problem = problemOf({ code: refusal }, 'once');
      const headers = { 'content-type': PROBLEM_MEDIA_TYPE };
      return Response.json(problem, { status: problem.status, headers });
    }
    if (request.method === 'DELETE') state = 'cancelled';
    return Response.json({
      ...{ topUpId, amountOre: 10_000, provider: 'nexi', state, because: null },
      ...{ address: state === 'waiting' ? 'https://pay.example/1' : null, sequence: null },
      ...{
        createdAt: '2026-11-20T10:00:00.000Z',
        receiptNumber: null,
        ruleId: null,
        takenBackOre: ore(0),
        creditedAt: null,
      },
      ...(request.method === 'DELETE' ? { closing: 'ended' } : {}),
    });
  });
});

const idOf = async () => {
  const answer = await startTopUp(ACCOUNT, WISH);
  return answer.kind === 'ok' ? answer.value.topUpId : null;
};
const ids = () => new Set(asked);

test('pressing pay again, after a lost answer or back from the page, is the same top-up', async () => {
  isCut = true;
  await startTopUp(ACCOUNT, WISH);
  isCut = false;
  await startTopUp(ACCOUNT, WISH);
  await startTopUp(ACCOUNT, WISH);
  expect(asked).toHaveLength(3);
  expect(ids().size).toBe(1);
});

test.each(['credited', 'cancelled', 'declined', 'refunded'] as const)(
  'one that is known to be %s leaves the next wish to be a new one',
  async (end) => {
    const first = await idOf();
    state = end;
    await lookAtTopUp(ACCOUNT, first ?? '');
    state = 'waiting';
    expect(await idOf()).not.toBe(first);
  },
);

test('one that still waits when it is looked at stays the same', async () => {
  const first = await idOf();
  await lookAtTopUp(ACCOUNT, first ?? '');
  expect(await idOf()).toBe(first);
});

test('one that was closed leaves the next wish to be a new one', async () => {
  const first = await startTopUp(ACCOUNT, WISH);
  if (first.kind !== 'ok') throw new Error('it was not begun');
  await cancelTopUp(ACCOUNT, first.value.topUpId);
  state = 'waiting';
  expect(await idOf()).not.toBe(first.value.topUpId);
});

test('a refusal ends the wish, and trouble at the server does not', async () => {
  refusal = 'above_highest_balance';
  await startTopUp(ACCOUNT, WISH);
  refusal = 'try_again';
  await startTopUp(ACCOUNT, WISH);
  await startTopUp(ACCOUNT, WISH);
  expect(asked).toHaveLength(3);
  expect(asked[1]).not.toBe(asked[0]);
  expect(asked[2]).toBe(asked[1]);
});

test('one whose provider was silent is asked for again by its own id, in whichever tab', async () => {
  state = 'created';
  const first = await startTopUp(ACCOUNT, WISH);
  if (first.kind !== 'ok') throw new Error('it was not begun');
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  await startAgain(ACCOUNT, first.value, 'da');
  expect(ids().size).toBe(1);
});

test('another amount is another wish', async () => {
  const first = await idOf();
  await startTopUp(ACCOUNT, { ...WISH, amountOre: ore(20_000) });
  expect(asked[1]).not.toBe(first);
});
