// A till that stands in the municipality's books and was never paired: it serves nobody, and keeps nothing.
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { TapId } from '../../contracts/ids.ts';
import { TapRequest } from '../../contracts/taps.ts';
import { hasTables } from '../migrate.ts';
import { mintObjectId } from '../object-id.ts';
import type { DeviceProof } from './commands.ts';

function unpairedTill() {
  return env.TILL.getByName(mintObjectId('t', '0165', env.EDGE_KEY));
}

function proofOf(device: DeviceProof['device']): DeviceProof {
  const signature = Buffer.alloc(64).toString('base64url');
  return { device, signedAt: Date.now(), signedText: '', signature, instance: 'urn:test' };
}

const REVOKED = { ok: false, refusal: { code: 'device_revoked' } };

it('has no device whose word counts', async () => {
  const till = unpairedTill();
  const evidence = { class: 'uid', uid: '04a1b2c3d4e5f6' };
  const request = TapRequest.parse({ evidence, readMsAgo: 0 });
  const command = { tapId: crypto.randomUUID() as TapId, request };
  expect(await till.tap(proofOf('bridge'), command)).toEqual(REVOKED);
  expect(await till.catalogue(proofOf('screen'))).toEqual(REVOKED);
  // Before anything else about the device: a till that is not paired has none to allow.
  expect(await till.tap(proofOf('screen'), command)).toEqual(REVOKED);
});

it('needs no copies and has nothing to revoke: it has no tables after it', async () => {
  const till = unpairedTill();
  await till.takeCopies({
    place: { version: 1, content: {} as never },
    catalogue: { version: 1, content: { categories: [], products: [] } },
    operators: { version: 1, content: [] },
  });
  await till.revokeDevice('screen');
  expect(await runInDurableObject(till, (_, { storage }) => hasTables(storage))).toBe(false);
});
