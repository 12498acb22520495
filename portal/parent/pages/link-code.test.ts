import { expect, test } from 'vitest';
import { codeOfFragment, groupedCode, isWholeCode } from './link-code.ts';

test("reads the letter's code from the address, however it was spelled", () => {
  expect(codeOfFragment('#22222-aaaaa')).toBe('22222AAAAA');
  expect(codeOfFragment('#2222%322aaaa')).toBe('222222AAAA');
  expect(codeOfFragment('#O1234ILOAB')).toBe('01234110AB');
});

test('takes nothing else for a code', () => {
  for (const fragment of ['', '#', '#indhold', '#22222-AAAA', '#%E0%A4%A', '#22222-UUUUU']) {
    expect(codeOfFragment(fragment), fragment).toBe(null);
  }
});

test('writes a code in two groups, as the letter does', () => {
  expect(groupedCode('22222AAAAA')).toBe('22222-AAAAA');
  expect(isWholeCode('22222 aaaaa')).toBe(true);
  expect(isWholeCode('22222')).toBe(false);
});
