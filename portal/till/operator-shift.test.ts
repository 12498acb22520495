import { describe, expect, test, vi } from 'vitest';
import {
  type OperatorChange,
  type OperatorOnShift,
  TillOperator,
} from '../../contracts/operators.ts';
import type { Answer } from './api.ts';
import { createOperatorShift } from './operator-shift.ts';
import { problem } from './sale-examples.ts';

const METTE = TillOperator.parse({
  operatorId: '7c1f0a52-6c3e-4a37-9c58-6f0d4a4b0a11',
  name: 'Mette Klubvoksen',
  kind: 'staff',
});
const EMMA = TillOperator.parse({
  operatorId: '7c1f0a52-6c3e-4a37-9c58-6f0d4a4b0a12',
  name: 'Emma Ungmedhjælper',
  kind: 'youth',
});

type Answered = Answer<OperatorOnShift>;
const LOST: Answered = { kind: 'unreachable', because: 'network' };
const OUT: Answered = { kind: 'ok', value: { operator: null } };
const inAs = (operator: TillOperator): Answered => ({ kind: 'ok', value: { operator } });

/** A till whose server answers only when the test says so. */
function shiftAtTill(kept = new Map<string, unknown>()) {
  const sent: OperatorChange['kind'][] = [];
  const waiting: ((answer: Answered) => void)[] = [];
  const pauses: (() => void)[] = [];
  let timesLeft = 0;
  let timesSignedIn = 0;
  const shift = createOperatorShift({
    store: {
      get: async (_, key) => kept.get(key),
      put: async (_, key, value) => void kept.set(key, value),
      remove: async (_, key) => void kept.delete(key),
    },
    send: (change) => {
      sent.push(change.kind);
      return new Promise((resolve) => waiting.push(resolve));
    },
    left: () => (timesLeft += 1),
    signedIn: () => (timesSignedIn += 1),
    pause: () => new Promise((resolve) => pauses.push(resolve)),
  });
  const until = async <Value>(list: Value[]): Promise<Value> => {
    await vi.waitFor(() => expect(list.length).toBeGreaterThan(0), { interval: 1 });
    return list.shift() as Value;
  };
  return {
    shift,
    kept,
    sent,
    timesLeft: () => timesLeft,
    timesSignedIn: () => timesSignedIn,
    answer: async (answer: Answered) => (await until(waiting))(answer),
    endPause: async () => (await until(pauses))(),
    isPausing: () => pauses.length > 0,
    at: () => shift.operator.value?.name ?? null,
    answered: () => vi.waitFor(() => expect(kept.size).toBe(0), { interval: 1 }),
  };
}

describe('a locked till', () => {
  test('stays locked whatever the server says, until the sign-out is answered', async () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    till.shift.lock();
    expect(till.at()).toBeNull();
    await till.answer(LOST);
    till.shift.heard(METTE);
    expect(till.at()).toBeNull();
    await till.endPause();
    await till.answer({ kind: 'problem', problem: problem({ code: 'try_again' }) });
    till.shift.heard(METTE);
    expect(till.at()).toBeNull();
    await till.endPause();
    await till.answer(OUT);
    await till.answered();
    expect(till.sent).toEqual(['sign_out', 'sign_out', 'sign_out']);
    till.shift.heard(EMMA);
    expect(till.at()).toBe(EMMA.name);
  });

  test('is still locked after the page was loaded anew, and signs out then', async () => {
    const before = shiftAtTill();
    before.shift.heard(METTE);
    before.shift.lock();
    await before.answer(LOST);
    const till = shiftAtTill(before.kept);
    await till.shift.restore();
    till.shift.heard(METTE);
    expect(till.at()).toBeNull();
    await till.answer(OUT);
    await till.answered();
    expect(till.sent).toEqual(['sign_out']);
  });

  test('is signed out when the server says that nobody was signed in', async () => {
    const till = shiftAtTill();
    till.shift.lock();
    await till.answer({ kind: 'problem', problem: problem({ code: 'operator_missing' }) });
    await till.answered();
  });

  test('lets nobody in before the sign-out has gone out, and says why', async () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    till.shift.lock();
    await till.answer(LOST);
    const tried = till.shift.signIn(EMMA.operatorId, '2345');
    await till.answer(LOST);
    expect(await tried).toEqual(LOST);
    const again = till.shift.signIn(EMMA.operatorId, '2345');
    await till.answer(OUT);
    await till.answer(inAs(EMMA));
    await again;
    expect(till.sent).toEqual(['sign_out', 'sign_out', 'sign_out', 'sign_in']);
    expect(till.at()).toBe(EMMA.name);
    expect(till.kept.size).toBe(0);
  });

  test('is not opened by a sign-in that was under way when it was locked', async () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    const signIn = till.shift.signIn(EMMA.operatorId, '2345');
    till.shift.lock();
    await till.answer(inAs(EMMA));
    await signIn;
    expect(till.at()).toBeNull();
    await till.answer(OUT);
    await till.answered();
    expect(till.sent).toEqual(['sign_in', 'sign_out']);
  });

  test('is forgotten with the pairing', async () => {
    const till = shiftAtTill();
    till.shift.lock();
    await till.answer(LOST);
    await till.endPause();
    await till.shift.end();
    await till.answer(LOST);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(till.sent).toEqual(['sign_out', 'sign_out']);
    expect(till.isPausing()).toBe(false);
    expect(till.kept.size).toBe(0);
  });
});

describe('whoever takes over', () => {
  test('must see the child for themselves, also when only the server says who it is', () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    const before = till.timesLeft();
    till.shift.heard(EMMA);
    expect(till.timesLeft()).toBe(before + 1);
  });

  test('must see the child for themselves after typing their PIN', async () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    const before = till.timesLeft();
    const signIn = till.shift.signIn(EMMA.operatorId, '2345');
    await till.answer(inAs(EMMA));
    await signIn;
    expect(till.timesLeft()).toBe(before + 1);
    expect(till.timesSignedIn()).toBe(1);
  });

  test('is nobody new when the line comes back, so the child stays', () => {
    const till = shiftAtTill();
    till.shift.heard(METTE);
    const before = till.timesLeft();
    till.shift.heard({ ...METTE });
    expect(till.timesLeft()).toBe(before);
  });
});
