import { expect, test } from 'vitest';
import { bareDigits, groupedPhone } from './own-numbers.ts';

test('a Danish phone number stands in pairs, a foreign one as it is', () => {
  expect(groupedPhone('12345678')).toBe('12 34 56 78');
  expect(groupedPhone('+4612345678')).toBe('+4612345678');
});

test('what stands between typed digits does not count, letters do', () => {
  expect(bareDigits(' 0001 234-567 ')).toBe('0001234567');
  expect(bareDigits('12a')).toBe('12a');
});
