// A municipality that nobody has made: whoever asks for it learns nothing, and it keeps nothing.
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { hasTables } from '../migrate.ts';
import { mintObjectId } from '../object-id.ts';
import { newGuardianId } from '../testing/seeded-club.ts';

function unestablished() {
  return env.MUNICIPALITY.getByName(mintObjectId('m', '0999', env.EDGE_KEY));
}

const LOGIN = {
  loginHash: 'a login',
  loginExpiresAt: Date.now() + 60_000,
  issuer: 'https://mitid.test/op',
  subject: 'somebody',
  nationalIdHash: 'a hash',
  name: 'Voksen Testesen',
  birthDate: null,
};

it('knows no clubs, lets nobody in and opens no account', async () => {
  const stub = unestablished();
  const accountId = mintObjectId('a', '0999', env.EDGE_KEY) as AccountId;
  expect(await stub.publicClubs()).toEqual({ ok: false, refusal: { code: 'not_found' } });
  expect(await stub.identify(LOGIN)).toEqual({ ok: false, refusal: { code: 'login_failed' } });
  expect(await stub.guardianDetails(newGuardianId())).toBeNull();
  expect(await stub.openAccount(accountId)).toBeNull();
});

it('has nothing to audit and nobody to sweep: the cron leaves neither tables nor an alarm', async () => {
  const stub = unestablished();
  expect(await stub.auditAll()).toEqual([]);
  await stub.sweepTopUps();
  const left = await runInDurableObject(stub, async (_, { storage }) => [
    hasTables(storage),
    await storage.getAlarm(),
  ]);
  expect(left).toEqual([false, null]);
});
