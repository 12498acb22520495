// Automatic top-up through both providers' simulators and the portal's own routes: set up, due at a purchase, paid,
// declined, mended with one button. Their cards and phones say what becomes of a charge.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  AutoTopUpRule,
  AutoTopUps,
  CONSENT_VERSION,
  consentWording,
} from '../contracts/auto-top-ups.ts';
import { ore } from '../contracts/ore.ts';
import { purseOf } from '../durable-objects/testing/card-orders.ts';
import { acceptedValue, Counter } from '../durable-objects/testing/counter.ts';
import { account, SeededClub, type TestChild } from '../durable-objects/testing/seeded-club.ts';
import { endObject, ring, runningClock } from '../durable-objects/testing/top-ups.ts';
import { actOnPage, type Way } from './testing/payers-hand.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';

const WAYS: readonly Way[] = ['nexi', 'mobilepay'];
const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());

interface Family {
  readonly child: TestChild;
  readonly parent: TestGuardian;
  readonly ruleId: string;
  readonly way: Way;
}

async function family(way: Way, balanceOre = 60_00): Promise<Family> {
  const child = await club.registerChild(balanceOre);
  const parent = await openGuardian(child);
  return { child, parent, ruleId: crypto.randomUUID(), way };
}

const pathOf = ({ child, ruleId }: Family) =>
  `/api/accounts/${child.accountId}/auto-top-ups/${ruleId}`;

async function put(one: Family, firstTopUpOre: number | null = null): Promise<AutoTopUpRule> {
  const terms = {
    ...{ belowOre: ore(50_00), dayOfMonth: null, amountOre: ore(100_00) },
    ...{ mostPerMonthOre: ore(400_00), provider: one.way },
  };
  const consent = {
    version: CONSENT_VERSION,
    language: 'da',
    wording: consentWording(terms, 'da'),
  };
  const response = await one.parent.request(pathOf(one), {
    method: 'PUT',
    headers: { 'if-match': '"0"' },
    body: { terms, consent, firstTopUpOre, language: 'da' },
  });
  expect(response.status).toBe(200);
  return AutoTopUpRule.parse(await response.json());
}

async function seen({ child, parent }: Family): Promise<AutoTopUpRule> {
  const response = await parent.request(`/api/accounts/${child.accountId}/auto-top-ups`);
  const [rule] = AutoTopUps.parse(await response.json()).rules;
  if (rule === undefined) throw new Error('there is no rule');
  return rule;
}

/** Set up with that card or phone, as the page asks for it. */
async function inForce(one: Family, method?: string, firstTopUpOre: number | null = null) {
  const { approval } = await put(one, firstTopUpOre);
  await actOnPage(one.way, approval?.address ?? '', 'approve', method);
  expect((await seen(one)).state).toBe('active');
}

async function mend(one: Family, wanted: 'new_method' | null = null): Promise<AutoTopUpRule> {
  const response = await one.parent.request(`${pathOf(one)}/mendings/${crypto.randomUUID()}`, {
    ...{ method: 'PUT', body: { wanted, language: 'da' } },
  });
  expect(response.status).toBe(200);
  return AutoTopUpRule.parse(await response.json());
}

async function buy({ child }: Family, amountOre: number): Promise<void> {
  acceptedValue(await counter.sellTo(child, [amountOre]));
}

async function purseBecomes({ child }: Family, amountOre: number): Promise<void> {
  await vi.waitFor(async () => expect(await purseOf(child)).toBe(amountOre), { timeout: 5_000 });
}

async function outage(body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch('https://nexi.example/simulator/outage', init);
  await response.arrayBuffer();
  expect(response.status).toBeLessThan(400);
}

