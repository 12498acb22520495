import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AutoTopUpRequest, AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { AccountId } from '../../../contracts/ids.ts';
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemOf } from '../../../contracts/problems.ts';
import { sendBy } from '../api.ts';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { deleteRule, mendRule, saveRule } from './auto-top-up-calls.ts';

const ACCOUNT = AccountId.parse(`a0165${'0'.repeat(33)}`);
const TERMS = {
  ...{ belowOre: 5_000, dayOfMonth: null, amountOre: 10_000, mostPerMonthOre: 40_000 },
  provider: 'nexi',
} as const;

function ruleOf(change: object = {}): AutoTopUpRule {
  return AutoTopUpRule.parse({
    ...{ ruleId: '62a69770-39cf-4e0b-ad16-feae5babc503', version: 1, isMine: true },
    ...{ state: 'active', terms: TERMS, pausedBecause: null, mend: null, hindrance: null },
    ...{ approval: null, method: null, thisMonthOre: 0, nextDay: null, nextTryAt: null },
    ...{ held: null, thisMonthOpenOre: 0, orderedAtOnceOre: null, isLastRunOfSetUp: false },
    ...{ lastRun: null, approvedAt: null, consent: null, ...change },
  });
}

const wish = (change: object = {}) =>
  AutoTopUpRequest.parse({
    ...{ terms: { ...TERMS, ...change }, consent: null, firstTopUpOre: null, language: 'da' },
  });

/** What stands on the account; a write with another version than its own is a conflict. */
let stands: AutoTopUpRule | null;
let refusal: ProblemCode | null;
let asked: { method: string; id: string; version: string | null }[];
let isCut: boolean;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  [stands, refusal, asked, isCut] = [ruleOf(), null, [], false];
  sendBy(async (target, request) => {
    const method = request.method ?? 'GET';
    const version = new Headers(request.headers).get('if-match');
    asked.push({ method, id: target.split('/').at(-1) ?? '', version });
    if (isCut) throw new TypeError('the line is cut');
    if (method === 'GET') return Response.json(listed());
    if (refusal !== null) return refused(refusal);
    const isConflict = version !== null && version !== `"${stands?.version ?? 0}"`;
    if (isConflict) return refused('version_conflict');
    return Response.json(method === 'DELETE' ? null : (stands ?? ruleOf()));
  });
});

function listed() {
  return {
    ...{ accountId: ACCOUNT, mayUseThreshold: true, neededAtStartOre: 5_000 },
    atOnceFromOre: null,
    ...{ missingAtStartOre: 0, rules: stands === null ? [] : [stands] },
  };
}

function refused(code: ProblemCode): Response {
  const problem = problemOf({ code }, 'once');
  const headers = { 'content-type': PROBLEM_MEDIA_TYPE };
  return Response.json(problem, { status: problem.status, headers });
}

describe('saving a rule', () => {
  const seen = () => ({ ruleId: ruleOf().ruleId, version: 1, terms: ruleOf().terms });

  test('sends the version that was seen', async () => {
    expect((await saveRule(ACCOUNT, seen(), wish())).kind).toBe('saved');
    expect(asked[0]).toMatchObject({ method: 'PUT', version: '"1"' });
  });

  test('that was changed meanwhile hands the newer one back, and overwrites nothing', async () => {
    stands = ruleOf({ version: 2, terms: { ...TERMS, amountOre: 20_000 } });
    const saved = await saveRule(ACCOUNT, seen(), wish({ amountOre: 7_500 }));
    expect(saved).toMatchObject({ kind: 'newer', all: { rules: [{ version: 2 }] } });
    expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('that has only run or paused meanwhile is saved over the version that says the same', async () => {
    stands = ruleOf({ version: 4, state: 'paused', pausedBecause: 'card_expired' });
    expect((await saveRule(ACCOUNT, seen(), wish({ amountOre: 7_500 }))).kind).toBe('saved');
    expect(asked.at(-1)).toMatchObject({ method: 'PUT', version: '"4"' });
  });

  test('whose answer was lost is found to have been saved, also while it awaits its approval', async () => {
    const more = { ...TERMS, amountOre: 20_000 };
    stands = ruleOf({ version: 2, approval: { address: null, terms: more } });
    expect((await saveRule(ACCOUNT, seen(), wish(more))).kind).toBe('saved');
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'GET']);
  });

  test('that was made in another tab is shown, and that was deleted there is gone', async () => {
    refusal = 'auto_top_up_exists';
    const made = await saveRule(ACCOUNT, null, wish({ amountOre: 7_500 }));
    expect(made).toMatchObject({ kind: 'newer', all: { rules: [{ version: 1 }] } });
    refusal = 'auto_top_up_unknown';
    stands = null;
    const gone = await saveRule(ACCOUNT, seen(), wish({ amountOre: 7_500 }));
    expect(gone).toMatchObject({ kind: 'newer', all: { rules: [] } });
  });

  test('that is new keeps its id over a lost answer', async () => {
    stands = null;
    isCut = true;
    await saveRule(ACCOUNT, null, wish());
    isCut = false;
    await saveRule(ACCOUNT, null, wish());
    expect(asked[1]?.id).toBe(asked[0]?.id);
    expect(asked[1]).toMatchObject({ version: '"0"' });
  });

  test('that is refused is neither', async () => {
    refusal = 'consent_changed';
    expect((await saveRule(ACCOUNT, seen(), wish())).kind).toBe('failed');
  });
});

test('the one button pressed again after a lost answer is the same mending', async () => {
  const press = (wanted: 'new_method' | null = null) => mendRule(ACCOUNT, ruleOf(), wanted, 'da');
  isCut = true;
  await press();
  await press('new_method');
  isCut = false;
  await press();
  await press();
  await press('new_method');
  const [again, other, afterCut, next, otherAfterCut] = asked.map(({ id }) => id);
  expect(afterCut).toBe(again);
  expect(next).not.toBe(again);
  expect(other).not.toBe(again);
  expect(otherAfterCut).toBe(other);
});

test('a rule that is deleted already is deleted', async () => {
  refusal = 'auto_top_up_unknown';
  expect((await deleteRule(ACCOUNT, ruleOf().ruleId)).kind).toBe('ok');
  refusal = 'rights_not_enough';
  expect((await deleteRule(ACCOUNT, ruleOf().ruleId)).kind).toBe('problem');
});
