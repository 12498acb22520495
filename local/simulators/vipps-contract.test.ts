// What only MobilePay has: an app in which the customer decides, charges of a later day, a reservation before the
// money, a list of the day, a token that ends.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ContractWorld } from './testing/contract-world.ts';
import { PHONES } from './vipps-phones.ts';
import { copenhagenDay } from './vipps-state.ts';

const DAY_MS = 86_400_000;

let world: ContractWorld;
beforeEach(async () => {
  world = await ContractWorld.start('mobilepay');
});
afterEach(() => world.stop());

async function agreementState(agreementId: string, reference: string) {
  const question = { reference, handle: null, agreementId, firstChargeOre: null };
  return world.provider.askForAgreement(question);
}

async function agreed(payer: string = PHONES.good) {
  const request = world.agreement();
  const started = await world.provider.startAgreement(request);
  if (started.kind !== 'redirect') throw new Error(started.kind);
  await world.act(started.address, 'approve', payer);
  return { agreementId: started.handle, reference: request.reference };
}

test.each([
  ['must act in the app', PHONES.mustActInApp, 'needs_customer', 'act_in_app'],
  ['has a limit that is too low', PHONES.limitTooLow, 'needs_customer', 'amount_above_own_limit'],
  ['meets a technical error', PHONES.technicalError, 'declined_soft', 'technical'],
])('a charge on a customer who %s takes nothing and says why', async (_, phone, kind, because) => {
  const charge = world.charge(await world.agree(phone));
  expect(await world.chargeAndAsk(charge)).toMatchObject({ kind, because });
  expect(await world.takenOre()).toBe(0);
});

describe('a payment', () => {
  test.each([
    ['declines', 'decline', PHONES.good],
    ['goes back', 'cancel', PHONES.good],
    ['declines in the app', 'approve', PHONES.aborts],
  ] as const)('is cancelled when the customer %s', async (_, action, phone) => {
    const { address, question } = await world.begin(world.payment());
    await world.act(address, action, phone);
    expect(await world.provider.askForPayment(question)).toEqual({
      ...{ kind: 'cancelled', because: 'by_customer' },
    });
  });

  test('expires when nobody acts on it', async () => {
    const { question } = await world.begin(world.payment());
    await world.advance(11 * 60_000);
    expect(await world.provider.askForPayment(question)).toEqual({
      ...{ kind: 'cancelled', because: 'expired' },
    });
  });

  test('begun twice under one reference leads to one page', async () => {
    const payment = world.payment();
    const first = await world.begin(payment);
    expect(await world.begin(payment)).toEqual(first);
  });

  test('that is no longer wanted gives its reservation back untaken', async () => {
    const { address, question } = await world.begin(world.payment());
    await world.act(address, 'approve');
    const released = { ...question, whenReserved: 'release' } as const;
    expect(await world.provider.askForPayment(released)).toEqual({
      ...{ kind: 'cancelled', because: 'by_us' },
    });
    expect(await world.takenOre()).toBe(0);
  });

  test('whose webhook never comes is found by asking', async () => {
    const { address, question } = await world.begin(world.payment());
    await world.act(address, 'approve', PHONES.webhookNever);
    expect((await world.provider.askForPayment(question)).kind).toBe('captured');
  });
});

describe('an agreement', () => {
  test('that the customer declines was never approved', async () => {
    const { agreementId, reference } = await agreed(PHONES.aborts);
    expect(await agreementState(agreementId, reference)).toEqual({
      ...{ kind: 'ended', because: 'not_approved', reference },
    });
  });

  test('that nobody answers expires', async () => {
    const request = world.agreement();
    const started = await world.provider.startAgreement(request);
    if (started.kind !== 'redirect') throw new Error(started.kind);
    await world.advance(11 * 60_000);
    const outcome = await agreementState(started.handle, request.reference);
    expect(outcome).toMatchObject({ kind: 'ended', because: 'not_approved' });
  });

  test('stopped in the app is told by a webhook, and a charge on it needs the customer', async () => {
    const { agreementId, reference } = await agreed();
    expect(await world.controlPage()).toContain(`value="${agreementId}"`);
    await world.control('acts/stop_agreement', { id: agreementId });
    expect(await world.controlPage()).not.toContain(`value="${agreementId}"`);
    expect(world.received.map(({ nudge }) => nudge)).toContainEqual({
      ...{ about: 'agreement', agreementId, eventName: 'recurring.agreement-stopped.v1' },
    });
    // The webhook names the agreement alone; the provider says whose it is.
    const question = { reference: null, handle: null, agreementId, firstChargeOre: null };
    expect(await world.provider.askForAgreement(question)).toEqual({
      ...{ kind: 'ended', because: 'stopped', reference },
    });
    expect(await world.provider.chargeAgreement(world.charge(agreementId))).toMatchObject({
      ...{ kind: 'needs_customer', because: 'agreement_stopped' },
    });
    expect(await world.takenOre()).toBe(0);
  });

  test('of a customer who stops it after the first charge serves once', async () => {
    const agreementId = await world.agree(PHONES.stopsAgreementLater);
    expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('captured');
    expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('needs_customer');
  });

  test('shows what the customer allows, and a charge above both ceilings is not made', async () => {
    const { agreementId, reference } = await agreed();
    expect(await agreementState(agreementId, reference)).toMatchObject({
      customersMostOre: 40_000,
    });
    const tooMuch = await world.chargeAndAsk(world.charge(agreementId, 40_001));
    expect(tooMuch).toMatchObject({ kind: 'needs_customer', because: 'amount_above_own_limit' });
    await world.control('acts/lower_own_limit', { id: agreementId });
    const aboveOwn = await world.chargeAndAsk(world.charge(agreementId));
    expect(aboveOwn).toMatchObject({ kind: 'needs_customer', because: 'amount_above_own_limit' });
  });
});

