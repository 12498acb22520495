import { describe, expect, test } from 'vitest';
import { PROBLEMS, type ProblemCode } from '../../contracts/problems.ts';
import type { Answer, Call } from './api.ts';
import {
  createOutstandingQueue,
  isOutcome,
  type Outstanding,
  pauseMsAfter,
  type Settlement,
} from './outstanding.ts';
import {
  accountIdOf,
  PlayedSale,
  presentationIdOf,
  problem,
  purchaseIdOf,
  reading,
  receiptOf,
  reversalIdOf,
  TOAST,
} from './sale-examples.ts';

const purchase = new PlayedSale().read(reading(1)).add(TOAST).confirm(purchaseIdOf(1)).lastSent();
const bought: Outstanding = { kind: 'purchase', id: purchase.purchaseId, purchase };
const ending: Outstanding = {
  kind: 'ending',
  id: presentationIdOf(1),
  accountId: accountIdOf(1),
  body: { presentation: reading(1).presentation, because: 'wrong_child' },
};
const reversal: Outstanding = {
  kind: 'reversal',
  id: reversalIdOf(1),
  accountId: accountIdOf(1),
  purchaseId: purchaseIdOf(1),
};

const OK: Answer<unknown> = { kind: 'ok', value: receiptOf(purchase) };
const LOST: Answer<unknown> = { kind: 'unreachable', because: 'network' };
const refusal = (code: ProblemCode, facts = {}): Answer<unknown> => ({
  kind: 'problem',
  problem: problem({ code, ...facts }),
});

/** Plays a server's answers, and writes down everything in the order in which it happened. */
function play(answers: readonly Answer<unknown>[], kept: Outstanding[] = []) {
  const happened: string[] = [];
  const calls: Call<unknown>[] = [];
  let settledAll: (settlement: Settlement) => void;
  const settled = new Promise<Settlement>((resolve) => {
    settledAll = resolve;
  });
  const queue = createOutstandingQueue({
    api: {
      async call<Value>(call: Call<Value>) {
        calls.push(call as Call<unknown>);
        happened.push('sent');
        const answer = answers[calls.length - 1];
        if (!answer) throw new Error('asked once more than the test has answers');
        return answer as Answer<Value>;
      },
    },
    async keep() {
      happened.push('kept');
    },
    async forget(outstanding) {
      happened.push('forgotten');
      settledAll(settlements.at(-1) ?? { kind: 'ended', id: outstanding.id as never });
    },
    async kept() {
      return kept;
    },
    async settled(settlement) {
      settlements.push(settlement);
      happened.push('settled');
    },
    async pause(pauseMs) {
      happened.push(`paused ${pauseMs}`);
    },
  });
  const settlements: Settlement[] = [];
  return { queue, happened, calls, settled, settlements };
}

