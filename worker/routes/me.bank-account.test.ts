import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import { Me } from '../../contracts/me.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { kindsOf } from '../../durable-objects/testing/inbox-of.ts';
import { mailsTo } from '../testing/outside.ts';
import { guardianObject, meOf, mustPutMine, putMine } from '../testing/own-details.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { problemCode } from '../testing/test-till.ts';

afterEach(runClock);

describe('the bank account', () => {
  const ACCOUNT = { registrationNumber: '1234', accountNumber: '1234567' };

  it('asks for a login of the last five minutes', async () => {
    const now = Date.now();
    const stale = await openGuardian({ authenticatedAt: now - 5 * 60_000 - 1_000 });
    expect(await problemCode(await putMine(stale, 'bank-account', ACCOUNT))).toBe(
      'fresh_login_required',
    );
    const fresh = await openGuardian({ authenticatedAt: now - 4 * 60_000 });
    expect((await putMine(fresh, 'bank-account', ACCOUNT)).status).toBe(200);
  });

  it('holds payouts for a day after each change; the same account again changes nothing', async () => {
    stopClockAt('2026-11-24T10:00:00.000Z');
    const guardian = await openGuardian();
    const first = await mustPutMine(guardian, 'bank-account', ACCOUNT);
    expect(first.bankAccount).toEqual({
      masked: '1234 ······4567',
      changedAt: '2026-11-24T10:00:00.000Z',
    });
    expect(first.payoutsHeldUntil).toBe('2026-11-25T10:00:00.000Z');
    stopClockAt('2026-11-24T10:04:00.000Z');
    const again = await mustPutMine(guardian, 'bank-account', ACCOUNT);
    expect(again).toMatchObject({
      bankAccount: first.bankAccount,
      payoutsHeldUntil: first.payoutsHeldUntil,
    });
    expect(await kindsOf(guardian.guardianId)).toEqual(['bank_account_changed']);
    stopClockAt('2026-11-25T10:00:00.000Z');
    const nextDay = await openGuardian({ guardianId: guardian.guardianId });
    expect((await meOf(nextDay)).payoutsHeldUntil).toBeNull();
  });

  it('is removed as it is changed: after a login just now, told on the old channel, payouts held for a day', async () => {
    stopClockAt('2026-11-24T10:00:00.000Z');
    const guardian = await openGuardian();
    const address = await confirmEmail(guardian);
    const remove = (by: TestGuardian) => by.request('/api/me/bank-account', { method: 'DELETE' });
    const none = Me.parse(await (await remove(guardian)).json());
    expect(none).toMatchObject({ bankAccount: null, payoutsHeldUntil: null });
    await mustPutMine(guardian, 'bank-account', ACCOUNT);
    stopClockAt('2026-11-26T10:00:00.000Z');
    const { guardianId } = guardian;
    const stale = await openGuardian({
      ...{ guardianId, authenticatedAt: Date.now() - 5 * 60_000 - 1_000 },
    });
    expect(await problemCode(await remove(stale))).toBe('fresh_login_required');
    expect((await meOf(stale)).bankAccount).not.toBeNull();
    const fresh = await openGuardian({ guardianId });
    for (let again = 0; again < 2; again++) {
      expect(Me.parse(await (await remove(fresh)).json())).toMatchObject({
        bankAccount: null,
        payoutsHeldUntil: '2026-11-27T10:00:00.000Z',
      });
      stopClockAt('2026-11-26T10:01:00.000Z');
    }
    expect(await kindsOf(guardianId)).toEqual(['bank_account_changed', 'bank_account_changed']);
    await runDurableObjectAlarm(guardianObject(guardian));
    const mails = await mailsTo(address);
    const warnings = mails.filter(({ subject }) => subject.startsWith('Dine oplysninger'));
    expect(warnings).toHaveLength(2);
    await mustPutMine(fresh, 'bank-account', ACCOUNT);
    expect((await meOf(fresh)).bankAccount?.masked).toBe('1234 ······4567');
  });

  it('tells the open portal and the address in use, also in the quiet time and with e-mail switched off', async () => {
    stopClockAt('2026-11-24T22:00:00.000Z');
    const guardian = await openGuardian();
    const address = await confirmEmail(guardian);
    const quiet = { from: '21:00', until: '07:00' };
    const body = { push: false, email: false, quiet, levels: [] };
    await putMine(guardian, 'notices', body, { 'if-match': '"0"' });
    const portal = await TestPortal.open(guardian);
    await mustPutMine(guardian, 'bank-account', ACCOUNT);
    const { message } = await portal.hear('message');
    expect(message).toMatchObject({ accountId: null, content: { kind: 'bank_account_changed' } });
    await runDurableObjectAlarm(guardianObject(guardian));
    const mails = await mailsTo(address);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Bekræft din e-mailadresse',
      'Dine oplysninger på Kortportalen er ændret',
    ]);
  });
});