describe('a charge of a later day', () => {
  const later = (days: number) => ({
    when: { day: copenhagenDay(Date.now() + days * DAY_MS), retryDays: 2 },
  });

  test('is pending until its day, then captured once', async () => {
    const charge = { ...world.charge(await world.agree()), ...later(2) };
    const question = world.question(charge, null);
    expect((await world.provider.chargeAgreement(charge)).kind).toBe('pending');
    await world.advance(DAY_MS / 2);
    expect((await world.provider.askForCharge(question)).kind).toBe('pending');
    await world.advance(3 * DAY_MS);
    expect((await world.provider.askForCharge(question)).kind).toBe('captured');
    expect(await world.takenOre()).toBe(10_000);
  });

  test('can be taken back before it, and not after', async () => {
    const agreementId = await world.agree();
    const early = { ...world.charge(agreementId), ...later(2) };
    await world.provider.chargeAgreement(early);
    const cancelled = await world.provider.cancelCharge(world.question(early, null));
    expect(cancelled).toEqual({ kind: 'cancelled', because: 'by_us' });
    const late = { ...world.charge(agreementId), ...later(2) };
    await world.provider.chargeAgreement(late);
    await world.advance(4 * DAY_MS);
    const tooLate = await world.provider.cancelCharge(world.question(late, null));
    expect(tooLate).toMatchObject({ kind: 'captured', amountOre: 10_000 });
  });

  test('is refused for today', async () => {
    const charge = { ...world.charge(await world.agree()), ...later(0) };
    expect(await world.provider.chargeAgreement(charge)).toMatchObject({
      ...{ kind: 'refused', status: 400 },
    });
  });
});

test('the day’s list holds every movement on all its pages, when the day is over', async () => {
  const today = copenhagenDay(Date.now());
  expect(await world.provider.listDay(today)).toEqual({ kind: 'not_closed_yet' });
  const agreementId = await world.agree();
  const charges = Array.from({ length: 21 }, () => world.charge(agreementId));
  for (const charge of charges) await world.chargeAndAsk(charge);
  const [first] = charges;
  if (first === undefined) throw new Error('no charge');
  await world.control('acts/refund_in_portal', { id: first.reference });
  await world.control('acts/dispute', { id: first.reference });
  await world.advance(DAY_MS);
  const list = await world.provider.listDay(today);
  if (list.kind !== 'listed') throw new Error(list.kind);
  const captured = list.entries.filter(({ kind }) => kind === 'captured');
  expect(captured.map(({ reference }) => reference)).toEqual(charges.map((one) => one.reference));
  expect(captured.every(({ amountOre }) => amountOre === 10_000)).toBe(true);
  const others = list.entries.filter(({ kind }) => kind !== 'captured');
  expect(others).toMatchObject([
    { kind: 'refunded', reference: first.reference, amountOre: 10_000 },
    { kind: 'dispute_withheld', reference: first.reference, amountOre: 10_000 },
  ]);
  // A dispute has its capture's id, and is told from another of it by its time.
  expect(others[1]?.movementId.startsWith(`${captured[0]?.movementId}:`)).toBe(true);
  expect(list.odd).toEqual([]);
});

test('a token that ended is replaced and nobody notices', async () => {
  const agreementId = await world.agree();
  await world.advance(2 * 3_600_000);
  expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('captured');
});

test('a restarted simulator knows its payments', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(join(tmpdir(), 'klubkort-simulator-'));
  const statePath = join(folder, 'mobilepay.json');
  const before = await ContractWorld.start('mobilepay', { statePath });
  const { address, question } = await before.begin(before.payment());
  await before.act(address, 'approve');
  await before.stop();
  const after = await ContractWorld.start('mobilepay', { statePath });
  expect((await after.provider.askForPayment(question)).kind).toBe('captured');
  await after.stop();
  rmSync(folder, { recursive: true });
});

test('a simulator that forgot everything gives no id a second time', async () => {
  const ids = new Set<string>();
  for (let time = 0; time < 2; time++) {
    const fresh = await ContractWorld.start('mobilepay');
    ids.add(await fresh.agree());
    await fresh.stop();
  }
  expect(ids.size).toBe(2);
});
