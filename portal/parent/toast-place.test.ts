import { describe, expect, test } from 'vitest';
import type { InboxMessage } from '../../contracts/inbox.ts';
import { type Box, toastPlace } from './toast-place.ts';
import { withoutToast, withToast } from './toast-queue.ts';

const PHONE = { width: 360, height: 740 };
const NOTE = { width: 336, height: 90 };
const box = (top: number, bottom: number): Box => ({ top, bottom, left: 16, right: 344 });

describe('the place of a note', () => {
  test('is the foot of the window where nothing is pressed there', () => {
    expect(toastPlace(PHONE, NOTE, [box(200, 244)])).toBe('foot');
  });

  test('is the head where a button or a warning stands at the foot', () => {
    expect(toastPlace(PHONE, NOTE, [box(660, 704)])).toBe('head');
    expect(toastPlace(PHONE, NOTE, [box(500, 639)])).toBe('head');
  });

  test('is none where both are taken, and the note waits', () => {
    expect(toastPlace(PHONE, NOTE, [box(8, 52), box(660, 704)])).toBeNull();
    expect(toastPlace(PHONE, NOTE, [box(0, 740)])).toBeNull();
  });

  test('minds only what it would cover: on a wide screen the foot has room beside a button', () => {
    const desktop = { width: 1280, height: 800 };
    const button = { top: 740, bottom: 784, left: 100, right: 300 };
    expect(toastPlace(desktop, { width: 416, height: 90 }, [button])).toBe('foot');
    expect(toastPlace(PHONE, NOTE, [{ ...button, top: -60, bottom: -16 }])).toBe('foot');
  });
});

describe('the notes that wait', () => {
  const message = (number: number) => ({ number }) as InboxMessage;
  const numbers = (queue: readonly InboxMessage[]) => queue.map(({ number }) => number);

  test('follow the one that is shown, in their order, and no more than two', () => {
    const messages = [1, 2, 3, 4, 5].map(message);
    const queue = messages.reduce<readonly InboxMessage[]>(withToast, []);
    expect(numbers(queue)).toEqual([1, 4, 5]);
    expect(numbers(withoutToast(queue, messages[0] as InboxMessage))).toEqual([4, 5]);
  });
});
