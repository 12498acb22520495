import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Me, READER_HEADER } from '../../contracts/me.ts';
import type { Problem } from '../../contracts/problems.ts';
import { Municipality } from '../../durable-objects/municipality/municipality.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { kindsOf } from '../../durable-objects/testing/inbox-of.ts';
import { everyStoredValue } from '../../durable-objects/testing/stored-rows.ts';
import { edge } from '../testing/edge.ts';
import { mailsTo } from '../testing/outside.ts';
import { UNREACHABLE } from '../testing/outside-world.ts';
import { codeSentTo, confirmEmail, newAddress } from '../testing/own-email.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { problemCode } from '../testing/test-till.ts';

afterEach(runClock);

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

async function meOf(guardian: TestGuardian): Promise<Me> {
  return Me.parse(await (await guardian.request('/api/me')).json());
}

function put(guardian: TestGuardian, path: string, body: unknown, headers = {}) {
  return guardian.request(`/api/me/${path}`, { method: 'PUT', body, headers });
}

async function mustPut(guardian: TestGuardian, path: string, body: unknown): Promise<Me> {
  const response = await put(guardian, path, body);
  expect(response.status).toBe(200);
  return Me.parse(await response.json());
}

describe('own details', () => {
  it('are few at first', async () => {
    const guardian = await openGuardian();
    expect(await meOf(guardian)).toMatchObject({
      guardianId: guardian.guardianId,
      name: 'Mette Testesen',
      language: 'da',
      isChild: false,
      email: null,
      phone: null,
      bankAccount: null,
      notices: { version: 0, push: true, email: true, quiet: null, levels: [] },
    });
  });

  it('say in each answer to whom it is, so that a tab does not take one reader for another', async () => {
    const guardian = await openGuardian();
    for (const path of ['/api/me', '/api/children', '/api/inbox']) {
      const answer = await guardian.request(path);
      expect(answer.headers.get(READER_HEADER)).toBe(guardian.guardianId);
    }
    const nobody = await edge.fetch(new Request(`${ORIGIN}/api/me`));
    expect(nobody.headers.get(READER_HEADER)).toBeNull();
  });

  it('are on disk under the key of the person alone', async () => {
    const guardian = await openGuardian();
    const address = await confirmEmail(guardian);
    await mustPut(guardian, 'phone', { phone: '+45 31 41 59 26' });
    await mustPut(guardian, 'bank-account', {
      registrationNumber: '9876',
      accountNumber: '1234567890',
    });
    expect(await meOf(guardian)).toMatchObject({
      email: { address, confirmed: true },
      phone: '+4531415926',
      bankAccount: { masked: '9876 ······7890' },
    });
    const stored = await everyStoredValue(objectOf(guardian));
    for (const clear of [address, '31415926', '1234567890', 'Mette']) {
      expect(stored).not.toContain(clear);
    }
  });

  it.each([
    ['is down', () => Promise.reject(new Error('the municipality is down'))],
    ['does not answer', () => new Promise<never>(() => {})],
  ])(
    'are there without the name, within two seconds, while the municipality %s',
    async (_, answer) => {
      const guardian = await openGuardian();
      await mustPut(guardian, 'phone', { phone: '12345678' });
      const asked = vi.spyOn(Municipality.prototype, 'guardianDetails').mockImplementation(answer);
      const startedAt = performance.now();
      expect(await meOf(guardian)).toMatchObject({ name: null, phone: '12345678' });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      asked.mockRestore();
      expect((await meOf(guardian)).name).toBe('Mette Testesen');
    },
  );

  it('change: language and phone, as often as one likes', async () => {
    const guardian = await openGuardian();
    expect((await mustPut(guardian, 'language', { language: 'en' })).language).toBe('en');
    expect((await mustPut(guardian, 'phone', { phone: '12 34 56 78' })).phone).toBe('12345678');
    expect((await mustPut(guardian, 'phone', { phone: null })).phone).toBeNull();
  });

  it.each([
    ['language', { language: 'de' }],
    ['phone', { phone: '123' }],
    ['phone', { phone: 'ring til mig' }],
    ['email', { address: 'ingen adresse' }],
    ['email', { address: `${'x'.repeat(120)}@familie.example` }],
    ['email/confirmation', { code: '12345' }],
    ['bank-account', { registrationNumber: '123', accountNumber: '1234567' }],
    ['bank-account', { registrationNumber: '1234', accountNumber: '12345678901' }],
    ['language', { language: 'da', more: 1 }],
  ])('refuse at %s what is not well formed: %j', async (path, body) => {
    const guardian = await openGuardian();
    expect(await problemCode(await put(guardian, path, body))).toBe('invalid_request');
  });

  it.each(['language', 'phone', 'email', 'email/confirmation', 'bank-account', 'notices'])(
    'are changed at %s by a page of ours alone, for who is logged in',
    async (path) => {
      const guardian = await openGuardian();
      const foreign = await put(guardian, path, {}, { origin: 'https://evil.test' });
      expect(await problemCode(foreign)).toBe('origin_not_allowed');
      const bodies: Record<string, object> = {
        language: { language: 'da' },
        phone: { phone: null },
        email: { address: null },
        'email/confirmation': { code: '123456' },
        'bank-account': { registrationNumber: '1234', accountNumber: '1234567' },
        notices: { push: true, email: true, quiet: null, levels: [] },
      };
      const nobody = await edge.fetch(
        new Request(`${ORIGIN}/api/me/${path}`, {
          method: 'PUT',
          headers: { origin: ORIGIN, 'content-type': 'application/json' },
          body: JSON.stringify(bodies[path]),
        }),
      );
      expect(await problemCode(nobody)).toBe('session_missing');
    },
  );
});

