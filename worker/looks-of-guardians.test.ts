// Each look of a guardian at a child is in the account's look-log (I13): every GET below an account, from the
// contract itself. A new one must say here what kind of look it is.
import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, GuardianId } from '../contracts/ids.ts';
import type { LooksAtChild } from '../durable-objects/card-account/look-log.ts';
import type { GuardianLookKind } from '../durable-objects/card-account/look-store.ts';
import { mintObjectId } from '../durable-objects/object-id.ts';
import { runClock, stopClockAt } from '../durable-objects/testing/clock.ts';
import { acceptedValue, Counter, codeOf } from '../durable-objects/testing/counter.ts';
import { FakeMobilePay } from '../durable-objects/testing/fake-mobilepay.ts';
import {
  account,
  linkGuardian,
  newGuardianId,
  SeededClub,
  type TestChild,
} from '../durable-objects/testing/seeded-club.ts';
import { query } from '../durable-objects/testing/stored-rows.ts';
import { startTopUp } from '../durable-objects/testing/top-ups.ts';
import { contractDocument } from './testing/contract-document.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';

/** Of the one who asks, in each account. */
const TOP_UP_ID = '5e3f7c1a-92d4-4b60-8f0e-6a1b2c3d4e5f';
const PERIOD = '?from=2026-01-01&to=2026-12-31';

/** What every reading of an account is, by its path. */
const KINDS: Record<string, GuardianLookKind> = {
  '/api/accounts/{accountId}': 'overview',
  '/api/accounts/{accountId}/cards': 'cards',
  '/api/accounts/{accountId}/limits': 'limits',
  '/api/accounts/{accountId}/statement': 'statement',
  '/api/accounts/{accountId}/top-ups': 'top_ups',
  '/api/accounts/{accountId}/top-ups/{topUpId}': 'top_ups',
  '/api/accounts/{accountId}/auto-top-ups': 'top_ups',
};

const OPEN_TO_PAYERS = [
  '/api/accounts/{accountId}',
  '/api/accounts/{accountId}/top-ups',
  '/api/accounts/{accountId}/top-ups/{topUpId}',
  '/api/accounts/{accountId}/auto-top-ups',
];

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());
beforeEach(() => new FakeMobilePay().install());
afterEach(runClock);

async function family(rights: 'full' | 'payer' = 'full') {
  const parent = await openGuardian();
  const child = await club.registerChild(100_00, { linked: false });
  await linkGuardian(child.childId, parent.guardianId, rights);
  return { parent, child };
}

function read({ accountId }: TestChild, guardian: TestGuardian, path: string, accept = '*/*') {
  const named = path.replace('{accountId}', accountId).replace('{topUpId}', TOP_UP_ID);
  const period = path.endsWith('statement') ? PERIOD : '';
  return guardian.request(named + period, { headers: { accept } });
}

/** Reads the body too: a file is written while it is read. */
async function sees(...asked: Parameters<typeof read>): Promise<boolean> {
  const response = await read(...asked);
  await response.arrayBuffer();
  return response.ok;
}

async function looksOf(child: TestChild, from = today(), to = from): Promise<LooksAtChild> {
  return acceptedValue(await account(child.accountId).looks({ from, to }));
}

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(Date.now());
}

/** What is on disk: nothing that asks makes it be written. */
function written(child: TestChild) {
  return query(account(child.accountId), 'SELECT guardian_id, kind, day FROM guardian_look');
}

describe('a guardian who looks at a child', () => {
  it('can do so at no address that is not told here what it is', async () => {
    const { paths } = await contractDocument();
    const readings = Object.entries(paths)
      .filter(([path, { get }]) => path.startsWith('/api/accounts/') && get !== undefined)
      .map(([path]) => path);
    expect(readings.toSorted()).toEqual(Object.keys(KINDS).toSorted());
  });

  it.each(Object.entries(KINDS))('at %s is in the look-log (%s, I13)', async (path, kind) => {
    const { parent, child } = await family();
    const { guardianId } = parent;
    if (path.includes('{topUpId}')) {
      acceptedValue(await startTopUp(child, { topUpId: TOP_UP_ID, by: guardianId }));
    }
    expect(await sees(child, parent, path)).toBe(true);
    expect(await looksOf(child)).toEqual({
      atTills: [],
      ofGuardians: [{ day: today(), guardianId, kind, at: expect.any(Number) }],
    });
  });

  it.each(['text/csv', 'application/pdf'])(
    'by a statement as %s is in the look-log (I13)',
    async (accept) => {
      const { parent, child } = await family();
      expect(await sees(child, parent, '/api/accounts/{accountId}/statement', accept)).toBe(true);
      const { ofGuardians } = await looksOf(child);
      expect(ofGuardians).toMatchObject([{ kind: 'statement_file' }]);
    },
  );

  it('on the first page is in the look-log of each child, a payer too (I13)', async () => {
    const { parent, child } = await family();
    const other = await club.registerChild(0, { linked: false });
    await linkGuardian(other.childId, parent.guardianId, 'payer');
    expect((await parent.request('/api/children')).status).toBe(200);
    for (const one of [child, other]) {
      const { ofGuardians } = await looksOf(one);
      expect(ofGuardians).toMatchObject([{ kind: 'overview', guardianId: parent.guardianId }]);
    }
  });

  it('and is refused has seen nothing, and is not in it', async () => {
    const { parent: payer, child } = await family('payer');
    const stranger = await openGuardian();
    for (const path of Object.keys(KINDS)) {
      for (const accept of ['application/json', 'text/csv']) {
        expect(await sees(child, stranger, path, accept)).toBe(false);
        if (!OPEN_TO_PAYERS.includes(path)) {
          expect(await sees(child, payer, path, accept)).toBe(false);
        }
      }
    }
    expect((await looksOf(child)).ofGuardians).toEqual([]);
  });
});

