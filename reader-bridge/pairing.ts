// Gives this bridge its place at a till: exchanges the code that a club leader shows for the till's id.
// Every pairing has a key of its own, so a key that was revoked never comes back. What is under way is
// kept on disk until it is answered: a lost answer is asked for again under the same id.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { PairingId } from '../contracts/ids.ts';
import { Pairing, PairingCode, type PairingRequest } from '../contracts/pairings.ts';
import { Problem } from '../contracts/problems.ts';
import { createDeviceKey, DevicePrivateKey, publicHalf } from './device-key.ts';
import { wordsOf } from './log.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

export const PairedDevice = Pairing.extend({
  server: z.url(),
  privateKey: DevicePrivateKey,
  pairedAt: z.iso.datetime(),
});
export type PairedDevice = z.infer<typeof PairedDevice>;

const PairingUnderWay = z.strictObject({
  pairingId: PairingId,
  server: z.url(),
  code: z.string(),
  privateKey: DevicePrivateKey,
});
type PairingUnderWay = z.infer<typeof PairingUnderWay>;

const REQUEST_TIMEOUT_MS = 10_000;

export async function readPairedDevice(stateFolder: string): Promise<PairedDevice | undefined> {
  return readStateFile(path.join(stateFolder, 'paired-device.json'), PairedDevice);
}

/**
 * Pairs this bridge. Retrying with the same code and server after a lost answer is safe.
 *
 * @throws Error in words, if the code does not have the form of one, the server refuses it, or no answer
 *   comes. The bridge's former place, if any, then stays as it was.
 */
export async function pairDevice(
  stateFolder: string,
  server: URL,
  codeAsTyped: string,
): Promise<PairedDevice> {
  const code = PairingCode.safeParse(codeAsTyped).data;
  if (code === undefined) {
    throw new Error('A pairing code has eight letters and digits, like ABCD-1234.');
  }
  const underWay = await pairingUnderWay(stateFolder, server.href, code);
  const pairing = await exchange(server, underWay);
  const device: PairedDevice = {
    ...pairing,
    server: server.href,
    privateKey: underWay.privateKey,
    pairedAt: new Date().toISOString(),
  };
  await writeStateFile(path.join(stateFolder, 'paired-device.json'), device);
  return device;
}

async function pairingUnderWay(
  stateFolder: string,
  server: string,
  code: string,
): Promise<PairingUnderWay> {
  const file = path.join(stateFolder, 'pairing-under-way.json');
  const earlier = await readStateFile(file, PairingUnderWay);
  if (earlier && earlier.server === server && earlier.code === code) return earlier;
  const pairingId = PairingId.parse(randomUUID());
  const fresh = { pairingId, server, code, privateKey: await createDeviceKey() };
  await writeStateFile(file, fresh);
  return fresh;
}

async function exchange(server: URL, underWay: PairingUnderWay): Promise<Pairing> {
  const request: PairingRequest = {
    code: underWay.code,
    device: 'bridge',
    publicKey: publicHalf(underWay.privateKey),
  };
  let status: number;
  let text: string;
  try {
    const response = await fetch(new URL(`/api/pairings/${underWay.pairingId}`, server), {
      method: 'PUT',
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new Error(
      `No answer from ${server.origin} (${wordsOf(error)}). Run the same command again: it is safe.`,
      { cause: error },
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Error(`${server.origin} answered ${status} with something that is not Klubkort's.`);
  }
  const pairing = Pairing.safeParse(body);
  if (status >= 200 && status < 300 && pairing.success) return pairing.data;
  const problem = Problem.safeParse(body).data;
  throw new Error(
    problem
      ? `The pairing was refused: ${problem.title} (${problem.code}).`
      : `${server.origin} answered ${status} with something that is not Klubkort's.`,
  );
}
