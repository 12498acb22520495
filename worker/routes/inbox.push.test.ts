import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PushText } from '../../contracts/inbox.ts';
import { PushKey } from '../../contracts/me.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { acceptedValue, Counter } from '../../durable-objects/testing/counter.ts';
import { waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import { SeededClub } from '../../durable-objects/testing/seeded-club.ts';
import { everyStoredValue, query } from '../../durable-objects/testing/stored-rows.ts';
import { answerWith } from '../testing/outside.ts';
import { guardianObject, meOf } from '../testing/own-details.ts';
import { buyAt, type Family, openFamily, pushesTo, subscribe } from '../testing/push-family.ts';
import { TestBrowser, vapidOf } from '../testing/test-browser.ts';
import type { TestGuardian } from '../testing/test-guardian.ts';

const club = new SeededClub();
const counter = new Counter(club);
const family = () => openFamily(club);
const buy = (own: Family, count = 1) => buyAt(counter, own, count);

beforeAll(() => club.seed());
afterEach(runClock);

async function alarmOf(guardian: TestGuardian): Promise<string | null> {
  const at = await runInDurableObject(guardianObject(guardian), (_, { storage }) =>
    storage.getAlarm(),
  );
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
      expect(await query(guardianObject(own.guardian), 'SELECT * FROM push_subscription')).toEqual(
        [],
      );
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
    const stored = await everyStoredValue(guardianObject(own.guardian));
    expect(stored).not.toContain('push.example');
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
    expect((await own.guardian.request(path, { method: 'DELETE' })).status).toBe(200);
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
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
