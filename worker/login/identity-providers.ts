// The providers that this deployment trusts, by host, and what each says of itself. Held per isolate for an
// hour; keys are fetched anew when a token names one that is not known. Absent: what a login must fulfil.
import * as openid from 'openid-client';
import { z } from 'zod';

const Provider = z.strictObject({
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  /** Left out for a client that is known by its redirect address alone. */
  clientSecret: z.string().min(1).optional(),
  /** What its tokens must say as `idp_environment`; left out, nothing is asked. */
  environment: z.string().min(1).optional(),
  scope: z.string().default('openid mitid ssn'),
  /** What this provider wants to be told beyond the standard, such as which e-IDs to offer. */
  parameters: z.record(z.string(), z.string()).default({}),
});
export type Provider = z.infer<typeof Provider>;

const ProvidersOfHost = z.strictObject({
  citizen: Provider,
  /** How the portal is reached from outside, where a proxy in front ends TLS. */
  origin: z.url().optional(),
});
export type ProvidersOfHost = z.infer<typeof ProvidersOfHost>;

const IdentityProviders = z.record(z.string(), ProvidersOfHost);

/** What we believe a signature by. Never `none`, never a shared secret. */
const ALGORITHMS = ['ES256', 'PS256', 'RS256'];
const KNOWN_FOR_MS = 3_600_000;
const ANSWER_WITHIN_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * Null when nobody can log in at this host.
 *
 * @throws Error if IDENTITY_PROVIDERS is not what wrangler.toml describes.
 */
export function providersOfHost(setting: string, hostname: string): ProvidersOfHost | null {
  const byHost = IdentityProviders.parse(JSON.parse(setting));
  return byHost[hostname] ?? byHost['*'] ?? null;
}

interface Known {
  readonly configuration: openid.Configuration;
  readonly until: number;
}
const known = new Map<string, Known>();

/** @throws what openid-client throws when the provider does not answer, or is not who it should be. */
export async function configurationOf(provider: Provider): Promise<openid.Configuration> {
  const key = JSON.stringify(provider);
  const held = known.get(key);
  if (held !== undefined && Date.now() < held.until) return held.configuration;
  const configuration = await discover(provider);
  known.set(key, { configuration, until: Date.now() + KNOWN_FOR_MS });
  return configuration;
}

async function discover(provider: Provider): Promise<openid.Configuration> {
  const { clientId, clientSecret } = provider;
  const issuer = new URL(provider.issuer);
  // Without TLS only on this very machine: the demo's and the tests' provider.
  const execute = isLoopback(issuer) ? [openid.allowInsecureRequests] : [];
  const options = { execute, timeout: ANSWER_WITHIN_SECONDS };
  const discovered = await openid.discovery(issuer, clientId, undefined, undefined, options);
  const { supportsPKCE: _, ...metadata } = discovered.serverMetadata();
  const algorithms = metadata.id_token_signing_alg_values_supported ?? [];
  const configuration = new openid.Configuration(
    {
      ...metadata,
      id_token_signing_alg_values_supported: algorithms.filter((name) => ALGORITHMS.includes(name)),
    },
    clientId,
    { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    clientSecret === undefined ? openid.None() : openid.ClientSecretPost(clientSecret),
  );
  configuration.timeout = ANSWER_WITHIN_SECONDS;
  for (const extension of execute) extension(configuration);
  // Without this the library believes an ID token for the TLS that it came by.
  openid.enableNonRepudiationChecks(configuration);
  return configuration;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