describe('what must reach the server', () => {
  test('is kept before it is sent, and forgotten after its answer is on the screen', async () => {
    const { queue, happened, settled } = play([OK]);
    await queue.send(bought);
    expect(await settled).toMatchObject({
      kind: 'purchase_accepted',
      id: purchaseIdOf(1),
      receipt: { receiptNumber: '4021-17' },
    });
    expect(happened).toEqual(['kept', 'sent', 'settled', 'forgotten']);
  });

  test('is not sent when the device cannot keep it', async () => {
    const { calls } = play([OK]);
    const queue = createOutstandingQueue({
      api: { call: () => Promise.reject(new Error('nothing may be sent')) },
      keep: () => Promise.reject(new Error('the disk is full')),
      forget: async () => {},
      kept: async () => [],
      settled: async () => {},
      pause: async () => {},
    });
    await expect(queue.send(bought)).rejects.toThrow('the disk is full');
    expect(calls).toEqual([]);
  });

  test('is sent again with the same id and the same body until somebody knows', async () => {
    const unanswered: Answer<unknown>[] = [
      LOST,
      { kind: 'unreachable', because: 'timeout' },
      { kind: 'unreachable', because: 'unreadable' },
      refusal('internal_error'),
      refusal('try_again'),
      refusal('too_many_tries'),
      refusal('device_clock_wrong'),
      refusal('device_revoked'),
    ];
    const { queue, calls, settled } = play([...unanswered, OK]);
    await queue.send(bought);
    expect(await settled).toMatchObject({ kind: 'purchase_accepted' });
    expect(
      new Set(calls.map((call) => JSON.stringify([call.method, call.target, call.body]))),
    ).toEqual(
      new Set([
        JSON.stringify([
          'PUT',
          `/api/accounts/${accountIdOf(1)}/purchases/${purchaseIdOf(1)}`,
          purchase.body,
        ]),
      ]),
    );
    expect(calls).toHaveLength(9);
  });

  test('is settled by a refusal as well', async () => {
    const { queue, settled } = play([LOST, refusal('not_today')]);
    await queue.send(bought);
    expect(await settled).toMatchObject({
      kind: 'purchase_refused',
      id: purchaseIdOf(1),
      problem: { code: 'not_today' },
    });
  });

  test('that an earlier page left behind is finished, and named to the screen', async () => {
    const { queue, happened, settled } = play([LOST, OK], [bought]);
    expect(await queue.resume()).toEqual([bought]);
    expect(await settled).toMatchObject({ kind: 'purchase_accepted' });
    expect(happened).toEqual(['sent', 'paused 400', 'sent', 'settled', 'forgotten']);
  });

  test('an undoing goes to its purchase under its own id', async () => {
    const receipt = {
      receiptNumber: '4021-18',
      reversalId: reversalIdOf(1),
      purchaseId: purchaseIdOf(1),
      reversedAt: '2026-11-21T12:00:00.000Z',
      totalOre: 1500,
    };
    const { queue, calls, settled } = play([{ kind: 'ok', value: receipt }]);
    await queue.send(reversal);
    expect(await settled).toMatchObject({ kind: 'reversal_accepted', receipt });
    expect(calls[0]?.target).toBe(
      `/api/accounts/${accountIdOf(1)}/purchases/${purchaseIdOf(1)}/reversals/${reversalIdOf(1)}`,
    );
  });

  test('an ending is over when the server knows of it, and when it is too late for one', async () => {
    for (const answer of [OK, refusal('presentation_expired')]) {
      const { queue, calls, settled } = play([LOST, answer]);
      await queue.send(ending);
      expect(await settled).toEqual({ kind: 'ended', id: presentationIdOf(1) });
      expect(calls[1]).toMatchObject({
        method: 'DELETE',
        target: `/api/accounts/${accountIdOf(1)}/presentations/${presentationIdOf(1)}`,
        body: { because: 'wrong_child' },
      });
    }
  });
});

describe('an outcome', () => {
  test('is what I3 calls one: not 401, a device’s 403, 429 or 5xx', () => {
    const notOutcomes = (Object.keys(PROBLEMS) as ProblemCode[]).filter(
      (code) => !isOutcome(problem({ code })),
    );
    for (const code of notOutcomes) {
      const [status] = PROBLEMS[code];
      const isOfTheDevice = status === 403 && /^(device|origin)_/.test(code);
      expect(
        [401, 429, 500, 503].includes(status) || isOfTheDevice || code === 'not_found',
        code,
      ).toBe(true);
    }
    const outcomes = ['not_today', 'price_changed', 'presentation_expired', 'purchase_id_reused'];
    for (const code of outcomes as ProblemCode[]) expect(notOutcomes).not.toContain(code);
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const [status] = PROBLEMS[code];
      if (status === 401 || status === 429 || status >= 500) expect(notOutcomes).toContain(code);
    }
  });
});

describe('the pause between two tries', () => {
  test('doubles up to 15 s, and is never shorter than the server asked for', () => {
    expect([0, 1, 2, 3].map((tries) => pauseMsAfter(tries, 0))).toEqual([400, 800, 1600, 3200]);
    expect(pauseMsAfter(20, 0)).toBe(15_000);
    expect(pauseMsAfter(0, 2_500)).toBe(2_500);
    expect(pauseMsAfter(0, 600_000)).toBe(15_000);
  });
});
