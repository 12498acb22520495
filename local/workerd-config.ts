// Writes workerd's configuration for one machine, as a pure function of wrangler.toml's facts. Addresses
// and directories are placeholders: the launcher gives them on the command line, so the text is the same
// for every state folder. Keys come from the environment and are never written here.
import type { DeploymentFacts } from './deployment-facts.ts';

/** The secrets of wrangler.toml. An unset one becomes null in silence, so the launcher checks them. */
export const ENVIRONMENT_KEYS = [
  'EDGE_KEY',
  'CARD_KEY',
  'CODE_KEY',
  'PERSON_KEYS',
  'MUNICIPALITIES',
  'IDENTITY_PROVIDERS',
] as const;
export type EnvironmentKey = (typeof ENVIRONMENT_KEYS)[number];

/** What is absent is not set up, and the Worker says so where somebody asks for it. */
export const OPTIONAL_ENVIRONMENT_KEYS = [
  'MAIL_FROM',
  'MAIL_RELAY',
  'PUSH_KEYS',
  'PUSH_HOSTS',
  'PAYMENT_PROVIDERS',
] as const;
export type OptionalEnvironmentKey = (typeof OPTIONAL_ENVIRONMENT_KEYS)[number];

export type WorkerdEnvironment = Readonly<
  Record<EnvironmentKey, string> & Partial<Record<OptionalEnvironmentKey, string>>
>;

/** Where the bundles lie, as seen from the configuration's own folder. */
export interface Bundles {
  readonly main: string;
  readonly assetServer: string;
  /** The demo's and the tests' way to the objects' methods; a municipality's installation has none. */
  readonly seedService: string | null;
}

export function workerdConfig(facts: DeploymentFacts, bundles: Bundles): string {
  const withSeed = bundles.seedService !== null;
  return `# Written by local/workerd-config.ts from wrangler.toml; a change here is lost at the next build.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "assets", worker = .assets),
${withSeed ? '    (name = "seed", worker = .seed),\n' : ''}    (name = "objects", disk = (writable = true)),
    (name = "portal", disk = (writable = false)),
    # ${withSeed ? "The demo's identity provider and payment simulators run on this very machine." : 'No address of this machine or of the networks it stands in can be fetched.'}
    (name = "internet", network = (allow = [${withSeed ? '"public", "local"' : '"public"'}], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [
    (name = "http", http = (), service = "main"),
${withSeed ? '    (name = "seed", http = (), service = "seed"),\n' : ''}  ],
);

const main :Workerd.Worker = (
${workerHead(facts, 'index.js', bundles.main)}
  durableObjectNamespaces = [
${facts.objects
  .map(
    (object) =>
      `    (className = ${quoted(object.className)}, uniqueKey = ${quoted(uniqueKey(facts, object.className))}, enableSql = true),`,
  )
  .join('\n')}
  ],
  durableObjectStorage = (localDisk = "objects"),
  bindings = [
${facts.objects
  .map(
    (object) =>
      `    (name = ${quoted(object.binding)}, durableObjectNamespace = ${quoted(object.className)}),`,
  )
  .join('\n')}
    (name = ${quoted(facts.assets.binding)}, service = "assets"),
${[...ENVIRONMENT_KEYS, ...OPTIONAL_ENVIRONMENT_KEYS].map((key) => `    (name = ${quoted(key)}, fromEnvironment = ${quoted(key)}),`).join('\n')}
  ],
);

const assets :Workerd.Worker = (
${workerHead(facts, 'asset-server.js', bundles.assetServer)}
  bindings = [(name = "FILES", service = "portal")],
);
${bundles.seedService === null ? '' : `\n${seedWorker(facts, bundles.seedService)}`}`;
}

function seedWorker(facts: DeploymentFacts, bundle: string): string {
  return `const seed :Workerd.Worker = (
${workerHead(facts, 'seed-service.js', bundle)}
  bindings = [
${facts.objects
  .map(
    (object) =>
      `    (name = ${quoted(object.binding)}, durableObjectNamespace = (className = ${quoted(object.className)}, serviceName = "main")),`,
  )
  .join('\n')}
  ],
);
`;
}

function workerHead(facts: DeploymentFacts, module: string, bundle: string): string {
  const flags = facts.compatibilityFlags.map(quoted).join(', ');
  return `  modules = [(name = ${quoted(module)}, esModule = embed ${quoted(bundle)})],
  compatibilityDate = ${quoted(facts.compatibilityDate)},
  compatibilityFlags = [${flags}],`;
}

/** Names the objects' folder on disk. It must never change: another key is another, empty, storage. */
function uniqueKey(facts: DeploymentFacts, className: string): string {
  return `${facts.name}-${className}`;
}

function quoted(text: string): string {
  if (!/^[\w./: -]*$/.test(text)) {
    throw new Error(`workerd's configuration cannot hold the text ${JSON.stringify(text)}.`);
  }
  return `"${text}"`;
}
