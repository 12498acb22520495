import { expect, test } from 'vitest';
import { uidFromAnswer } from './apdu.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

test.each([
  ['3a5b7c9d', 'single'],
  ['04a1b2c3d4e5f6', 'double'],
  ['04a1b2c3d4e5f6071829', 'triple'],
])('reads %s, a UID of %s size', (uid) => {
  expect(uidFromAnswer(bytes(`${uid}9000`))).toEqual({ kind: 'uid', uid });
});

test.each([
  ['08a1b2c39000', 'a UID drawn at random'],
  ['6a81', 'a card that the reader knows no UID of'],
  ['01010112345678909000', 'an identifier of another technology'],
  ['9000', 'a UID of no bytes'],
])('takes %s, %s, for no identity', (answer) => {
  expect(uidFromAnswer(bytes(answer))).toEqual({ kind: 'not_usable' });
});

test.each(['', '90'])('takes the cut answer "%s" for none', (answer) => {
  expect(uidFromAnswer(bytes(answer))).toEqual({ kind: 'no_answer' });
});

test('a double-size UID that starts with 08 is an identity', () => {
  const uid = '08a1b2c3d4e5f6';
  expect(uidFromAnswer(bytes(`${uid}9000`))).toEqual({ kind: 'uid', uid });
});
