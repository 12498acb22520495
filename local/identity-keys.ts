// The demo's identity provider keeps its keys in the state folder beside the house's own: made at its first
// start, so that whoever is logged in stays so over a restart. They sign for invented people only.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Secret = z.string().min(32);

const IdentityKeys = z.strictObject({
  /** Signs ID tokens (ES256): a private JWK. */
  signingKey: z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), d: z.string() }),
  cookieKey: Secret,
  /** What the portal's server proves itself by, for guardians and for staff. */
  citizenSecret: Secret,
  staffSecret: Secret,
});
export type IdentityKeys = z.infer<typeof IdentityKeys>;

/** @throws Error in words if the file is not understood. */
export function identityKeysAt(file: string): IdentityKeys {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    return keep(file, newIdentityKeys());
  }
  try {
    return IdentityKeys.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged; delete it, and everybody logs in once more.`, { cause });
  }
}

export function newIdentityKeys(): IdentityKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = randomBytes(8).toString('hex');
  return IdentityKeys.parse({
    signingKey: { ...jwk, kid, use: 'sig', alg: 'ES256' },
    cookieKey: newSecret(),
    citizenSecret: newSecret(),
    staffSecret: newSecret(),
  });
}

function keep(file: string, keys: IdentityKeys): IdentityKeys {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return keys;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
