import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOurObjectId } from '../durable-objects/object-id.ts';
import { environmentOf, keysAt, municipalityOf } from './keys.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-keys-'));
  file = join(folder, 'keys', 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes keys once, for the owner alone', () => {
  const keys = keysAt(file, '0165');
  expect(keysAt(file, '0165')).toEqual(keys);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  const all = [keys.EDGE_KEY, keys.CARD_KEY, keys.CODE_KEY, keys.PERSON_KEYS['1']];
  expect(new Set(all).size).toBe(4);
});

test('mints the municipality that the edge will recognise', () => {
  const keys = keysAt(file, '0165');
  const municipalityId = municipalityOf(keys);
  expect(municipalityId).toMatch(/^m0165/);
  expect(isOurObjectId(municipalityId, keys.EDGE_KEY)).toBe(true);
  expect(JSON.parse(environmentOf(keys).MUNICIPALITIES)).toEqual({ '*': municipalityId });
});

test('never replaces a damaged file: with other keys every name would be lost', () => {
  keysAt(file, '0165');
  writeFileSync(file, '{"EDGE_KEY":"short"}');
  expect(() => keysAt(file, '0165')).toThrow(/is damaged/);
  expect(readFileSync(file, 'utf8')).toBe('{"EDGE_KEY":"short"}');
});
