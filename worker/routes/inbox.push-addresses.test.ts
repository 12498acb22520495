import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encryptText } from '../../durable-objects/person-cipher.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { Counter } from '../../durable-objects/testing/counter.ts';
import { municipality, SeededClub } from '../../durable-objects/testing/seeded-club.ts';
import { answerWith, mailsTo, sentTo } from '../testing/outside.ts';
import { guardianObject, meOf } from '../testing/own-details.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { buyAt, type Family, openFamily, pushesTo, subscribe } from '../testing/push-family.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const club = new SeededClub();
const counter = new Counter(club);
const family = () => openFamily(club);
const buy = (own: Family, count = 1) => buyAt(counter, own, count);

beforeAll(() => club.seed());
afterEach(runClock);

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
  it('is not where a push service sends it on to', async () => {
    const own = await family();
    const browser = await subscribe(own.guardian);
    const elsewhere = `https://books.example/${crypto.randomUUID()}`;
    await answerWith(browser.endpoint, 307, { location: elsewhere });
    await buy(own);
    expect(await pushesTo(browser, own.guardian)).toHaveLength(1);
    expect(await sentTo(elsewhere)).toEqual([]);
  });

  it('is to twenty browsers of one guardian: the oldest gives way', async () => {
    const guardian = await openGuardian();
    const started = Date.now();
    const path = '/api/me/push-subscriptions';
    const ids = Array.from({ length: 21 }, () => crypto.randomUUID());
    for (const [number, id] of ids.entries()) {
      stopClockAt(new Date(started + number).toISOString());
      const body = (await TestBrowser.open()).subscription();
      expect((await guardian.request(`${path}/${id}`, { method: 'PUT', body })).status).toBe(200);
    }
    expect((await meOf(guardian)).pushSubscriptionIds).toEqual(ids.slice(1));
  });

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

async function idOfFirst(guardian: TestGuardian): Promise<string> {
  const [id] = (await meOf(guardian)).pushSubscriptionIds;
  if (id === undefined) throw new Error('no browser is known');
  return id;
}

/** What lies in the row of a subscription, as no request of today would put it there. */
function storeAs(guardian: TestGuardian, id: string, ciphertext: Uint8Array): Promise<unknown> {
  return runInDurableObject(guardianObject(guardian), (_, { storage }) =>
    storage.sql
      .exec('UPDATE push_subscription SET ciphertext = ? WHERE subscription_id = ?', ciphertext, id)
      .toArray(),
  );
}
