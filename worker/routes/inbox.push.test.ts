import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PushText } from '../../contracts/inbox.ts';
import { Me, PushKey } from '../../contracts/me.ts';
import { encryptText } from '../../durable-objects/person-cipher.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { acceptedValue, Counter } from '../../durable-objects/testing/counter.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  linkGuardian,
  municipality,
  SeededClub,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue, query } from '../../durable-objects/testing/stored-rows.ts';
import { answerWith, mailsTo, sentTo } from '../testing/outside.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { TestBrowser, vapidOf } from '../testing/test-browser.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const club = new SeededClub();
const counter = new Counter(club);

beforeAll(() => club.seed());
afterEach(runClock);

interface Family {
  readonly guardian: TestGuardian;
  readonly child: TestChild;
}

async function family(): Promise<Family> {
  const guardian = await openGuardian();
  const child = await club.registerChild(500_00, { linked: false });
  await linkGuardian(child.childId, guardian.guardianId);
  return { guardian, child };
}

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

async function subscribe(guardian: TestGuardian): Promise<TestBrowser> {
  const browser = await TestBrowser.open();
  const response = await guardian.request(`/api/me/push-subscriptions/${crypto.randomUUID()}`, {
    method: 'PUT',
    body: browser.subscription(),
  });
  expect(response.status).toBe(200);
  return browser;
}

async function buy({ child, guardian }: Family, count = 1): Promise<void> {
  const rows = () => query(objectOf(guardian), 'SELECT COUNT(*) AS count FROM inbox');
  const [before] = await rows();
  for (let number = 0; number < count; number++) {
    acceptedValue(await counter.sellTo(child, [1_00]));
  }
  await waitForInbox(guardian.guardianId, Number(before?.count) + count);
}

/** Alarms also run by themselves in the tests; what is due is sent either way. */
async function pushesTo(browser: TestBrowser, guardian: TestGuardian) {
  await runDurableObjectAlarm(objectOf(guardian));
  await settled();
  return sentTo(browser.endpoint);
}

async function alarmOf(guardian: TestGuardian): Promise<string | null> {
  const at = await runInDurableObject(objectOf(guardian), (_, { storage }) => storage.getAlarm());
  return at === null ? null : new Date(at).toISOString();
}

