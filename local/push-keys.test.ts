import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pushKeysOf } from '../durable-objects/guardian/push-sender.ts';
import { pushKeysAt } from './push-keys.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-push-keys-'));
  file = join(folder, 'keys', 'push.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes one key, for the owner alone, which the Worker understands', () => {
  const keys = pushKeysAt(file);
  expect(pushKeysAt(file)).toEqual(keys);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(pushKeysOf({ PUSH_KEYS: JSON.stringify(keys) })).toEqual(keys);
  expect(Buffer.from(keys.publicKey, 'base64url')).toHaveLength(65);
});

test('never replaces a damaged file: each subscription is for the key that was in it', () => {
  pushKeysAt(file);
  writeFileSync(file, '{}');
  expect(() => pushKeysAt(file)).toThrow(/is damaged/);
});
