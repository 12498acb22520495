import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { TillId } from '../contracts/ids.ts';
import { createDeviceKey, importDeviceKey, publicHalf } from './device-key.ts';
import { DeviceSigner } from './device-signer.ts';

const tillId = TillId.parse(`t0165${'c'.repeat(33)}`);

async function signerAt(wallMs: number) {
  const key = await createDeviceKey();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await webcrypto.subtle.importKey('jwk', publicHalf(key), algorithm, false, [
    'verify',
  ]);
  const signer = new DeviceSigner(tillId, await importDeviceKey(key), () => wallMs);
  const verifies = (text: string, signature: string) =>
    webcrypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      publicKey,
      Buffer.from(signature, 'base64url'),
      new TextEncoder().encode(text),
    );
  return { signer, verifies };
}

// Written out by hand, so that a change of the text that is signed is seen here.
const PROOF_TEXT = `klubkort-device-proof-1
PUT
/api/taps/5f2b2a52-6c3e-4a37-9c58-6f0d4a4b0a11
${tillId}
bridge
1795000000000
44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a`;
const TARGET = '/api/taps/5f2b2a52-6c3e-4a37-9c58-6f0d4a4b0a11';

test('signs method, target, till, device, time and body as the server will read them', async () => {
  const { signer, verifies } = await signerAt(1_795_000_000_000);
  const headers = await signer.requestHeaders('PUT', TARGET, '{}');
  const signature = headers['klubkort-signature'] ?? '';
  expect(signature).toMatch(/^[\w-]{86}$/);
  expect(headers).toMatchObject({
    'klubkort-till': tillId,
    'klubkort-device': 'bridge',
    'klubkort-signed-at': '1795000000000',
  });
  expect(await verifies(PROOF_TEXT, signature)).toBe(true);
  const other = await signer.requestHeaders('PUT', TARGET, '{"more":1}');
  expect(await verifies(PROOF_TEXT, other['klubkort-signature'] ?? '')).toBe(false);
});

test('signs by the corrected clock', async () => {
  const { signer } = await signerAt(1_000_000);
  expect(signer.correctClock(1_795_000_000_000)).toBe(1_794_999_000_000);
  const headers = await signer.requestHeaders('PUT', TARGET, '{}');
  expect(headers['klubkort-signed-at']).toBe('1795000000000');
  expect(signer.correctClock(1_795_000_000_000)).toBe(0);
});

test('signs the hello of one connection', async () => {
  const { signer, verifies } = await signerAt(0);
  const signature = await signer.helloSignature('nonce-1');
  expect(await verifies(`klubkort-bridge-hello-1\n${tillId}\nnonce-1`, signature)).toBe(true);
  expect(await verifies(`klubkort-bridge-hello-1\n${tillId}\nnonce-2`, signature)).toBe(false);
});
