// The demo's identity provider: the certified `oidc-provider`, with a page to choose a persona in place of an
// e-ID. A process of its own on this machine; also opened by tests within theirs. Sessions are in memory.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider';
import { DEMO_CITIZENS, DEMO_PERSONAS, DEMO_STAFF } from './demo-personas.ts';
import { CLAIMS_OF_SCOPES, claimsOf, personaOfSubject, subjectOf } from './identity-claims.ts';
import { type IdentityKeys, identityKeysAt } from './identity-keys.ts';
import {
  chooserPage,
  LOGOUT_SCRIPT,
  logoutPage,
  PAGE_POLICY,
  type PageLanguage,
  STYLE,
} from './identity-pages.ts';

export const CITIZEN_CLIENT = 'klubkort-citizen';
export const STAFF_CLIENT = 'klubkort-staff';

export interface IdentityProviderOptions {
  readonly port: number;
  /** Where the portal is: whom the provider leads back to. */
  readonly portalOrigins: readonly string[];
  readonly keys: IdentityKeys;
}

export interface OpenIdentityProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** What the Worker is told in IDENTITY_PROVIDERS. */
export function identityProvidersSetting(issuer: string, keys: IdentityKeys) {
  return {
    '*': { citizen: { issuer, clientId: CITIZEN_CLIENT, clientSecret: keys.citizenSecret } },
  };
}

export function issuerAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** @throws Error when the port is taken. */
export async function openIdentityProvider(
  options: IdentityProviderOptions,
): Promise<OpenIdentityProvider> {
  const issuer = issuerAt(options.port);
  const provider = new Provider(issuer, configurationOf(options));
  const handle = provider.callback();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    if (path === '/pages.css') return answer(response, 'text/css', STYLE);
    if (path === '/favicon.ico') return answer(response, 'text/plain', '', 204);
    if (path === '/logout.js') return answer(response, 'text/javascript', LOGOUT_SCRIPT);
    if (!path.startsWith('/interaction/')) return void handle(request, response);
    interact(provider, request, response).catch((error: unknown) => {
      // An interaction that is over, or another browser's: the portal is the place to begin anew.
      console.error(error instanceof Error ? error.message : String(error));
      answer(response, 'text/plain', 'This login is over. Begin again in the portal.', 400);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configurationOf({ keys, portalOrigins }: IdentityProviderOptions): Configuration {
  return {
    clients: [
      clientOf(CITIZEN_CLIENT, keys.citizenSecret, portalOrigins),
      clientOf(STAFF_CLIENT, keys.staffSecret, portalOrigins),
    ],
    jwks: { keys: [keys.signingKey] },
    cookies: { keys: [keys.cookieKey] },
    claims: Object.fromEntries(
      Object.entries(CLAIMS_OF_SCOPES).map(([scope, claims]) => [scope, [...claims]]),
    ),
    pkce: { required: () => true },
    // What Danish brokers understand beyond the standard; it changes nothing here but the language.
    extraParams: ['language', 'idp_values', 'idp_params'],
    ttl: {
      ...{ AccessToken: 3 * 3600, AuthorizationCode: 60, IdToken: 300, Interaction: 900 },
      ...{ Grant: 8 * 3600, Session: 8 * 3600 },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.set('content-security-policy', PAGE_POLICY);
          context.body = logoutPage(form, 'da');
        },
      },
    },
    async findAccount(_, subject) {
      const persona = personaOfSubject(subject);
      if (persona === null) return undefined;
      return { accountId: subject, claims: async () => claimsOf(persona, Date.now()) };
    },
    // The portal is the municipality's own: nobody is asked whether it may know who logs in.
    async loadExistingGrant({ oidc }) {
      const { client: asking, session, provider } = oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({
        clientId: asking.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(Object.keys(CLAIMS_OF_SCOPES).join(' '));
      await grant.save();
      return grant;
    },
  };
}

function clientOf(id: string, secret: string, origins: readonly string[]): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: origins.map((origin) => `${origin}/api/login/callback`),
    post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
    id_token_signed_response_alg: 'ES256',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params, uid } = await provider.interactionDetails(request, response);
  const personas = params.client_id === STAFF_CLIENT ? DEMO_STAFF : DEMO_CITIZENS;
  if (request.method !== 'POST') {
    const language: PageLanguage = params.language === 'en' ? 'en' : 'da';
    return answer(response, 'text/html', chooserPage(personas, `/interaction/${uid}`, language));
  }
  const chosen = new URLSearchParams(await bodyOf(request));
  const persona = personas.find(({ personaId }) => personaId === chosen.get('persona'));
  const result =
    persona === undefined
      ? { error: 'access_denied', error_description: 'mitid_user_aborted' }
      : { login: { accountId: subjectOf(persona), remember: false } };
  return provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > 10_000) throw new Error('the form is too long');
  }
  return text;
}

function answer(response: ServerResponse, type: string, body: string, status = 200): void {
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'no-store',
    })
    .end(body);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      keys: { type: 'string' },
      portal: { type: 'string', multiple: true },
    },
  });
  const { port, keys, portal } = values;
  if (port === undefined || keys === undefined || portal === undefined) {
    throw new Error('Needs --port, --keys and --portal.');
  }
  const options = { port: Number(port), portalOrigins: portal, keys: identityKeysAt(keys) };
  const { issuer } = await openIdentityProvider(options);
  console.log(`${DEMO_PERSONAS.length} personas log in at ${issuer}`);
}

if (import.meta.main) await main();
