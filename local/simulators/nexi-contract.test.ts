// What only Nexi has: cards that expire, an issuer's codes, a page that can be tried twice.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEXI_CARDS } from './nexi-cards.ts';
import { ContractWorld } from './testing/contract-world.ts';

let world: ContractWorld;
beforeEach(async () => {
  world = await ContractWorld.start('nexi');
});
afterEach(() => world.stop());

const declined = (kind: string, because: string, code: string) => ({ kind, because, code });

test.each([
  ['has no funds', NEXI_CARDS.noFundsLater, declined('declined_soft', 'insufficient_funds', '51')],
  ['is expired', NEXI_CARDS.expiredLater, declined('declined_hard', 'card_expired', '54')],
  [
    'wants its owner',
    NEXI_CARDS.authenticationLater,
    declined('needs_customer', 'authentication', '1A'),
  ],
  [
    'has an issuer that is down',
    NEXI_CARDS.issuerDownLater,
    declined('declined_soft', 'issuer_unavailable', '91'),
  ],
  [
    'was reported stolen',
    NEXI_CARDS.stolenLater,
    declined('declined_hard', 'card_lost_or_stolen', '43'),
  ],
])('a charge on a card that %s takes nothing and says why', async (_, card, outcome) => {
  const charge = world.charge(await world.agree(card));
  expect(await world.chargeAndAsk(charge)).toEqual(outcome);
  expect(await world.takenOre()).toBe(0);
});

test('a card declined on the page may be followed by another', async () => {
  const { address, question } = await world.begin(world.payment());
  await world.act(address, 'approve', NEXI_CARDS.declinedAtPage);
  expect((await world.provider.askForPayment(question)).kind).toBe('pending');
  await world.act(address, 'approve');
  expect((await world.provider.askForPayment(question)).kind).toBe('captured');
});

describe('a stored card', () => {
  async function look(agreementId: string) {
    const question = { reference: '', handle: null, agreementId, firstChargeOre: null };
    return world.provider.askForAgreement(question);
  }

  test('shows its last digits and the month it ends with', async () => {
    const now = new Date();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
    const outcome = await look(await world.agree(NEXI_CARDS.endsNextMonth));
    expect(outcome).toMatchObject({
      kind: 'active',
      method: {
        ...{ label: 'Visa', lastDigits: '0085' },
        expiresAtEndOf: next.toISOString().slice(0, 7),
      },
    });
  });

  test('is declined for good when its month is over', async () => {
    const agreementId = await world.agree(NEXI_CARDS.endsNextMonth);
    await world.advance(70 * 86_400_000);
    const outcome = await world.chargeAndAsk(world.charge(agreementId));
    expect(outcome).toMatchObject({ kind: 'declined_hard', because: 'card_expired' });
  });

  test('that holds one charge more is without funds at the next', async () => {
    const agreementId = await world.agree(NEXI_CARDS.noFundsAfterFirst);
    expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('captured');
    const next = await world.chargeAndAsk(world.charge(agreementId));
    expect(next).toMatchObject({ kind: 'declined_soft', because: 'insufficient_funds' });
  });

  test('can be chosen on the control page by its digits', async () => {
    expect(await world.controlPage()).not.toContain('400000******0085');
    const agreementId = await world.agree(NEXI_CARDS.endsNextMonth);
    const page = await world.controlPage();
    expect(page).toContain('400000******0085');
    expect(page).toContain(`value="${agreementId}"`);
  });

  test('is renewed under the same id, and serves again', async () => {
    const agreementId = await world.agree();
    await world.control('acts/expire_card', { id: agreementId });
    expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('declined_hard');
    const request = { ...world.agreement(), renewsAgreementId: agreementId };
    const started = await world.provider.startAgreement(request);
    if (started.kind !== 'redirect') throw new Error(started.kind);
    await world.act(started.address, 'approve');
    const { reference } = request;
    const renewed = await world.provider.askForAgreement({
      ...{ reference, handle: started.handle, agreementId: null, firstChargeOre: null },
    });
    expect(renewed).toMatchObject({ kind: 'active', agreementId });
    expect((await world.chargeAndAsk(world.charge(agreementId))).kind).toBe('captured');
  });

  test('that is not known is not found', async () => {
    expect(await look('5aaa')).toEqual({ kind: 'not_found' });
  });
});

test('a payment that somebody charged twice in the portal is a person’s to look at', async () => {
  const { address, question } = await world.begin(world.payment());
  await world.act(address, 'approve');
  const id = (question.handle ?? '').replace('payment:', '');
  await world.control('acts/charge_twice', { id });
  expect(await world.provider.askForPayment(question)).toEqual({
    ...{ kind: 'mismatch', because: 'several_charges' },
  });
});

test('a charge for a later day is refused, since the vendor documents none', async () => {
  const charge = world.charge(await world.agree());
  const later = { ...charge, when: { day: '2030-01-01', retryDays: 2 } };
  expect(await world.provider.chargeAgreement(later)).toMatchObject({ kind: 'refused' });
  expect(world.provider.takesLaterDays).toBe(false);
});

test('a day’s list is not offered', async () => {
  expect(await world.provider.listDay('2026-11-20')).toEqual({ kind: 'not_offered' });
});

test('a payer with a name and an address is handed on as the vendor wants it', async () => {
  const payer = { firstName: 'Prøve', lastName: 'Testesen', email: 'proeve@example.org' };
  const started = await world.provider.startPayment({ ...world.payment(), payer });
  expect(started.kind).toBe('redirect');
});

test('the page is asked for in the parent’s language', async () => {
  const started = await world.provider.startPayment({ ...world.payment(), language: 'en' });
  if (started.kind !== 'redirect') throw new Error(started.kind);
  const text = await (await fetch(started.address)).text();
  expect(text).toContain('<html lang="en">');
  expect(text).toContain('Pay by card');
});
