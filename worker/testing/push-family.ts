// A family whose guardian is told by push, for tests: a child at the counter, browsers that are subscribed, and what
// came to each. Absent: how a push is read (test-browser.ts).
import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect } from 'vitest';
import { acceptedValue, type Counter } from '../../durable-objects/testing/counter.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import type { SeededClub } from '../../durable-objects/testing/seeded-club.ts';
import { linkGuardian, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { sentTo } from './outside.ts';
import { guardianObject } from './own-details.ts';
import { TestBrowser } from './test-browser.ts';
import { openGuardian, type TestGuardian } from './test-guardian.ts';

export interface Family {
  readonly guardian: TestGuardian;
  readonly child: TestChild;
}

export async function openFamily(club: SeededClub): Promise<Family> {
  const guardian = await openGuardian();
  const child = await club.registerChild(500_00, { linked: false });
  await linkGuardian(child.childId, guardian.guardianId);
  return { guardian, child };
}

export async function subscribe(guardian: TestGuardian): Promise<TestBrowser> {
  const browser = await TestBrowser.open();
  const response = await guardian.request(`/api/me/push-subscriptions/${crypto.randomUUID()}`, {
    method: 'PUT',
    body: browser.subscription(),
  });
  expect(response.status).toBe(200);
  return browser;
}

export async function buyAt(
  counter: Counter,
  { child, guardian }: Family,
  count: number,
): Promise<void> {
  const rows = () => query(guardianObject(guardian), 'SELECT COUNT(*) AS count FROM inbox');
  const [before] = await rows();
  for (let number = 0; number < count; number++) {
    acceptedValue(await counter.sellTo(child, [1_00]));
  }
  await waitForInbox(guardian.guardianId, Number(before?.count) + count);
}

/** Alarms also run by themselves in the tests; what is due is sent either way. */
export async function pushesTo(browser: TestBrowser, guardian: TestGuardian) {
  await runDurableObjectAlarm(guardianObject(guardian));
  await settled();
  return sentTo(browser.endpoint);
}
