import { expect, test } from 'vitest';
import { readDeploymentFacts } from './deployment-facts.ts';
import { ENVIRONMENT_KEYS, OPTIONAL_ENVIRONMENT_KEYS, workerdConfig } from './workerd-config.ts';

const facts = readDeploymentFacts(new URL('../wrangler.toml', import.meta.url).pathname);
const bundles = { main: 'worker/index.js', assetServer: 'asset-server.js' };
const installed = workerdConfig(facts, { ...bundles, seedService: null });
const demo = workerdConfig(facts, { ...bundles, seedService: 'seed-service.js' });

test('gives each object of wrangler.toml its own SQLite storage under a key that never changes', () => {
  for (const className of ['CardAccount', 'Till', 'Municipality']) {
    const namespace = `(className = "${className}", uniqueKey = "klubkort-${className}", enableSql = true)`;
    expect(installed).toContain(namespace);
  }
  expect(installed).toContain('(name = "CARD_ACCOUNT", durableObjectNamespace = "CardAccount")');
  expect(installed).toContain('durableObjectStorage = (localDisk = "objects")');
});

test('runs with the compatibility date that Cloudflare is told', () => {
  expect(installed).toContain(`compatibilityDate = "${facts.compatibilityDate}"`);
});

test('takes every key from the environment and writes none down', () => {
  for (const key of [...ENVIRONMENT_KEYS, ...OPTIONAL_ENVIRONMENT_KEYS]) {
    expect(installed).toContain(`(name = "${key}", fromEnvironment = "${key}")`);
  }
});

test('has a way to the objects’ methods in the demo only', () => {
  expect(installed).not.toMatch(/seed/i);
  expect(demo).toContain('sockets = [\n    (name = "http"');
  expect(demo).toContain('(name = "seed", http = (), service = "seed")');
  expect(demo).toContain('(className = "Till", serviceName = "main")');
});

test('lets the Worker call out, but only in the demo to this machine', () => {
  const network = (allow: string) =>
    `(name = "internet", network = (allow = [${allow}], tlsOptions`;
  expect(installed).toContain(network('"public"'));
  expect(demo).toContain(network('"public", "local"'));
});

test('refuses a text that would end its quotation', () => {
  const wrong = { ...facts, compatibilityDate: '2026-11-02", x = "' };
  expect(() => workerdConfig(wrong, { ...bundles, seedService: null })).toThrow(/cannot hold/);
});