describe('an e-mail address', () => {
  it('is used once its code came back; until then the one before stays in use', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    const address = newAddress();
    const waiting = await mustPut(guardian, 'email', { address });
    expect(waiting.email).toEqual({ address, confirmed: false });
    const account = { registrationNumber: '1234', accountNumber: '1234567' };
    await mustPut(guardian, 'bank-account', account);
    await runDurableObjectAlarm(objectOf(guardian));
    expect(await mailsTo(address)).toHaveLength(1);
    expect((await mailsTo(before)).at(-1)?.text).toContain('Kontonummeret');
    const code = await codeSentTo(address);
    const confirmed = await mustPut(guardian, 'email/confirmation', { code });
    expect(confirmed.email).toEqual({ address, confirmed: true });
  });

  it('that was replaced is told so, and so is the inbox', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    expect(await kindsOf(guardian.guardianId)).toEqual([]);
    await confirmEmail(guardian);
    await runDurableObjectAlarm(objectOf(guardian));
    expect((await mailsTo(before)).at(-1)?.text).toContain('Din e-mailadresse er ændret');
    expect(await kindsOf(guardian.guardianId)).toEqual(['email_changed']);
  });

  it('that is removed is told so', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    expect((await mustPut(guardian, 'email', { address: null })).email).toBeNull();
    await runDurableObjectAlarm(objectOf(guardian));
    expect((await mailsTo(before)).at(-1)?.text).toContain('Din e-mailadresse er ændret');
  });

  it('is not confirmed by a code of another address, or of half an hour ago', async () => {
    const guardian = await openGuardian();
    const [first, second] = [newAddress(), newAddress()];
    await mustPut(guardian, 'email', { address: first });
    const oldCode = await codeSentTo(first);
    await mustPut(guardian, 'email', { address: second });
    const confirm = (code: string) => put(guardian, 'email/confirmation', { code });
    const code = await codeSentTo(second);
    if (oldCode !== code)
      expect(await problemCode(await confirm(oldCode))).toBe('email_code_wrong');
    stopClockAt(new Date(Date.now() + 30 * 60_000 - 1_000).toISOString());
    const guardianAgain = await openGuardian({ guardianId: guardian.guardianId });
    const confirmLater = (text: string) => put(guardianAgain, 'email/confirmation', { code: text });
    stopClockAt(new Date(Date.now() + 2_000).toISOString());
    expect(await problemCode(await confirmLater(code))).toBe('email_code_wrong');
    runClock();
    expect((await confirm(code)).status).toBe(200);
  });

  it('is confirmed as before by the same code again, as a double click or a lost answer brings it', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    const address = newAddress();
    await mustPut(guardian, 'email', { address });
    const code = await codeSentTo(address);
    const first = await mustPut(guardian, 'email/confirmation', { code });
    const again = await mustPut(guardian, 'email/confirmation', { code });
    expect(again.email).toEqual(first.email);
    expect(await kindsOf(guardian.guardianId)).toEqual(['email_changed']);
    await runDurableObjectAlarm(objectOf(guardian));
    expect(await mailsTo(before)).toHaveLength(2);
    const wrong = code === '000000' ? '111111' : '000000';
    const other = await put(guardian, 'email/confirmation', { code: wrong });
    expect(await problemCode(other)).toBe('email_code_wrong');
    // What the code once confirmed is gone: it confirms nothing any more.
    await mustPut(guardian, 'email', { address: null });
    const gone = await put(guardian, 'email/confirmation', { code });
    expect(await problemCode(gone)).toBe('email_code_wrong');
  });

  it('has a code that five wrong tries burn', async () => {
    const guardian = await openGuardian();
    const address = newAddress();
    await mustPut(guardian, 'email', { address });
    const code = await codeSentTo(address);
    const wrong = code === '000000' ? '111111' : '000000';
    const left: (number | undefined)[] = [];
    for (let number = 0; number < 5; number++) {
      const response = await put(guardian, 'email/confirmation', { code: wrong });
      left.push(((await response.json()) as Problem).triesLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const right = await put(guardian, 'email/confirmation', { code });
    expect(await problemCode(right)).toBe('email_code_wrong');
    expect((await meOf(guardian)).email).toEqual({ address, confirmed: false });
  });

  it('is sent one code for a double click, and six in an hour at most', async () => {
    const guardian = await openGuardian();
    const address = newAddress();
    await mustPut(guardian, 'email', { address });
    await mustPut(guardian, 'email', { address });
    expect(await mailsTo(address)).toHaveLength(1);
    for (let number = 0; number < 5; number++) {
      await mustPut(guardian, 'email', { address: newAddress() });
    }
    const tooMany = await put(guardian, 'email', { address: newAddress() });
    expect(await problemCode(tooMany)).toBe('too_many_tries');
    stopClockAt(new Date(Date.now() + 3_600_000).toISOString());
    const later = await openGuardian({ guardianId: guardian.guardianId });
    await mustPut(later, 'email', { address });
    expect(await mailsTo(address)).toHaveLength(2);
  });

  it('is sent six codes in an hour at most to those who ask side by side, too', async () => {
    const guardian = await openGuardian();
    const addresses = Array.from({ length: 9 }, newAddress);
    const answers = await Promise.all(
      addresses.map((address) => put(guardian, 'email', { address })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
    const sent = await Promise.all(addresses.map((address) => mailsTo(address)));
    expect(sent.flat()).toHaveLength(6);
    const address = newAddress();
    const another = await openGuardian();
    const clicks = [1, 2, 3].map(() => mustPut(another, 'email', { address }));
    for (const { email } of await Promise.all(clicks)) {
      expect(email).toEqual({ address, confirmed: false });
    }
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it('is asked for six times in an hour at most where no mail can be sent, too', async () => {
    const guardian = await openGuardian();
    const ask = (name: string) => put(guardian, 'email', { address: `${name}@familie.example` });
    for (let number = 0; number < 6; number++) {
      expect(await problemCode(await ask(`${UNREACHABLE}${number}`))).toBe('mail_unavailable');
    }
    expect(await problemCode(await ask(`${UNREACHABLE}6`))).toBe('too_many_tries');
  });

  it('changes nothing where no mail can be sent, and says so', async () => {
    const guardian = await openGuardian();
    const response = await put(guardian, 'email', { address: `${UNREACHABLE}@familie.example` });
    expect(await problemCode(response)).toBe('mail_unavailable');
    expect((await meOf(guardian)).email).toBeNull();
  });
});

describe('the bank account', () => {
  const ACCOUNT = { registrationNumber: '1234', accountNumber: '1234567' };

  it('asks for a login of the last five minutes', async () => {
    const now = Date.now();
    const stale = await openGuardian({ authenticatedAt: now - 5 * 60_000 - 1_000 });
    expect(await problemCode(await put(stale, 'bank-account', ACCOUNT))).toBe(
      'fresh_login_required',
    );
    const fresh = await openGuardian({ authenticatedAt: now - 4 * 60_000 });
    expect((await put(fresh, 'bank-account', ACCOUNT)).status).toBe(200);
  });

  it('holds payouts for a day after each change; the same account again changes nothing', async () => {
    stopClockAt('2026-11-24T10:00:00.000Z');
    const guardian = await openGuardian();
    const first = await mustPut(guardian, 'bank-account', ACCOUNT);
    expect(first.bankAccount).toEqual({
      masked: '1234 ······4567',
      changedAt: '2026-11-24T10:00:00.000Z',
    });
    expect(first.payoutsHeldUntil).toBe('2026-11-25T10:00:00.000Z');
    stopClockAt('2026-11-24T10:04:00.000Z');
    const again = await mustPut(guardian, 'bank-account', ACCOUNT);
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
    await mustPut(guardian, 'bank-account', ACCOUNT);
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
    await runDurableObjectAlarm(objectOf(guardian));
    const mails = await mailsTo(address);
    const warnings = mails.filter(({ subject }) => subject.startsWith('Dine oplysninger'));
    expect(warnings).toHaveLength(2);
    await mustPut(fresh, 'bank-account', ACCOUNT);
    expect((await meOf(fresh)).bankAccount?.masked).toBe('1234 ······4567');
  });

  it('tells the open portal and the address in use, also in the quiet time and with e-mail switched off', async () => {
    stopClockAt('2026-11-24T22:00:00.000Z');
    const guardian = await openGuardian();
    const address = await confirmEmail(guardian);
    const quiet = { from: '21:00', until: '07:00' };
    const body = { push: false, email: false, quiet, levels: [] };
    await put(guardian, 'notices', body, { 'if-match': '"0"' });
    const portal = await TestPortal.open(guardian);
    await mustPut(guardian, 'bank-account', ACCOUNT);
    const { message } = await portal.hear('message');
    expect(message).toMatchObject({ accountId: null, content: { kind: 'bank_account_changed' } });
    await runDurableObjectAlarm(objectOf(guardian));
    const mails = await mailsTo(address);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Bekræft din e-mailadresse',
      'Dine oplysninger på Kortportalen er ændret',
    ]);
  });
});

describe('what to be told', () => {
  const SETTINGS = { push: false, email: true, quiet: null, levels: [] };

  it('needs the version that was seen: the second of two windows is told', async () => {
    const guardian = await openGuardian();
    const send = (version: string | null, body: unknown = SETTINGS) =>
      put(guardian, 'notices', body, version === null ? {} : { 'if-match': version });
    expect(await problemCode(await send(null))).toBe('version_missing');
    for (const wrong of ['0', '"x"', 'W/"0"', '"-1"']) {
      expect(await problemCode(await send(wrong))).toBe('invalid_request');
    }
    expect((await send('"0"')).status).toBe(200);
    expect(await problemCode(await send('"0"'))).toBe('version_conflict');
    expect((await meOf(guardian)).notices).toEqual({ version: 1, ...SETTINGS });
  });

  it('refuses a clock that is none', async () => {
    const guardian = await openGuardian();
    const body = { ...SETTINGS, quiet: { from: '24:00', until: '07:00' } };
    const response = await put(guardian, 'notices', body, { 'if-match': '"0"' });
    expect(await problemCode(response)).toBe('invalid_request');
  });
});