describe.each(WAYS)('automatic top-up by %s', (way) => {
  it('is paid by itself at the purchase that crosses the threshold', async () => {
    const one = await family(way);
    await inForce(one);
    await buy(one, 20_00);
    await purseBecomes(one, 140_00);
    expect(await seen(one)).toMatchObject({
      ...{ state: 'active', thisMonthOre: 100_00 },
      lastRun: { state: 'credited', amountOre: 100_00, provider: way },
    });
  });

  it('takes the first payment in the same step', async () => {
    const one = await family(way, 0);
    await inForce(one, undefined, 50_00);
    await purseBecomes(one, 50_00);
    await buy(one, 10_00);
    await purseBecomes(one, 140_00);
  });

  it('that is not approved can be approved by the one button', async () => {
    const one = await family(way);
    const { approval } = await put(one);
    await actOnPage(way, approval?.address ?? '', way === 'nexi' ? 'cancel' : 'decline');
    // Nexi lets its page stand: it is closed when the hour is over.
    const state = way === 'nexi' ? 'waiting' : 'paused';
    expect((await seen(one)).state).toBe(state);
    if (way === 'nexi') return;
    const mended = await mend(one);
    await actOnPage(way, mended.approval?.address ?? '');
    expect((await seen(one)).state).toBe('active');
  });

  it('is stopped when it is deleted, and charges no more', async () => {
    const one = await family(way);
    await inForce(one);
    const gone = await one.parent.request(pathOf(one), { method: 'DELETE', body: {} });
    expect(gone.status).toBe(200);
    await buy(one, 20_00);
    await runDurableObjectAlarm(account(one.child.accountId));
    expect(await purseOf(one.child)).toBe(40_00);
  });

  it('whose method is refused for good is paused, says why, and is mended with another', async () => {
    const one = await family(way);
    // Ends when it is charged without its owner, and stops after its first charge.
    await inForce(one, way === 'nexi' ? '4000000000000010' : '4500003333');
    await buy(one, 20_00);
    if (way === 'mobilepay') {
      await purseBecomes(one, 140_00);
      await buy(one, 100_00);
    }
    await vi.waitFor(async () => expect((await seen(one)).state).toBe('paused'), {
      timeout: 5_000,
    });
    expect(await seen(one)).toMatchObject({
      ...{ mend: 'new_method', lastRun: { state: 'declined' } },
      pausedBecause: way === 'nexi' ? 'card_expired' : 'agreement_stopped',
    });
    const mended = await mend(one);
    expect(mended.state).toBe('paused');
    await actOnPage(way, mended.approval?.address ?? '');
    await vi.waitFor(async () => expect((await seen(one)).state).toBe('active'));
    await purseBecomes(one, 140_00);
  });

  it('that fails for now is tried again, at once by the one button', async () => {
    const one = await family(way);
    await inForce(one, way === 'nexi' ? '4000000000000002' : '4500007777');
    await buy(one, 20_00);
    await vi.waitFor(async () => expect((await seen(one)).hindrance).toBe('retry_later'), {
      timeout: 5_000,
    });
    expect(await seen(one)).toMatchObject({
      ...{ state: 'active', mend: 'try_again', nextTryAt: expect.any(String) },
      lastRun: {
        state: 'declined',
        because: way === 'nexi' ? 'insufficient_funds' : 'provider_trouble',
      },
    });
    await mend(one);
    await vi.waitFor(async () => {
      const attempts = await account(one.child.accountId).topUpAttempts();
      expect(attempts.map(({ state }) => state)).toEqual(['declined', 'declined']);
    });
  });
});

it('a charge at Nexi whose answer was lost, and whose rule was deleted then, is left to a person', async () => {
  const one = await family('nexi');
  await inForce(one);
  await outage({ mode: 'error', path: '/v1/unscheduledsubscriptions/charges' });
  await buy(one, 20_00);
  const run = async () => (await account(one.child.accountId).topUpAttempts())[0];
  await vi.waitFor(async () => expect((await run())?.state).toBe('waiting'));
  const gone = await one.parent.request(pathOf(one), { method: 'DELETE', body: {} });
  expect(gone.status).toBe(200);
  await endObject(one.child);
  await outage({ mode: 'none' });
  const clock = runningClock();
  clock.pass(3_600_000);
  await ring(one.child);
  expect(await run()).toMatchObject({ state: 'waiting', handle: null, needsPerson: false });
  clock.pass(86_400_000);
  await ring(one.child);
  expect(await run()).toMatchObject({ needsPerson: true, nextAskAt: null });
  expect(await purseOf(one.child)).toBe(40_00);
  vi.restoreAllMocks();
});

it('a card that ends next month is shown to end soon, and MobilePay shows none', async () => {
  const one = await family('nexi');
  await inForce(one, '4000000000000085');
  expect((await seen(one)).method).toMatchObject({ lastDigits: '0085' });
  const other = await family('mobilepay');
  await inForce(other);
  expect((await seen(other)).method).toBeNull();
});
