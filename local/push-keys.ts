// The key by which this installation signs its pushes, as the Worker finds it in PUSH_KEYS: made at the first
// start and never made anew, since each browser's subscription is for this one key.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** An uncompressed point and a scalar of P-256, as browsers and push services write them. */
const PushKeys = z.strictObject({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
  subject: z.string(),
});
export type PushKeys = z.infer<typeof PushKeys>;

/** Whom a push service may write to about us. */
const SUBJECT = 'mailto:kortportalen@demo.example';

/** @throws Error in words when the file is not understood. */
export function pushKeysAt(file: string): PushKeys {
  if (!existsSync(file)) return makePushKeys(file);
  try {
    return PushKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} is damaged; put the right one back, or delete it.`, { cause });
  }
}

function makePushKeys(file: string): PushKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const keys = {
    publicKey: Buffer.concat(point).toString('base64url'),
    privateKey: d,
    subject: SUBJECT,
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return keys;
}
