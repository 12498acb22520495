// A provider that lies in one way at a time: whatever a case asks for is wrong in the next login, the rest is
// as it must be. Sits on loopback. Absent: what the house must say to it (hostile-cases.ts).
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';

/** Each changes what an honest provider would have sent. */
export interface Lie {
  readonly claims?: Record<string, unknown>;
  readonly userInfo?: Record<string, unknown>;
  readonly signedBy?: 'another_key' | 'unknown_key' | 'nobody' | 'our_secret' | 'our_public_key';
  /** The payload is another than the one that was signed. */
  readonly altered?: boolean;
  readonly withoutIdToken?: boolean;
  /** What the redirect back says in place of the honest answer. */
  readonly answer?: Record<string, string>;
  readonly tokenStatus?: number;
}

export const HOSTILE_CLIENT = {
  clientId: 'klubkort',
  clientSecret: 'a secret of thirty-two letters',
};
const KEY_ID = 'known';
/** What the house is told to ask of its tokens. */
export const E_ID_ENVIRONMENT = 'production';
export const SUBSTANTIAL = 'https://data.gov.dk/concept/core/nsis/Substantial';

interface Begun {
  readonly nonce: string;
  readonly challenge: string;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

export class HostileProvider {
  readonly #keys: KeyPair;
  readonly #strangers: KeyPair;
  readonly #begun = new Map<string, Begun>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  #issuer = '';
  lie: Lie = {};
  subject = 'e0000000-0000-4000-8000-000000000001';
  nationalId = '9912990009';
  /** How often a code was exchanged: this one takes a code any number of times. */
  exchanges = 0;

  static async open(port: number): Promise<HostileProvider> {
    const [keys, strangers] = await Promise.all([newKeys(), newKeys()]);
    const provider = new HostileProvider(keys, strangers);
    await provider.#listen(port);
    return provider;
  }

  private constructor(keys: KeyPair, strangers: KeyPair) {
    this.#keys = keys;
    this.#strangers = strangers;
  }

  get issuer(): string {
    return this.#issuer;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #listen(port: number): Promise<void> {
    this.#issuer = `http://127.0.0.1:${port}`;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#issuer);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, this.#metadata(this.#issuer));
      // As another issuer would have it: who asked for this one must not believe the other.
      case '/another/.well-known/openid-configuration':
        return json(response, this.#metadata(this.#issuer));
      case '/keys':
        return json(response, { keys: [await this.#publicKey()] });
      case '/authorize':
        return this.#authorize(url.searchParams, response);
      case '/token':
        return this.#token(new URLSearchParams(await bodyOf(request)), response);
      case '/userinfo':
        return json(response, this.#userInfo());
      default:
        return json(response, { error: 'not_found' }, 404);
    }
  }

  #metadata(issuer: string) {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      end_session_endpoint: `${issuer}/endsession`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      // It would be glad to be believed by any of them.
      id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
    };
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = crypto.randomUUID();
    this.#begun.set(code, {
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
    });
    const back = new URL(asked.get('redirect_uri') ?? '');
    const state = asked.get('state') ?? '';
    const answer = this.lie.answer ?? {};
    const honest = 'error' in answer ? { state } : { code, state };
    for (const [name, value] of Object.entries({ ...honest, iss: this.#issuer, ...answer })) {
      back.searchParams.set(name, value);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async #token(form: URLSearchParams, response: ServerResponse): Promise<void> {
    if (this.lie.tokenStatus !== undefined) {
      return json(response, { error: 'server_error' }, this.lie.tokenStatus);
    }
    const begun = this.#begun.get(form.get('code') ?? '');
    if (begun === undefined) return json(response, { error: 'invalid_grant' }, 400);
    // PKCE is the one thing that it keeps to: a house without the verifier would not pass.
    const hash = createHash('sha256').update(form.get('code_verifier') ?? '');
    if (hash.digest('base64url') !== begun.challenge) {
      return json(response, { error: 'invalid_grant' }, 400);
    }
    this.exchanges += 1;
    const idToken = this.lie.withoutIdToken ? undefined : await this.#idToken(begun.nonce);
    return json(response, {
      ...{ access_token: crypto.randomUUID(), token_type: 'Bearer', expires_in: 300 },
      id_token: idToken,
    });
  }

  async #idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      ...{ iss: this.#issuer, sub: this.subject, aud: HOSTILE_CLIENT.clientId, nonce },
      ...{ iat: now, exp: now + 300, auth_time: now },
      ...{ loa: SUBSTANTIAL, identity_type: 'private', idp: 'mitid' },
      idp_environment: E_ID_ENVIRONMENT,
      ...this.lie.claims,
    };
    const signed = await this.#signed(without(claims));
    return this.lie.altered ? withAnotherPayload(signed) : signed;
  }

  async #signed(claims: JWTPayload): Promise<string> {
    const token = new SignJWT(claims);
    const { publicKey, privateKey } = this.#keys;
    switch (this.lie.signedBy) {
      case 'nobody':
        return new UnsecuredJWT(claims).encode();
      case 'our_secret': {
        const secret = createSecretKey(Buffer.from(HOSTILE_CLIENT.clientSecret));
        return token.setProtectedHeader({ alg: 'HS256' }).sign(secret);
      }
      case 'our_public_key':
        return signedByPublicKey(claims, await exportSPKI(publicKey));
      case 'another_key':
        return token
          .setProtectedHeader({ alg: 'ES256', kid: KEY_ID })
          .sign(this.#strangers.privateKey);
      case 'unknown_key':
        return token
          .setProtectedHeader({ alg: 'ES256', kid: 'unknown' })
          .sign(this.#strangers.privateKey);
      default:
        return token.setProtectedHeader({ alg: 'ES256', kid: KEY_ID }).sign(privateKey);
    }
  }

  #userInfo(): Record<string, unknown> {
    return without({
      sub: this.subject,
      'dk.cpr': `${this.nationalId.slice(0, 6)}-${this.nationalId.slice(6)}`,
      'mitid.identity_name': 'Hosta Tilesen',
      ...this.lie.userInfo,
    });
  }

  async #publicKey() {
    return { ...(await exportJWK(this.#keys.publicKey)), kid: KEY_ID, use: 'sig', alg: 'ES256' };
  }
}

/** The old trick: the public key, which all know, taken for a shared secret. */
function signedByPublicKey(claims: JWTPayload, publicKey: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', kid: KEY_ID })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', publicKey).update(content).digest('base64url')}`;
}

function withAnotherPayload(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
  const another = Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url');
  return [header, another, signature].join('.');
}

/** A claim that a lie sets to null is left out. */
function without<Claims extends Record<string, unknown>>(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null)) as Claims;
}

function newKeys(): Promise<KeyPair> {
  return generateKeyPair('ES256', { extractable: true });
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
