// Runs the real workerd with the generated configuration and a Worker of three small objects: what the
// launcher, the crash tests and the bench build on.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDeploymentFacts } from './deployment-facts.ts';
import { workerdConfig } from './workerd-config.ts';
import { startWorkerd, type WorkerdOptions } from './workerd-process.ts';

const WORKER = `
import { DurableObject } from 'cloudflare:workers';
class Counter extends DurableObject {
  add(number) {
    const { sql } = this.ctx.storage;
    sql.exec('CREATE TABLE IF NOT EXISTS counted (number INTEGER NOT NULL) STRICT');
    sql.exec('INSERT INTO counted VALUES (?)', number);
    return sql.exec('SELECT sum(number) AS total FROM counted').one().total;
  }
}
export class CardAccount extends Counter {}
export class Till extends Counter {}
export class Municipality extends Counter {}
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/key') return new Response(env.CARD_KEY);
    if (pathname === '/out') {
      return new Response(await fetch(new URL('/key', request.url)).then(() => 'reached', () => 'shut'));
    }
    const namespace = { '/account': 'CARD_ACCOUNT', '/till': 'TILL', '/municipality': 'MUNICIPALITY' }[pathname];
    if (namespace) return Response.json(await env[namespace].getByName('one').add(1));
    return env.ASSETS.fetch(request);
  },
};`;

const SEED = `
export default {
  async fetch(request, env) {
    return Response.json(await env.CARD_ACCOUNT.getByName('one').add(10));
  },
};`;

const KEYS = {
  ...{ EDGE_KEY: 'a', CARD_KEY: 'b', CODE_KEY: 'c', PERSON_KEYS: 'd', MUNICIPALITIES: 'e' },
  IDENTITY_PROVIDERS: 'f',
};

let folder: string;
let options: WorkerdOptions;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-workerd-'));
  for (const name of ['objects', 'portal/assets'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'portal/kasse.html'), '<title>Kasse</title>');
  writeFileSync(join(folder, 'portal/assets/kasse-jWonf28a.js'), 'let till;');
  writeFileSync(join(folder, 'portal/notes.secret'), 'not for the web');
  writeFileSync(join(folder, 'worker.js'), WORKER);
  writeFileSync(join(folder, 'seed.js'), SEED);
  await build({
    entryPoints: [new URL('./asset-server.ts', import.meta.url).pathname],
    outfile: join(folder, 'asset-server.js'),
    format: 'esm',
  });
  const facts = readDeploymentFacts(new URL('../wrangler.toml', import.meta.url).pathname);
  const bundles = { main: 'worker.js', assetServer: 'asset-server.js', seedService: 'seed.js' };
  writeFileSync(join(folder, 'config.capnp'), workerdConfig(facts, bundles));
  const installed = { ...bundles, seedService: null };
  writeFileSync(join(folder, 'installed.capnp'), workerdConfig(facts, installed));
  options = {
    config: join(folder, 'config.capnp'),
    portalDirectory: join(folder, 'portal'),
    objectsDirectory: join(folder, 'objects'),
    port: 0,
    seedSocket: join(folder, 'seed.sock'),
    keys: KEYS,
  };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('keeps three kinds of objects on disk, also when it is killed', async () => {
  const first = await startWorkerd(options);
  const add = async (path: string) => Number(await (await fetch(first.url + path)).text());
  expect([await add('/account'), await add('/till'), await add('/municipality')]).toEqual([
    1, 1, 1,
  ]);
  expect(await add('/account')).toBe(2);
  await first.kill();

  const second = await startWorkerd(options);
  expect(await (await fetch(`${second.url}/account`)).text()).toBe('3');
  await second.stop();
  await expect(fetch(second.url)).rejects.toThrow();
});

test('hands the keys to the Worker, and lets it call this machine in the demo only', async () => {
  const installed = { ...options, config: join(folder, 'installed.capnp'), seedSocket: null };
  for (const [config, called] of [
    [options, 'reached'],
    [installed, 'shut'],
  ] as const) {
    const workerd = await startWorkerd(config);
    expect(await (await fetch(`${workerd.url}/key`)).text()).toBe('b');
    expect(await (await fetch(`${workerd.url}/out`)).text()).toBe(called);
    await workerd.stop();
  }
});

test('serves pages by kind and address, and lists no folder', async () => {
  const workerd = await startWorkerd(options);
  const get = (path: string, method = 'GET') => fetch(workerd.url + path, { method });
  const page = await get('/kasse');
  expect(await page.text()).toBe('<title>Kasse</title>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = await get('/assets/kasse-jWonf28a.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect((await get('/kasse', 'HEAD')).headers.get('content-length')).toBe('20');
  const nowhere = ['/', '/assets', '/assets/', '/notes.secret', '/.hidden.js', '/%2e%2e/worker.js'];
  for (const path of nowhere) expect([path, (await get(path)).status]).toEqual([path, 404]);
  expect((await get('/kasse', 'POST')).status).toBe(405);
  await workerd.stop();
});

test('says in one sentence that the port is taken, or that a key is missing', async () => {
  const workerd = await startWorkerd(options);
  const other = { ...options, port: workerd.port, seedSocket: join(folder, 'other.sock') };
  await expect(startWorkerd(other)).rejects.toThrow(
    `Port ${workerd.port} is taken by another program.`,
  );
  await workerd.stop();
  const keys = { ...KEYS, CODE_KEY: '' };
  await expect(startWorkerd({ ...options, keys })).rejects.toThrow('The key CODE_KEY is not set.');
});
