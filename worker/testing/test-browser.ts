// A browser's side of Web Push for tests: it makes the subscription and decrypts what comes, by RFC 8291 and
// RFC 8188 as they are written, and checks the sender's signature by RFC 8292. Shares no code with the sender.
import type { PushSubscriptionRequest } from '../../contracts/me.ts';
import type { SentOut } from './outside-world.ts';

const encoder = new TextEncoder();

export class TestBrowser {
  readonly endpoint: string;
  readonly #keys: CryptoKeyPair;
  readonly #publicKey: Uint8Array<ArrayBuffer>;
  readonly #auth = crypto.getRandomValues(new Uint8Array(16));

  constructor(endpoint: string, keys: CryptoKeyPair, publicKey: Uint8Array<ArrayBuffer>) {
    this.endpoint = endpoint;
    this.#keys = keys;
    this.#publicKey = publicKey;
  }

  static async open(): Promise<TestBrowser> {
    const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
    const keys = (await crypto.subtle.generateKey(algorithm, true, [
      'deriveBits',
    ])) as CryptoKeyPair;
    const point = (await crypto.subtle.exportKey('raw', keys.publicKey)) as ArrayBuffer;
    const endpoint = `https://push.example/send/${crypto.randomUUID()}`;
    return new TestBrowser(endpoint, keys, new Uint8Array(point));
  }

  subscription(): PushSubscriptionRequest {
    return {
      endpoint: this.endpoint,
      keys: {
        p256dh: Buffer.from(this.#publicKey).toString('base64url'),
        auth: Buffer.from(this.#auth).toString('base64url'),
      },
    };
  }

  /** The JSON of a push. @throws Error when it is not encrypted for this browser. */
  async decrypt({ bodyBase64, headers }: SentOut): Promise<unknown> {
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm');
    const body = new Uint8Array(Buffer.from(bodyBase64, 'base64'));
    const salt = body.slice(0, 16);
    const keyLength = body[20] ?? 0;
    const senderPoint = body.slice(21, 21 + keyLength);
    const ciphertext = body.slice(21 + keyLength);
    const secret = await this.#sharedSecret(senderPoint);
    const info = bytes('WebPush: info\0', this.#publicKey, senderPoint);
    const inputKey = await derive(secret, this.#auth, info, 32);
    const key = await derive(inputKey, salt, bytes('Content-Encoding: aes128gcm\0'), 16);
    const nonce = await derive(inputKey, salt, bytes('Content-Encoding: nonce\0'), 12);
    const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    const record = new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, aes, ciphertext),
    );
    // A delimiter of 2 ends the last record; zeroes may follow it.
    const end = record.findLastIndex((byte) => byte !== 0);
    if (record[end] !== 2) throw new Error('the record is not the last');
    return JSON.parse(new TextDecoder().decode(record.slice(0, end)));
  }

  async #sharedSecret(senderPoint: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
    const sender = await crypto.subtle.importKey('raw', senderPoint, algorithm, false, []);
    // The runtime and its types do not agree on the name of this one field.
    const agreement = { name: 'ECDH', public: sender } as unknown as SubtleCryptoDeriveKeyAlgorithm;
    return new Uint8Array(await crypto.subtle.deriveBits(agreement, this.#keys.privateKey, 256));
  }
}

/** What the push service is told of the sender, once the signature has been checked with the key beside it. */
export async function vapidOf({ headers }: SentOut): Promise<{
  readonly publicKey: string;
  readonly claims: Readonly<Record<string, unknown>>;
}> {
  const [, token = '', publicKey = ''] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [header = '', payload = '', signature = ''] = token.split('.');
  const point = new Uint8Array(Buffer.from(publicKey, 'base64url'));
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', point, algorithm, false, ['verify']);
  const fits = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    new Uint8Array(Buffer.from(signature, 'base64url')),
    encoder.encode(`${header}.${payload}`),
  );
  if (!fits) throw new Error('the signature does not fit');
  return { publicKey, claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) };
}

async function derive(
  secret: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

function bytes(text: string, ...more: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([encoder.encode(text), ...more]));
}
