import { describe, expect, test } from 'vitest';
import { matchPath } from './router.ts';

describe('an address', () => {
  test('gives the names of its pattern their values', () => {
    expect(matchPath('/boern/:accountId/stamdata', '/boern/a0165x/stamdata')).toEqual({
      accountId: 'a0165x',
    });
    expect(matchPath('/', '/')).toEqual({});
    expect(matchPath('/tilknyt', '/tilknyt/')).toEqual({});
  });

  test.each([
    ['/tilknyt', '/'],
    ['/', '/tilknyt'],
    ['/boern/:accountId/stamdata', '/boern/a0165x/kontoudtog'],
    ['/boern/:accountId/stamdata', '/boern/a0165x'],
    ['/boern/:accountId', '/boern/a0165x/stamdata'],
  ])('of %s is not %s', (pattern, path) => {
    expect(matchPath(pattern, path)).toBe(null);
  });
});
