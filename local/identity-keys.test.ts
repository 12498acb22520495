import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityKeysAt } from './identity-keys.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes keys once, for the owner alone to read, and others for another folder', () => {
  const file = join(folder, 'keys', 'identity-provider.json');
  const keys = identityKeysAt(file);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(identityKeysAt(file)).toEqual(keys);
  expect(identityKeysAt(join(folder, 'another.json'))).not.toEqual(keys);
  const secrets = [keys.cookieKey, keys.citizenSecret, keys.staffSecret, keys.signingKey.d];
  expect(new Set(secrets).size).toBe(4);
});

test('says in words that a file is damaged, and leaves it as it is', () => {
  const file = join(folder, 'identity-provider.json');
  writeFileSync(file, '{}');
  expect(() => identityKeysAt(file)).toThrow(`${file} is damaged`);
  expect(readFileSync(file, 'utf8')).toBe('{}');
});