describe('a push', () => {
  it('is decrypted by the browser that it is for, and says nothing that a locked screen may not show', async () => {
    const { guardian, child } = await family();
    const browser = await subscribe(guardian);
    await buy({ guardian, child });
    const [push, ...more] = await pushesTo(browser, guardian);
    expect(more).toEqual([]);
    if (push === undefined) throw new Error('no push came');
    const text = PushText.parse(await browser.decrypt(push));
    expect(text).toEqual({
      title: 'Kortportalen',
      text: 'Der er købt noget med et kort.',
      path: '/beskeder',
    });
    await expect((await TestBrowser.open()).decrypt(push)).rejects.toThrow();
    expect(push.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
  });

  it('is signed by the key that the portal gives to browsers, for that push service alone', async () => {
    const { guardian, child } = await family();
    const browser = await subscribe(guardian);
    await buy({ guardian, child });
    const [push] = await pushesTo(browser, guardian);
    if (push === undefined) throw new Error('no push came');
    const vapid = await vapidOf(push);
    const answer = await guardian.request('/api/push-key');
    expect(PushKey.parse(await answer.json())).toEqual({ publicKey: vapid.publicKey });
    expect(vapid.claims).toMatchObject({
      aud: 'https://push.example',
      sub: 'mailto:test@klubkort.example',
    });
    const expiresInMs = Number(vapid.claims.exp) * 1000 - Date.now();
    expect(expiresInMs).toBeGreaterThan(0);
    expect(expiresInMs).toBeLessThanOrEqual(86_400_000);
  });

  it('is in the language of the guardian, to each browser, from the subscription on', async () => {
    const own = await family();
    await buy(own);
    await own.guardian.request('/api/me/language', { method: 'PUT', body: { language: 'en' } });
    const browsers = [await subscribe(own.guardian), await subscribe(own.guardian)];
    await buy(own);
    for (const browser of browsers) {
      const [push, ...more] = await pushesTo(browser, own.guardian);
      expect(more).toEqual([]);
      expect(push && (await browser.decrypt(push))).toMatchObject({
        text: 'Something was bought with a card.',
      });
    }
  });

  it.each([400, 401, 403, 404, 410])(
    'is sent no more to a browser whose service says %i',
    async (status) => {
      const own = await family();
      const browser = await subscribe(own.guardian);
      await answerWith(browser.endpoint, status);
      await buy(own);
      expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
      await buy(own);
      expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
      expect(await query(objectOf(own.guardian), 'SELECT * FROM push_subscription')).toEqual([]);
      expect((await meOf(own.guardian)).pushSubscriptionIds).toEqual([]);
    },
  );

  it.each([
    [429, { 'retry-after': '120' }, 120_000],
    [413, {}, 30_000],
    [503, {}, 30_000],
  ])(
    'waits after a %i, and then sends all that came meanwhile in one',
    async (status, headers, waitMs) => {
      const own = await family();
      const browser = await subscribe(own.guardian);
      await answerWith(browser.endpoint, status, headers);
      await buy(own);
      expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
      await answerWith(browser.endpoint, 201);
      await buy(own);
      expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
      const again = Date.parse((await alarmOf(own.guardian)) ?? '');
      expect(again).toBeGreaterThan(Date.now() + waitMs - 10_000);
      stopClockAt(new Date(again).toISOString());
      const [, push] = await pushesTo(browser, own.guardian);
      expect(push && (await browser.decrypt(push))).toMatchObject({
        text: '2 nyheder i din indbakke: Der er købt noget med et kort.',
      });
    },
  );

  it('is given up for one message that the service will not take, not for the next', async () => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    await answerWith(browser.endpoint, 405);
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
    await answerWith(browser.endpoint, 201);
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(2);
  });

  it('stops with its subscription, and keeps no address in the clear', async () => {
    const own = await family();
    const browser = await TestBrowser.open();
    const path = `/api/me/push-subscriptions/${crypto.randomUUID()}`;
    const body = browser.subscription();
    for (let again = 0; again < 2; again++) {
      expect((await own.guardian.request(path, { method: 'PUT', body })).status).toBe(200);
    }
    const stored = await everyStoredValue(objectOf(own.guardian));
    expect(stored).not.toContain('push.example');
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
    expect((await own.guardian.request(path, { method: 'DELETE' })).status).toBe(200);
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
  });
});

describe('a subscription that cannot be used', () => {
  it('because nobody can read it any more holds up neither another browser nor the e-mail', async () => {
    const own = await family();
    const browsers = [await subscribe(own.guardian), await subscribe(own.guardian)];
    const address = await confirmEmail(own.guardian);
    await storeAs(own.guardian, await idOfFirst(own.guardian), new Uint8Array(40));
    await buy(own);
    const pushes = await Promise.all(browsers.map((one) => pushesTo(one, own.guardian)));
    expect(pushes.map(({ length }) => length).toSorted()).toEqual([0, 1]);
    const news = (await mailsTo(address)).filter(({ subject }) => subject.startsWith('Der er nyt'));
    expect(news).toHaveLength(1);
    expect((await meOf(own.guardian)).pushSubscriptionIds).toHaveLength(1);
  });

  it.each([
    'https://127.0.0.1/x',
    'https://10.0.0.8/x',
    'http://push.example/x',
    'https://[::1]/x',
  ])('because it was stored when %s was allowed is not called, and forgotten', async (endpoint) => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    const [key] = await municipality().personKeys([own.guardian.guardianId]);
    if (!key) throw new Error('the guardian has no key');
    const text = JSON.stringify({ ...browser.subscription(), endpoint });
    const sealed = encryptText(key, own.guardian.guardianId, 'push-subscription', text);
    await storeAs(own.guardian, await idOfFirst(own.guardian), sealed);
    const before = (await sentTo(endpoint)).length;
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toEqual([]);
    expect(await sentTo(endpoint)).toHaveLength(before);
    expect((await meOf(own.guardian)).pushSubscriptionIds).toEqual([]);
  });
});

