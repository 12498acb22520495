import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClubId } from '../../contracts/ids.ts';
import { OperatorOnShift } from '../../contracts/operators.ts';
import { Problem } from '../../contracts/problems.ts';
import { account, municipality, STAFF_PIN } from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue, query } from '../../durable-objects/testing/stored-rows.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;

beforeAll(async () => {
  club = await TestClub.open();
});

function signIn(till: TestTill, pin: string, operatorId: string = club.staff): Promise<Response> {
  return till.changeOperator({ kind: 'sign_in', operatorId, pin });
}

describe('an operator', () => {
  it('takes over with a PIN, and every screen of the till is told', async () => {
    const till = await club.openTill({ operator: null });
    await till.listen();
    expect((await till.hear('welcome')).operator).toBeNull();
    const from = till.heard.length;
    const { operator } = OperatorOnShift.parse(await (await signIn(till, STAFF_PIN)).json());
    expect(operator).toEqual({ operatorId: club.staff, name: 'Test staff', kind: 'staff' });
    expect((await till.hear('shift', from)).operator).toEqual(operator);
  });

  it('leaves the till locked: nothing is sold, undone or searched until somebody signs in', async () => {
    const till = await club.openTill();
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    const response = await till.changeOperator({ kind: 'sign_out' });
    expect(await response.json()).toEqual({ operator: null });
    expect(await problemCode(await till.purchase(shown, [BOLLE]))).toBe('operator_missing');
    expect(await problemCode(await till.search('te'))).toBe('operator_missing');
    const named = await till.presentNamed(child.accountId);
    expect(await problemCode(named)).toBe('operator_missing');
    const undone = await till.reverse(child.accountId, crypto.randomUUID());
    expect(await problemCode(undone)).toBe('operator_missing');
    await till.signIn('staff');
    expect((await till.purchase(shown, [BOLLE])).status).toBe(201);
  });

  it('leaves the till locked: no face is shown until somebody answers for it (I13)', async () => {
    const till = await club.openTill({ operator: null });
    const child = await club.registerChild(100_00);
    const result = await till.tap(child.uid);
    expect(result).toMatchObject({ kind: 'problem', problem: { code: 'operator_missing' } });
    expect(till.heard.join()).not.toContain(child.name);
    expect((await account(child.accountId).inspect())?.looks).toEqual([]);
  });

  it('is not signed in again by an older request that comes late or was stolen', async () => {
    const till = await club.openTill({ operator: null });
    const target = `/api/tills/${till.screen.tillId}/operator`;
    const signIn = { kind: 'sign_in', operatorId: club.staff, pin: STAFF_PIN };
    const signedAt = Date.now();
    expect((await till.screen.send('PUT', target, signIn, { signedAt })).status).toBe(200);
    await scheduler.wait(5);
    expect((await till.changeOperator({ kind: 'sign_out' })).status).toBe(200);
    const stolen = await till.screen.send('PUT', target, signIn, { signedAt });
    expect(await problemCode(stolen)).toBe('device_proof_wrong');
    expect((await till.changeOperator(signIn)).status).toBe(200);
  });

  it('is told how many tries are left, and is locked out for a minute after the fifth', async () => {
    const till = await club.openTill({ operator: null });
    for (const left of [4, 3, 2, 1, 0]) {
      const problem = Problem.parse(await (await signIn(till, '9999')).json());
      expect(problem).toMatchObject({ code: 'pin_wrong', triesLeft: left });
    }
    const locked = await signIn(till, STAFF_PIN);
    expect(locked.status).toBe(429);
    const { code, retryAfterMs } = Problem.parse(await locked.json());
    expect(code).toBe('too_many_tries');
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect((await signIn(till, '4321', club.youth)).status).toBe(200);
  });

  it('waits longer after each further mistake, and starts anew after the right PIN', async () => {
    const till = await club.openTill({ operator: null });
    for (let round = 0; round < 5; round++) await signIn(till, '9999');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now + 60_000);
    try {
      const options = { signedAt: now + 60_000 };
      const target = `/api/tills/${till.screen.tillId}/operator`;
      const ask = (pin: string) =>
        till.screen.send('PUT', target, { kind: 'sign_in', operatorId: club.staff, pin }, options);
      expect(await problemCode(await ask('9999'))).toBe('pin_wrong');
      const { retryAfterMs } = Problem.parse(await (await ask(STAFF_PIN)).json());
      expect(retryAfterMs).toBe(120_000);
      vi.spyOn(Date, 'now').mockImplementation(() => now + 180_000);
      expect((await ask(STAFF_PIN)).status).toBe(200);
      const { triesLeft } = Problem.parse(await (await ask('9999')).json());
      expect(triesLeft).toBe(4);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it.each([
    ['of another club', 'staff-elsewhere', '1234', 'operator_unknown'],
    ['with letters for a PIN', null, 'abcd', 'invalid_request'],
    ['with three digits', null, '123', 'invalid_request'],
    ['without a name', '', '1234', 'invalid_request'],
  ])('%s is refused', async (_, operatorId, pin, code) => {
    const till = await club.openTill({ operator: null });
    expect(await problemCode(await signIn(till, pin, operatorId ?? club.staff))).toBe(code);
  });

  it('may be a youth: sells, but neither searches nor shows a child by name', async () => {
    const till = await club.openTill({ operator: 'youth' });
    const child = await club.registerChild(100_00);
    expect((await till.purchase(await till.show(child), [BOLLE])).status).toBe(201);
    expect(await problemCode(await till.search('te'))).toBe('operator_not_allowed');
    const named = await till.presentNamed(child.accountId);
    expect(await problemCode(named)).toBe('operator_not_allowed');
  });

  it('who is no longer listed sells no more', async () => {
    const till = await club.openTill();
    const child = await club.registerChild(100_00);
    const shown = await till.show(child);
    const stub = env.TILL.getByName(till.screen.tillId);
    const copies = Object.fromEntries(
      (await query(stub, 'SELECT kind, version, content FROM copy')).map((row) => [
        row.kind,
        { version: Number(row.version), content: JSON.parse(String(row.content)) },
      ]),
    );
    const operators = { version: copies.operators?.version as number, content: [] };
    const taken = { ...copies, operators: { ...operators, version: operators.version + 1 } };
    await stub.takeCopies(taken as never);
    expect((await till.hear('operators')).operators).toEqual([]);
    expect(await problemCode(await till.purchase(shown, [BOLLE]))).toBe('operator_missing');
    expect(await problemCode(await signIn(till, STAFF_PIN))).toBe('operator_unknown');
    await stub.takeCopies(copies as never);
    expect(await problemCode(await till.purchase(shown, [BOLLE]))).toBe('operator_missing');
  });

  it('who is added again as before changes nothing at the tills', async () => {
    const till = await club.openTill();
    await till.listen();
    const from = till.heard.length;
    const again = { operatorId: club.staff, clubId: club.clubId, kind: 'staff' as const };
    await municipality().addOperator({ ...again, name: 'Test staff', pin: STAFF_PIN });
    await municipality().addOperator({ ...again, name: 'Test Nytnavn', pin: STAFF_PIN });
    expect((await till.hear('operators', from)).operators).toContainEqual(
      expect.objectContaining({ operatorId: club.staff, name: 'Test Nytnavn' }),
    );
    const heard = till.heard.slice(from).filter((text) => text.includes('"type":"operators"'));
    expect(heard).toHaveLength(1);
  });

  it("'s PIN is nowhere on the till's disk", async () => {
    const till = await club.openTill();
    const stored = await everyStoredValue(env.TILL.getByName(till.screen.tillId));
    expect(stored).toContain(club.staff);
    expect(stored).not.toMatch(/\b1234\b/);
  });
});

describe('operators of two clubs', () => {
  it('are listed at their own tills alone', async () => {
    const other = await TestClub.open();
    const till = await other.openTill();
    await till.listen();
    const { operators } = await till.hear('welcome');
    expect(operators.map(({ operatorId }) => operatorId)).toEqual([other.staff, other.youth]);
    expect(club.clubId).not.toBe(other.clubId satisfies ClubId);
  });
});
