// Pairs a till's screen and bridge with keys of their own and signs its operator in, as the devices do.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { TillId } from '../../contracts/ids.ts';
import type { DeviceKind, PairingRequest } from '../../contracts/pairings.ts';
import type { PairedTill } from '../load/klubkort-till.ts';
import { type RequestText, requestBytes, TillConnection } from '../load/till-connection.ts';
import { TillKey, type TillKeyText } from '../load/till-key.ts';
import { OPERATOR, type TillToPair } from './seed-world.ts';

export async function pairTill(port: number, till: TillToPair): Promise<PairedTill> {
  const connection = await TillConnection.open(port);
  const send = async (request: RequestText): Promise<void> => {
    const answer = await connection.send(requestBytes(`127.0.0.1:${port}`, request));
    if (answer.status >= 300) throw new Error(`${request.target}: ${answer.status} ${answer.body}`);
  };
  const pair = async (device: DeviceKind, code: string): Promise<TillKeyText> => {
    const { key, publicKey } = newKey(till.tillId, device);
    const body = JSON.stringify({ code, device, publicKey });
    await send({ method: 'PUT', target: `/api/pairings/${randomUUID()}`, body });
    return key;
  };
  const screen = await pair('screen', till.screenCode);
  const bridge = await pair('bridge', till.bridgeCode);
  const target = `/api/tills/${till.tillId}/operator`;
  const body = JSON.stringify({ kind: 'sign_in', ...OPERATOR });
  await send(new TillKey(screen).signed({ method: 'PUT', target, body }));
  connection.close();
  return { screen, bridge };
}

function newKey(tillId: TillId, device: DeviceKind) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' });
  const privateKeyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicKey = { kty, crv, x, y } as PairingRequest['publicKey'];
  return { key: { tillId, device, privateKeyPem } satisfies TillKeyText, publicKey };
}
