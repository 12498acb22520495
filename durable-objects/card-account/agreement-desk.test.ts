// A rule's agreement with a provider that shows its cards, over the years: asked for each month, warned of once,
// renewed under its own id. Against a provider that answers as the test says.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import type { AgreementOutcome, PaymentProvider, Started } from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { BELOW_50 } from '../testing/auto-top-ups.ts';
import { account, SeededClub } from '../testing/seeded-club.ts';
import { runningClock } from '../testing/top-ups.ts';
import { AgreementDesk } from './agreement-desk.ts';
import { AgreementStore } from './agreement-store.ts';
import { AutoTopUpStore } from './auto-top-up-store.ts';
import { TopUpStore } from './top-up-store.ts';

const DAY_MS = 86_400_000;
const NUMBER = 1;
const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(() => {
  vi.restoreAllMocks();
});

type Said = { outcome: AgreementOutcome; closed: AgreementOutcome; started: Started };

function active(expiresAtEndOf: string): AgreementOutcome {
  return {
    ...{ kind: 'active', agreementId: 'sub-1', reference: null, customersMostOre: null },
    ...{ method: { label: 'Visa', lastDigits: '1111', expiresAtEndOf }, firstCharge: null },
  };
}

/** An agreement that waits, at a provider of that name. */
async function withDesk(
  work: (world: {
    desk: AgreementDesk;
    store: AgreementStore;
    said: Said;
    told: string[];
    calls: string[];
    pass(durationMs: number): void;
  }) => Promise<void>,
): Promise<void> {
  const { accountId } = await club.registerChild(10_00);
  const clock = runningClock();
  await runInDurableObject(account(accountId), async (_, ctx) => {
    const { sql } = ctx.storage;
    const store = new AgreementStore(sql);
    const calls: string[] = [];
    const told: string[] = [];
    const said: Said = {
      outcome: { kind: 'pending' },
      closed: { kind: 'ended', because: 'not_approved', reference: null },
      started: { kind: 'redirect', address: 'https://page.example/', handle: 'payment:1' },
    };
    const answer = <Value>(call: string, value: () => Value) => {
      return async (question?: { agreementId?: string | null }) => {
        calls.push(question?.agreementId ? `${call} ${question.agreementId}` : call);
        return value();
      };
    };
    const provider = {
      ...{ name: 'nexi', takesLaterDays: false, showsCardExpiry: true },
      startAgreement: answer('start', () => said.started),
      askForAgreement: answer('ask', () => said.outcome),
      abandonAgreement: answer('abandon', () => said.closed),
      stopAgreement: answer('stop', () => ({ kind: 'stopped', where: 'here' })),
    } as unknown as PaymentProvider;
    const desk = new AgreementDesk(ctx, store, {
      attempts: new TopUpStore(sql),
      consentVersion: () => 'auto-top-up-2',
      providers: () => new Map([['nexi', provider]]) as unknown as PaymentProviders,
      askForFirst: async () => undefined,
      approved: () => told.push('approved') > 0,
      notApproved: (__, because) => told.push(`not approved: ${because}`),
      stoppedByCustomer: () => told.push('stopped'),
      endsSoon: (__, method) => told.push(`ends ${method.expiresAtEndOf}`),
      committed: () => undefined,
      freezeOn: (error) => {
        throw error;
      },
    });
    const rule = {
      ruleId: crypto.randomUUID() as AutoTopUpId,
      guardianId: 'guardian' as never,
    };
    const consent = { version: 'auto-top-up-2', language: 'da', wording: 'ja' } as const;
    const consentNumber = new AutoTopUpStore(sql).insertConsent(rule, consent, BELOW_50, 1);
    store.insert({
      ...{ number: NUMBER, reference: `${accountId}1`, ruleId: rule.ruleId, provider: 'nexi' },
      ...{ terms: BELOW_50, consentNumber, firstTopUpOre: null, renewsAgreementId: null },
      ...{ returnAddress: 'https://k.example/', manageAddress: 'https://k.example/' },
      ...{ language: 'da', since: Date.now(), nextAskAt: Date.now() + 5_000 },
    });
    await desk.begin(NUMBER);
    await work({ desk, store, said, told, calls, pass: (durationMs) => clock.pass(durationMs) });
    sql.exec('DELETE FROM agreement');
  });
}

/** YYYY-MM, that many months from the clock's own. */
function monthFromNow(months: number): string {
  const now = new Date(Date.now());
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15))
    .toISOString()
    .slice(0, 7);
}

