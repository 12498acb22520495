import { expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import {
  formatClock,
  formatMoment,
  formatMonth,
  formatRecently,
  formatTime,
  formatTimeWithSeconds,
  formatWholeOre,
  oreOfDigits,
  oreOfTyped,
} from './formats.ts';

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

test('writes a month in words, so that it is taken for no day', () => {
  expect(formatMonth('2026-11', 'da')).toBe('november 2026');
  expect(formatMonth('2027-01', 'en')).toBe('January 2027');
});

test('reads typed digits as øre from the right', () => {
  expect(oreOfDigits('')).toBe(0);
  expect(oreOfDigits('5')).toBe(5);
  expect(oreOfDigits('1250')).toBe(1250);
  expect(oreOfDigits('12a')).toBe(0);
});

test('names today and yesterday by the day in Denmark, other days by their date', () => {
  // 00.05 on the sixth in Denmark is still the fifth in Greenwich.
  const night = SUMMER;
  expect(formatRecently(night, night + 3_600_000, 'da')).toBe('i dag kl. 00.05');
  expect(formatRecently(night - 600_000, night, 'da')).toBe('i går kl. 23.55');
  expect(formatRecently(night, night + 5 * 86_400_000, 'en')).toBe('6 June, 00:05');
  expect(formatRecently(WINTER, WINTER + 60 * 86_400_000, 'da')).toBe('5. december 2026 kl. 14.05');
});

test('leaves out øre where there are none', () => {
  expect(formatWholeOre(ore(4000), 'da')).toBe('40\u00a0kr.');
  expect(formatWholeOre(ore(4050), 'da')).toBe('40,50\u00a0kr.');
  expect(formatWholeOre(ore(100_000), 'da')).toBe('1.000\u00a0kr.');
  expect(formatWholeOre(ore(100_000), 'en')).toBe('DKK\u00a01,000');
  expect(formatClock('14:00', 'da')).toBe('14.00');
});

test('reads a typed amount as the language writes it, and nothing else', () => {
  const danish: [string, number | null][] = [
    ['50', 5000],
    ['0', 0],
    ['50,00', 5000],
    ['50,5', 5050],
    ['50,-', 5000],
    ['1.000', 100_000],
    [' 1.000,50 kr. ', 100_050],
    ['1.000.50', null],
    ['12.50', null],
    ['-5', null],
    ['10.000,01', null],
    ['fem', null],
    ['', null],
  ];
  for (const [typed, expected] of danish) expect(oreOfTyped(typed, 'da'), typed).toBe(expected);
  expect(oreOfTyped('1,000.50', 'en')).toBe(100_050);
  expect(oreOfTyped('12.50', 'en')).toBe(1250);
});

test('reads a Danish decimal comma in English, too, and a thousand as one', () => {
  expect(oreOfTyped('40,50', 'en')).toBe(4050);
  expect(oreOfTyped('40,5', 'en')).toBe(4050);
  expect(oreOfTyped('1,000', 'en')).toBe(100_000);
  expect(oreOfTyped('1,00,50', 'en')).toBeNull();
});
