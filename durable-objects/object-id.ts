// Ids that name an object: kind, municipality code, 128 random bits and a MAC by the edge's key. An id
// without its MAC reaches no object, so nobody can create one by guessing. Absent: what an id stands for.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 128 bits in base62, and 64 bits of MAC in base62. */
const RANDOM_LENGTH = 22;
const MAC_LENGTH = 11;

export type ObjectIdLetter = 'm' | 't' | 'a' | 'g';

/** Mints an id that {@link isOurObjectId} accepts under the same key. */
export function mintObjectId(
  letter: ObjectIdLetter,
  municipalityCode: string,
  edgeKey: string,
): string {
  if (!/^\d{4}$/.test(municipalityCode)) {
    throw new RangeError(`a municipality's code has four digits: ${municipalityCode}`);
  }
  const body = `${letter}${municipalityCode}${base62(randomBytes(16), RANDOM_LENGTH)}`;
  return body + macOf(body, edgeKey);
}

/** Ids whose MAC was found right, under which key: the same tills and children come all day. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** Whether the edge minted this id. Its form has been parsed by `contracts/ids.ts` before. */
export function isOurObjectId(id: string, edgeKey: string): boolean {
  if (known.get(id) === edgeKey) return true;
  const expected = Buffer.from(macOf(id.slice(0, -MAC_LENGTH), edgeKey));
  const given = Buffer.from(id.slice(-MAC_LENGTH));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  if (known.size === MOST_KNOWN) known.clear();
  known.set(id, edgeKey);
  return true;
}

export function municipalityCodeOf(id: string): string {
  return id.slice(1, 5);
}

/** The municipality that an object's id belongs to. @throws Error if the deployment has none such. */
export function municipalityIdOf(objectId: string, municipalities: string): string {
  const code = municipalityCodeOf(objectId);
  for (const id of Object.values(JSON.parse(municipalities) as Record<string, string>)) {
    if (municipalityCodeOf(id) === code) return id;
  }
  throw new Error(`MUNICIPALITIES names no municipality with code ${code}`);
}

const keys = new Map<string, Buffer>();

function keyOf(edgeKey: string): Buffer {
  const known = keys.get(edgeKey);
  if (known !== undefined) return known;
  const key = Buffer.from(edgeKey, 'base64');
  if (key.length !== 32) throw new Error('EDGE_KEY must be 32 bytes in base64');
  keys.set(edgeKey, key);
  return key;
}

function macOf(body: string, edgeKey: string): string {
  const mac = createHmac('sha256', keyOf(edgeKey)).update(`klubkort-object-id-1\n${body}`).digest();
  return base62(mac.subarray(0, 8), MAC_LENGTH);
}

function base62(bytes: Buffer, length: number): string {
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let place = 0; place < length; place++) {
    text = `${ALPHABET[Number(number % 62n)]}${text}`;
    number /= 62n;
  }
  return text;
}
