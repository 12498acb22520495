import { expect, test } from 'vitest';
import { formatMoment, formatTime, formatTimeWithSeconds, oreOfDigits } from './formats.ts';

const SUMMER = Date.UTC(2026, 5, 5, 22, 5, 9);
const WINTER = Date.UTC(2026, 11, 5, 13, 5, 9);

test('writes times as Danes and Britons do, in Danish time through both halves of the year', () => {
  expect(formatTime(WINTER, 'da')).toBe('14.05');
  expect(formatTime(WINTER, 'en')).toBe('14:05');
  expect(formatTime(SUMMER, 'da')).toBe('00.05');
  expect(formatTimeWithSeconds(WINTER, 'da')).toBe('14.05.09');
});

test('writes a moment with its date', () => {
  expect(formatMoment(WINTER, 'da')).toBe('5. december 2026 kl. 14.05');
  expect(formatMoment(SUMMER, 'en')).toBe('6 June 2026, 00:05');
});

test('reads typed digits as øre from the right', () => {
  expect(oreOfDigits('')).toBe(0);
  expect(oreOfDigits('5')).toBe(5);
  expect(oreOfDigits('1250')).toBe(1250);
  expect(oreOfDigits('12a')).toBe(0);
});