describe('the look-log of an account', () => {
  it('has one row of a hundred looks of a kind on a day, and that two seconds later', async () => {
    const { parent, child } = await family();
    const path = '/api/accounts/{accountId}/limits';
    const answers = Array.from({ length: 100 }, () => sees(child, parent, path));
    expect(new Set(await Promise.all(answers))).toEqual(new Set([true]));
    expect(await written(child)).toEqual([]);
    await scheduler.wait(2_500);
    const { guardianId } = parent;
    const row = { guardian_id: guardianId, kind: 'limits', day: today() };
    expect(await written(child)).toEqual([row]);
  });

  it('is written with the next entry, if that comes before', async () => {
    const { parent, child } = await family();
    expect(await sees(child, parent, '/api/accounts/{accountId}/cards')).toBe(true);
    expect(await written(child)).toEqual([]);
    acceptedValue(await counter.sellTo(child, [10_00]));
    expect(await written(child)).toMatchObject([{ kind: 'cards' }]);
  });

  it('has no second row of the day when the account comes back from disk', async () => {
    const { parent, child } = await family();
    const path = '/api/accounts/{accountId}';
    expect(await sees(child, parent, path)).toBe(true);
    await scheduler.wait(2_500);
    const first = await looksOf(child);
    expect(first.ofGuardians).toHaveLength(1);
    await evictDurableObject(account(child.accountId));
    expect(await sees(child, parent, path)).toBe(true);
    expect(await looksOf(child)).toEqual(first);
  });

  it('begins a new day at midnight in Copenhagen, and each guardian has rows of their own', async () => {
    const child = await club.registerChild(0);
    const other = newGuardianId();
    await linkGuardian(child.childId, other);
    const looks = async (by: GuardianId) =>
      acceptedValue(await account(child.accountId).childsCards({ by }));
    stopClockAt('2099-12-01T22:58:00Z');
    await looks(child.guardianId);
    stopClockAt('2099-12-01T22:59:00Z');
    await looks(other);
    stopClockAt('2099-12-01T23:01:00Z');
    await looks(child.guardianId);
    const { ofGuardians } = await looksOf(child, '2099-12-01', '2099-12-02');
    expect(ofGuardians.map(({ day, guardianId }) => [day, guardianId])).toEqual([
      ['2099-12-01', child.guardianId],
      ['2099-12-01', other],
      ['2099-12-02', child.guardianId],
    ]);
    expect((await looksOf(child, '2099-12-02')).ofGuardians).toHaveLength(1);
  });

  it('tells who looked, at tills and in the portal, those of this second too', async () => {
    const { parent, child } = await family();
    const { presentationId } = await counter.show(child);
    expect(await sees(child, parent, '/api/accounts/{accountId}')).toBe(true);
    const { operator, tillId } = counter.till;
    const { operatorId } = operator ?? {};
    expect(await looksOf(child)).toMatchObject({
      atTills: [{ kind: 'card', tillId, operatorId, presentationId }],
      ofGuardians: [{ kind: 'overview', guardianId: parent.guardianId }],
    });
    expect(await looksOf(child, '2026-01-01')).toEqual({ atTills: [], ofGuardians: [] });
  });

  it('is told for a year at most, and of no account that does not exist', async () => {
    const { child } = await family();
    const ask = (from: string, to: string) => account(child.accountId).looks({ from, to });
    expect(codeOf(await ask('2026-01-01', '2026-12-31'))).toBe('accepted');
    expect(codeOf(await ask('2026-01-01', '2027-01-02'))).toBe('period_too_long');
    expect(codeOf(await ask('2026-01-02', '2026-01-01'))).toBe('period_too_long');
    const nobodys = mintObjectId('a', '0165', env.EDGE_KEY) as AccountId;
    const unknown = await account(nobodys).looks({ from: today(), to: today() });
    expect(codeOf(unknown)).toBe('account_unknown');
  });

  it('is never changed and never shortened (I4)', async () => {
    const { parent, child } = await family();
    expect(await sees(child, parent, '/api/accounts/{accountId}')).toBe(true);
    expect((await looksOf(child)).ofGuardians).toHaveLength(1);
    for (const change of ['UPDATE guardian_look SET at = 1', 'DELETE FROM guardian_look']) {
      await expect(query(account(child.accountId), change)).rejects.toThrow(/I4/);
    }
  });
});
