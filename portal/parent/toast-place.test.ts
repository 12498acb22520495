import { describe, expect, test } from 'vitest';
import type { InboxMessage } from '../../contracts/inbox.ts';
import { type Box, toastTop } from './toast-place.ts';
import { withoutToast, withToast } from './toast-queue.ts';

const PHONE = { width: 360, height: 740 };
const NOTE = { width: 336, height: 90 };
const box = (top: number, bottom: number): Box => ({ top, bottom, left: 16, right: 344 });

describe('the place of a note', () => {
  test('is the foot of the window where nothing is pressed there', () => {
    expect(toastTop(PHONE, NOTE, [box(200, 244)])).toBe(638);
  });

  test('is above a button or a warning that stands at the foot', () => {
    expect(toastTop(PHONE, NOTE, [box(690, 734)])).toBe(598);
  });

  test('is at the head, below what stands there, where the foot has no room', () => {
    expect(toastTop(PHONE, NOTE, [box(200, 740)])).toBe(12);
    expect(toastTop(PHONE, NOTE, [box(8, 52), box(180, 740)])).toBe(52);
  });

  test('is none where there is no room, and the note waits', () => {
    expect(toastTop(PHONE, NOTE, [box(0, 740)])).toBeNull();
    expect(toastTop(PHONE, NOTE, [box(8, 52), box(130, 740)])).toBeNull();
    // The middle of the page has room, but is what is being read.
    expect(toastTop(PHONE, NOTE, [box(0, 300), box(420, 740)])).toBeNull();
  });

  test('minds only what it would cover: on a wide screen the foot has room beside a button', () => {
    const desktop = { width: 1280, height: 800 };
    const button = { top: 740, bottom: 784, left: 100, right: 300 };
    expect(toastTop(desktop, { width: 416, height: 90 }, [button])).toBe(698);
    expect(toastTop(PHONE, NOTE, [{ ...button, top: -60, bottom: -16 }])).toBe(638);
  });
});

describe('the notes that wait', () => {
  const message = (number: number, kind = 'purchase') =>
    ({ number, content: { kind } }) as InboxMessage;
  const numbers = (queue: readonly InboxMessage[]) => queue.map(({ number }) => number);

  test('follow the one that is shown, in their order, and no more than two', () => {
    const messages = [1, 2, 3, 4, 5].map((number) => message(number));
    const queue = messages.reduce<readonly InboxMessage[]>(
      (waiting, one) => withToast(waiting, one),
      [],
    );
    expect(numbers(queue)).toEqual([1, 4, 5]);
    expect(numbers(withoutToast(queue, messages[0] as InboxMessage))).toEqual([4, 5]);
  });

  test('go behind that an automatic top-up is paused, but for one that somebody points at', () => {
    const paused = message(9, 'auto_top_up_paused');
    expect(numbers(withToast([], paused))).toEqual([9]);
    expect(
      numbers(
        withToast(
          [1, 2].map((one) => message(one)),
          paused,
        ),
      ),
    ).toEqual([9, 1, 2]);
    expect(
      numbers(
        withToast(
          [1, 2].map((one) => message(one)),
          paused,
          true,
        ),
      ),
    ).toEqual([1, 9, 2]);
    const later = [3, 4, 5].map((one) => message(one));
    const queue = later.reduce<readonly InboxMessage[]>(
      (waiting, one) => withToast(waiting, one, true),
      [message(1), paused],
    );
    expect(numbers(queue)).toEqual([1, 9, 4, 5]);
  });
});