test('a card is asked for each month, and its end is told once, thirty days ahead', async () => {
  await withDesk(async ({ desk, store, said, told, calls, pass }) => {
    const ends = monthFromNow(3);
    said.outcome = active(ends);
    await desk.askOnce(NUMBER);
    expect(told).toEqual(['approved']);
    expect(store.agreement(NUMBER)?.method).toMatchObject({ lastDigits: '1111' });
    const endsAt = Date.parse(`${monthAfter(ends)}-01T00:00:00Z`);
    let asked = 0;
    while (Date.now() < endsAt) {
      pass(DAY_MS);
      const before = calls.length;
      await desk.askDue();
      asked += calls.length - before;
      const isTold = told.includes(`ends ${ends}`);
      const daysLeft = (endsAt - Date.now()) / DAY_MS;
      if (daysLeft > 30.2) expect(isTold).toBe(false);
      if (daysLeft < 28) expect(isTold).toBe(true);
    }
    expect(told.filter((one) => one === `ends ${ends}`)).toHaveLength(1);
    // Some four months, and the day from which it is told.
    expect(asked).toBeLessThanOrEqual(6);
    said.outcome = active(monthFromNow(24));
    pass(31 * DAY_MS);
    await desk.askDue();
    expect(told).toHaveLength(2);
  });
});

test('a card that ends soon is told of when it is approved', async () => {
  await withDesk(async ({ desk, said, told }) => {
    said.outcome = active(monthFromNow(0));
    await desk.askOnce(NUMBER);
    expect(told).toEqual(['approved', `ends ${monthFromNow(0)}`]);
    await desk.askOnce(NUMBER);
    expect(told).toHaveLength(2);
  });
});

test('a page that nobody finished is closed at the provider after the hour', async () => {
  await withDesk(async ({ desk, store, said, told, calls, pass }) => {
    await desk.askOnce(NUMBER);
    expect(calls).toEqual(['start', 'ask']);
    pass(3_600_000);
    said.closed = { kind: 'unknown', because: 'timeout' };
    await desk.askDue();
    expect(store.agreement(NUMBER)?.state).toBe('waiting');
    said.closed = { kind: 'ended', because: 'not_approved', reference: null };
    pass(DAY_MS);
    await desk.askDue();
    expect(calls.at(-1)).toBe('abandon');
    expect(told).toEqual(['not approved: not_approved']);
    expect(store.agreement(NUMBER)).toMatchObject({ state: 'ended', nextAskAt: null });
  });
});

test('one that was approved when it was to be closed is stopped', async () => {
  await withDesk(async ({ desk, store, said, told, calls, pass }) => {
    store.putStopping(NUMBER, null, Date.now());
    said.closed = active(monthFromNow(24));
    await desk.askDue();
    pass(DAY_MS);
    await desk.askDue();
    expect(calls).toEqual(['start', 'abandon', 'stop']);
    expect(store.agreement(NUMBER)).toMatchObject({ state: 'ended', because: 'by_us' });
    expect(told).toEqual([]);
    // Some providers tell of such a one for ever: it does not come back.
    said.outcome = active(monthFromNow(24));
    await desk.askOnce(NUMBER);
    expect(store.agreement(NUMBER)?.state).toBe('ended');
  });
});

test('one that its customer stopped is told of once', async () => {
  await withDesk(async ({ desk, store, said, told }) => {
    said.outcome = active(monthFromNow(24));
    await desk.askOnce(NUMBER);
    said.outcome = { kind: 'ended', because: 'stopped', reference: null };
    await desk.askOnce(NUMBER);
    await desk.askOnce(NUMBER);
    expect(told).toEqual(['approved', 'stopped']);
    expect(store.agreement(NUMBER)?.state).toBe('ended');
  });
});

test('a provider that refuses to begin is said to be the cause', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await withDesk(async ({ desk, store, said, told }) => {
    store.end(NUMBER, 'a test', Date.now());
    const again = store.agreement(NUMBER);
    if (again === null) throw new Error('there is no agreement');
    store.insert({ ...again, number: 2, reference: `${again.reference}2`, nextAskAt: Date.now() });
    said.started = { kind: 'refused', status: 401, because: 'no such key' };
    await desk.begin(2);
    expect(told).toEqual(['not approved: provider_refused']);
    expect(store.agreement(2)).toMatchObject({ state: 'ended', because: 'provider_refused' });
  });
});

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 15)).toISOString().slice(0, 7);
}
