import { afterEach, describe, expect, it, vi } from 'vitest';
import { READER_HEADER } from '../../contracts/me.ts';
import { Municipality } from '../../durable-objects/municipality/municipality.ts';
import { runClock } from '../../durable-objects/testing/clock.ts';
import { everyStoredValue } from '../../durable-objects/testing/stored-rows.ts';
import { edge } from '../testing/edge.ts';
import { guardianObject, meOf, mustPutMine, putMine } from '../testing/own-details.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { ORIGIN } from '../testing/test-device.ts';
import { openGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

afterEach(runClock);

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
    await mustPutMine(guardian, 'phone', { phone: '+45 31 41 59 26' });
    await mustPutMine(guardian, 'bank-account', {
      registrationNumber: '9876',
      accountNumber: '1234567890',
    });
    expect(await meOf(guardian)).toMatchObject({
      email: { address, confirmed: true },
      phone: '+4531415926',
      bankAccount: { masked: '9876 ······7890' },
    });
    const stored = await everyStoredValue(guardianObject(guardian));
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
      await mustPutMine(guardian, 'phone', { phone: '12345678' });
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
    expect((await mustPutMine(guardian, 'language', { language: 'en' })).language).toBe('en');
    expect((await mustPutMine(guardian, 'phone', { phone: '12 34 56 78' })).phone).toBe('12345678');
    expect((await mustPutMine(guardian, 'phone', { phone: null })).phone).toBeNull();
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
    expect(await problemCode(await putMine(guardian, path, body))).toBe('invalid_request');
  });

  it.each(['language', 'phone', 'email', 'email/confirmation', 'bank-account', 'notices'])(
    'are changed at %s by a page of ours alone, for who is logged in',
    async (path) => {
      const guardian = await openGuardian();
      const foreign = await putMine(guardian, path, {}, { origin: 'https://evil.test' });
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

describe('what to be told', () => {
  const SETTINGS = { push: false, email: true, quiet: null, levels: [] };

  it('needs the version that was seen: the second of two windows is told', async () => {
    const guardian = await openGuardian();
    const send = (version: string | null, body: unknown = SETTINGS) =>
      putMine(guardian, 'notices', body, version === null ? {} : { 'if-match': version });
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
    const response = await putMine(guardian, 'notices', body, { 'if-match': '"0"' });
    expect(await problemCode(response)).toBe('invalid_request');
  });
});
