// The alarm against the storage of a real object, which is asked for nothing else meanwhile.
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it } from 'vitest';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { MunicipalityAlarm } from './municipality-alarm.ts';

const NOON = '2026-12-01T12:00:00.000Z';
const noon = Date.parse(NOON);
const MINUTE_MS = 60_000;

afterEach(runClock);

/** With the alarm of an object that was never established, and when it rings. */
function withAlarm(
  work: (alarm: MunicipalityAlarm, rings: () => Promise<number | null>) => Promise<void>,
): Promise<void> {
  stopClockAt(NOON);
  const stub = env.MUNICIPALITY.getByName(crypto.randomUUID());
  return runInDurableObject(stub, (_, { storage }) =>
    work(new MunicipalityAlarm(storage), () => storage.getAlarm()),
  );
}

it('is brought forward by whoever needs it sooner, and put off by nobody else', () =>
  withAlarm(async (alarm, rings) => {
    await alarm.noLaterThan(noon + 2 * MINUTE_MS);
    await alarm.noLaterThan(noon + 3 * MINUTE_MS);
    expect(await rings()).toBe(noon + 2 * MINUTE_MS);
    await alarm.askAgain(noon);
    expect(await rings()).toBe(noon + MINUTE_MS);
    await alarm.putTo(noon + 5 * MINUTE_MS);
    expect(await rings()).toBe(noon + 5 * MINUTE_MS);
  }));

it('stands before a push begins, so that a crash in the middle forgets nobody (I9)', () =>
  withAlarm(async (alarm, rings) => {
    const rangAtPush: (number | null)[] = [];
    const push = async () => {
      rangAtPush.push(await rings());
    };
    await alarm.thenPush({ isAnyBehind: true, push });
    expect(rangAtPush).toEqual([noon + MINUTE_MS]);
  }));

it('is not set, and nothing is pushed, where nobody is behind', () =>
  withAlarm(async (alarm, rings) => {
    const push = () => Promise.reject(new Error('there is nothing to push'));
    await alarm.thenPush({ isAnyBehind: false, push });
    expect(await rings()).toBeNull();
  }));
