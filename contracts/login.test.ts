import { expect, test } from 'vitest';
import { LOGIN_PROBLEMS, LoginTrouble, ReturnTo } from './login.ts';
import { PROBLEMS } from './problems.ts';

test.each(['/', '/kort/a0165?fra=2026-11-01&til=2026-11-21', '/oversigt/%C3%A5rsag', '/apiary'])(
  '%s is a page of ours to return to',
  (path) => {
    expect(ReturnTo.safeParse(path).success).toBe(true);
  },
);

test.each([
  '//boese.test',
  '///boese.test',
  '/\\boese.test',
  'https://boese.test/',
  'javascript:alert(1)',
  'boese.test',
  '',
  '/\t/boese.test',
  '/\n/boese.test',
  '/side#//boese.test',
  '/api/login/citizen?returnTo=/',
  '/api',
  '/API/logout',
  '/./api/logout',
  '/../api/logout',
  '/%2e//boese.test',
  '/side/%2E%2e/api/logout',
  '/side\r\nset-cookie: x=1',
  `/${'a'.repeat(500)}`,
])('%j is no page of ours to return to', (path) => {
  expect(ReturnTo.safeParse(path).success).toBe(false);
});

test('each code of a login has its word in the address, and each word its code', () => {
  const codes = Object.keys(PROBLEMS).filter((code) => code.startsWith('login_'));
  expect(Object.values(LOGIN_PROBLEMS).toSorted()).toEqual(codes.toSorted());
  expect(LoginTrouble.options.toSorted()).toEqual(Object.keys(LOGIN_PROBLEMS).toSorted());
});