describe('where a push may go', () => {
  it.each([
    'http://push.example/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.8/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://169.254.169.254/latest',
    'https://localhost/x',
    'https://intranet/x',
    'https://books.internal/x',
    'https://printer.local/x',
    'https://push.example:8443/x',
    'https://somebody:secret@push.example/x',
    'ftp://push.example/x',
    'file:///etc/passwd',
  ])('is not %s', async (endpoint) => {
    const guardian = await openGuardian();
    const { keys } = (await TestBrowser.open()).subscription();
    const response = await guardian.request(`/api/me/push-subscriptions/${crypto.randomUUID()}`, {
      method: 'PUT',
      body: { endpoint, keys },
    });
    expect(await problemCode(response)).toBe('invalid_request');
  });

  it('is no browser whose keys are none', async () => {
    const guardian = await openGuardian();
    const { endpoint, keys } = (await TestBrowser.open()).subscription();
    const p256dh = `B${'A'.repeat(86)}`;
    for (const wrong of [
      { ...keys, p256dh },
      { ...keys, auth: 'A'.repeat(20) },
    ]) {
      const response = await guardian.request(`/api/me/push-subscriptions/${crypto.randomUUID()}`, {
        method: 'PUT',
        body: { endpoint, keys: wrong },
      });
      expect(await problemCode(response)).toBe('invalid_request');
    }
  });
});

describe('how a guardian wants to be told', () => {
  it('holds pushes back in the quiet time, and sends one when it is over', async () => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    await changeNotices(own.guardian, { quiet: { from: '21:00', until: '07:00' } });
    stopClockAt('2026-11-23T20:30:00.000Z');
    acceptedValue(await counter.sellTo(own.child, [1_00]));
    acceptedValue(await counter.sellTo(own.child, [1_00]));
    await waitForInbox(own.guardian.guardianId, 2);
    expect(await pushesTo(browser, own.guardian)).toEqual([]);
    expect(await alarmOf(own.guardian)).toBe('2026-11-24T06:00:00.000Z');
    stopClockAt('2026-11-24T06:00:00.000Z');
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
  });

  it('sends no push while they are switched off, nor later what came meanwhile', async () => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    await changeNotices(own.guardian, { push: false });
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toEqual([]);
    await changeNotices(own.guardian, { push: true });
    expect(await pushesTo(browser, own.guardian)).toEqual([]);
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
  });

  it('sends of a child only what the guardian wants to know', async () => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    const { accountId } = own.child;
    await changeNotices(own.guardian, { levels: [{ accountId, level: 'needs_me' }] });
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toEqual([]);
    acceptedValue(await counter.sellTo(own.child, [150_00]));
    acceptedValue(await counter.sellTo(own.child, [150_00]));
    acceptedValue(await counter.sellTo(own.child, [190_00]));
    await waitForInbox(own.guardian.guardianId, 5);
    const [push] = await pushesTo(browser, own.guardian);
    expect(push && (await browser.decrypt(push))).toMatchObject({
      text: 'Der er ikke mange penge tilbage på en konto.',
    });
  });
});

async function meOf(guardian: TestGuardian): Promise<Me> {
  return Me.parse(await (await guardian.request('/api/me')).json());
}

async function idOfFirst(guardian: TestGuardian): Promise<string> {
  const [id] = (await meOf(guardian)).pushSubscriptionIds;
  if (id === undefined) throw new Error('no browser is known');
  return id;
}

/** What lies in the row of a subscription, as no request of today would put it there. */
function storeAs(guardian: TestGuardian, id: string, ciphertext: Uint8Array): Promise<unknown> {
  return runInDurableObject(objectOf(guardian), (_, { storage }) =>
    storage.sql
      .exec('UPDATE push_subscription SET ciphertext = ? WHERE subscription_id = ?', ciphertext, id)
      .toArray(),
  );
}

async function changeNotices(guardian: TestGuardian, change: object): Promise<void> {
  const { notices } = (await (await guardian.request('/api/me')).json()) as {
    notices: { version: number };
  };
  const { version, ...settings } = notices;
  const response = await guardian.request('/api/me/notices', {
    method: 'PUT',
    headers: { 'if-match': `"${version}"` },
    body: { ...settings, ...change },
  });
  expect(response.status).toBe(200);
}
