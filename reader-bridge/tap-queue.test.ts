import { expect, test } from 'vitest';
import { TapQueue } from './tap-queue.ts';

const uidOf = (uid: string) => ({ evidence: { class: 'uid' as const, uid } });

function queueAt(capacity?: number) {
  const now = { monotonicMs: 0, wallMs: 0 };
  const events: string[] = [];
  const queue = new TapQueue(
    () => ({ ...now }),
    (event, facts) => events.push(`${event} ${facts?.why}`),
    capacity,
  );
  const read = (uid: string) => queue.add({ ...uidOf(uid), readAt: { ...now } });
  const pass = (ms: number) => {
    now.monotonicMs += ms;
    now.wallMs += ms;
  };
  return { queue, read, pass, events };
}

test('each reading is a tap with an id of its own, also of the same card', () => {
  const { queue, read } = queueAt();
  const [first, second] = [read('04a1b2c3d4e5f6'), read('04a1b2c3d4e5f6')];
  expect(first.tapId).not.toBe(second.tapId);
  expect(queue.length).toBe(2);
});

test('taps that can still be shown go in the order of reading', () => {
  const { queue, read, pass } = queueAt();
  const first = read('04a1b2c3d4e5f6');
  pass(3_000);
  const second = read('04c0ffee112233');
  expect(queue.next()).toEqual(first);
  queue.settle(first.tapId);
  expect(queue.next()).toEqual(second);
  queue.settle(second.tapId);
  expect(queue.next()).toBeUndefined();
});

test('a child that stands there goes before taps that nobody will be shown', () => {
  const { queue, read, pass } = queueAt();
  const stale = read('04a1b2c3d4e5f6');
  pass(10_000);
  const fresh = read('04c0ffee112233');
  expect(queue.next()).toEqual(fresh);
  queue.settle(fresh.tapId);
  expect(queue.next()).toEqual(stale);
});

test('a full queue drops the oldest and says so', () => {
  const { queue, read, events } = queueAt(2);
  read('04000000000001');
  const second = read('04000000000002');
  read('04000000000003');
  expect(queue.length).toBe(2);
  expect(queue.next()).toEqual(second);
  expect(events).toEqual(['tap_dropped queue_full']);
});

test('a tap older than a day is dropped and says so', () => {
  const { queue, read, pass, events } = queueAt();
  read('04000000000001');
  pass(86_400_001);
  expect(queue.next()).toBeUndefined();
  expect(events).toEqual(['tap_dropped too_old_to_post']);
});
