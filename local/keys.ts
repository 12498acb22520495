// The keys of one installation: made at its first start, kept beside the objects' state and never in it,
// readable by the owner alone. A backup of the objects without this file yields no name and no photo.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { MunicipalityId } from '../contracts/ids.ts';
import { mintObjectId } from '../durable-objects/object-id.ts';
import type { EnvironmentKey } from './workerd-config.ts';

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes');

const Keys = z.strictObject({
  EDGE_KEY: Key,
  CARD_KEY: Key,
  CODE_KEY: Key,
  /** Generation → key that wraps each person's own; the highest wraps, all unwrap. */
  PERSON_KEYS: z.record(z.string().regex(/^[1-9]\d*$/), Key),
  /** Host name, or `*` for any → the municipality that it serves before login or pairing. */
  MUNICIPALITIES: z.record(z.string().min(1), MunicipalityId),
});
export type Keys = z.infer<typeof Keys>;

/** The keys of this file, made when there is none. @throws Error in words if the file is not understood. */
export function keysAt(file: string, municipalityCode: string): Keys {
  const text = readIfThere(file);
  if (text === null) return makeKeys(file, municipalityCode);
  try {
    return Keys.parse(JSON.parse(text));
  } catch (cause) {
    // Never made anew: with other keys, every name and every card of the state would be lost.
    throw new Error(`${file} is damaged; put the right one back, or start with --fresh.`, {
      cause,
    });
  }
}

function makeKeys(file: string, municipalityCode: string): Keys {
  const edgeKey = newKey();
  const keys: Keys = {
    EDGE_KEY: edgeKey,
    CARD_KEY: newKey(),
    CODE_KEY: newKey(),
    PERSON_KEYS: { '1': newKey() },
    MUNICIPALITIES: { '*': MunicipalityId.parse(mintObjectId('m', municipalityCode, edgeKey)) },
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return keys;
}

/**
 * As the Worker finds them in its environment.
 *
 * @param identityProviders where guardians log in: see wrangler.toml. Nobody can where it is left out.
 */
export function environmentOf(
  keys: Keys,
  identityProviders: Readonly<Record<string, unknown>> = {},
): Record<EnvironmentKey, string> {
  return {
    EDGE_KEY: keys.EDGE_KEY,
    CARD_KEY: keys.CARD_KEY,
    CODE_KEY: keys.CODE_KEY,
    PERSON_KEYS: JSON.stringify(keys.PERSON_KEYS),
    MUNICIPALITIES: JSON.stringify(keys.MUNICIPALITIES),
    IDENTITY_PROVIDERS: JSON.stringify(identityProviders),
  };
}

/** The municipality that an installation serves when no host name says otherwise. */
export function municipalityOf(keys: Keys): MunicipalityId {
  const municipalityId = keys.MUNICIPALITIES['*'];
  if (municipalityId === undefined) throw new Error('MUNICIPALITIES has no entry "*".');
  return municipalityId;
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}
