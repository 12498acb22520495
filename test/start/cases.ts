// The cases of test/start. Each starts what it needs and ends it; a bench without leftovers is part of each.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AccountId, PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { readDemoFile } from '../../local/demo-file.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { SeededDemo } from '../../local/seed-demo.ts';
import { Launcher, processesOf } from './launcher.ts';
import type { StartBench, StartCase } from './run.ts';

const HOUSE = fileURLToPath(new URL('../..', import.meta.url));

export const launcherCases: readonly StartCase[] = [
  {
    name: 'an empty folder becomes a running club: Ready, a page, a health answer, codes and PINs',
    run: (bench) =>
      withLauncher(bench, [], async (launcher) => {
        const page = await fetch(`http://127.0.0.1:${bench.port}/kasse`);
        assert.equal(page.status, 200);
        assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
        assert.equal((await fetch(`http://127.0.0.1:${bench.port}/api/health`)).status, 200);
        assert.equal((await fetch(`http://127.0.0.1:${bench.port + 2}/`)).status, 200);
        assert.match(
          launcher.output,
          /by this code: +[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\n/,
        );
        assert.match(launcher.output, /Mette Klubvoksen 1234/);
        assert.equal(Object.keys(seededOf(bench).tills).length, 6);
        assert.equal(Object.keys(seededOf(bench).accounts).length, 40);
      }),
  },
  {
    name: 'the seed service calls what is on its list, and only in the state folder',
    run: (bench) =>
      withLauncher(bench, [], async () => {
        const id = accountOf(bench, 'Alma Testesen');
        const forbidden = { object: 'account', id, method: 'takeCopy', argument: {} } as const;
        await assert.rejects(clientOf(bench).call(forbidden), /not on the list of methods/);
        const body = JSON.stringify({ calls: [{ object: 'account', id, method: 'inspect' }] });
        const outside = await fetch(`http://127.0.0.1:${bench.port}/`, { method: 'POST', body });
        assert.ok(outside.status >= 400, `the port answered ${outside.status}`);
        assert.equal(statSync(bench.state).mode & 0o077, 0);
      }),
  },
  {
    name: 'a child’s card held to the reader arrives at the till',
    run: (bench) =>
      withLauncher(bench, ['--reader', 'fake'], async () => {
        assert.equal(readDemoFile(bench.state).reader.kind, 'fake');
        const tap = spawnSync(
          'npm',
          ['run', 'tap', '--', 'Alma Testesen', '--state', bench.state],
          {
            cwd: HOUSE,
            encoding: 'utf8',
          },
        );
        assert.equal(tap.status, 0, tap.stderr);
        await eventually('the tap is acknowledged', () =>
          readFileSync(join(bench.state, 'bridge.log'), 'utf8').includes('tap_acknowledged'),
        );
      }),
  },
  {
    name: 'a second start keeps tills, accounts and money, and seeds nothing again',
    run: async (bench) => {
      const before = await withLauncher(bench, [], async () => {
        await payIn(bench, 'Alma Testesen');
        return booksOf(bench);
      });
      const tills = seededOf(bench);
      const paired = readFileSync(join(bench.state, 'bridge', 'paired-device.json'), 'utf8');
      const after = await withLauncher(bench, [], () => booksOf(bench));
      assert.deepEqual(after, before);
      assert.deepEqual(seededOf(bench), tills);
      assert.equal(readFileSync(join(bench.state, 'bridge', 'paired-device.json'), 'utf8'), paired);
    },
  },
  {
    name: '--fresh begins anew: other keys, other tills, the demo’s first money',
    run: async (bench) => {
      await withLauncher(bench, [], async () => {
        await payIn(bench, 'Alma Testesen');
      });
      const first = seededOf(bench);
      const keys = readFileSync(join(bench.state, 'keys', 'keys.json'), 'utf8');
      await withLauncher(bench, ['--fresh'], async () => {
        assert.notDeepEqual(seededOf(bench), first);
        assert.notEqual(readFileSync(join(bench.state, 'keys', 'keys.json'), 'utf8'), keys);
        assert.equal(await entriesOf(bench, 'Alma Testesen'), 1);
      });
    },
  },
  {
    name: 'a taken port is said in one sentence',
    run: async (bench) => {
      for (const taken of portsOf(bench)) {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
        const sentence = `Port ${taken} is taken by another program. Choose another with npm start -- --port ${bench.port + 10}.`;
        await mustRefuse(bench, ['--port', String(bench.port), '--state', bench.state], sentence);
        await new Promise((resolve) => server.close(resolve));
      }
    },
  },
  {
    name: 'a second start on the same folder is refused, --fresh too, and harms nothing',
    run: (bench) =>
      withLauncher(bench, [], async () => {
        const sentence = `Klubkort already runs on the state in ${bench.state}.`;
        const args = ['--port', String(bench.port + 20), '--state', bench.state];
        for (const more of [[], ['--fresh']]) {
          const second = new Launcher([...args, ...more]);
          assert.equal(await second.ended(), 1);
          assert.equal(lastSentence(second.output), sentence);
        }
        assert.equal(await entriesOf(bench, 'Alma Testesen'), 1);
      }),
  },
  {
    name: 'damaged keys are said in one sentence and stay as they are',
    run: async (bench) => {
      mkdirSync(join(bench.state, 'keys'), { recursive: true });
      const file = join(bench.state, 'keys', 'keys.json');
      writeFileSync(file, '{}');
      const sentence = `${file} is damaged; put the right one back, or start with --fresh.`;
      await mustRefuse(bench, ['--port', String(bench.port), '--state', bench.state], sentence);
      assert.equal(readFileSync(file, 'utf8'), '{}');
    },
  },
  {
    name: 'a SIGTERM to npm alone ends everything',
    run: async (bench) => {
      const launcher = await startedLauncher(bench, []);
      launcher.signalNpm('SIGTERM');
      await launcher.ended();
      await nothingIsLeft(bench);
    },
  },
  {
    name: 'a Ctrl-C while it is still starting ends everything',
    run: async (bench) => {
      const launcher = new Launcher(['--port', String(bench.port), '--state', bench.state]);
      await eventually('workerd runs', () =>
        processesOf(bench.state).some(({ command }) => command.includes('workerd')),
      );
      launcher.interrupt();
      await launcher.ended();
      await nothingIsLeft(bench);
    },
  },
  {
    name: 'npm killed outright, or the launcher: workerd and the bridge end by themselves',
    run: async (bench) => {
      const first = await startedLauncher(bench, []);
      first.signalNpm('SIGKILL');
      await nothingIsLeft(bench);
      await startedLauncher(bench, []);
      for (const { pid, command } of processesOf(bench.state)) {
        if (command.includes('local/start.ts')) process.kill(pid, 'SIGKILL');
      }
      await nothingIsLeft(bench);
      await withLauncher(bench, [], () => Promise.resolve());
    },
  },
  {
    name: 'when workerd, the bridge or the login ends by itself, all end and the launcher says which',
    run: async (bench) => {
      for (const [part, sign, log] of [
        ['workerd', '--directory-path=objects', 'workerd'],
        ['bridge', 'reader-bridge/main.ts', 'bridge'],
        ['identity provider', 'identity-provider.ts', 'identity-provider'],
      ] as const) {
        const launcher = await startedLauncher(bench, []);
        const victim = processesOf(bench.state).find(({ command }) => command.includes(sign));
        assert.ok(victim, `${part} runs`);
        process.kill(victim.pid, 'SIGKILL');
        assert.equal(await launcher.ended(), 1);
        assert.match(launcher.output, new RegExp(`${part} has ended; .*${log}\\.log says why\\.`));
        await nothingIsLeft(bench);
      }
    },
  },
];

async function startedLauncher(bench: StartBench, args: readonly string[]): Promise<Launcher> {
  const launcher = new Launcher([
    ...['--port', String(bench.port), '--state', bench.state],
    ...args,
  ]);
  try {
    return await launcher.ready();
  } catch (cause) {
    launcher.destroy();
    throw cause;
  }
}

/** Starts, runs, and ends by Ctrl-C; after that no process and no port of it may be left. */
async function withLauncher<Value>(
  bench: StartBench,
  args: readonly string[],
  run: (launcher: Launcher) => Promise<Value>,
): Promise<Value> {
  const launcher = await startedLauncher(bench, args);
  let value: Value;
  try {
    value = await run(launcher);
  } catch (cause) {
    launcher.destroy();
    throw cause;
  }
  launcher.interrupt();
  await launcher.ended();
  await nothingIsLeft(bench);
  return value;
}

async function mustRefuse(
  bench: StartBench,
  args: readonly string[],
  sentence: string,
): Promise<void> {
  const launcher = new Launcher(args);
  assert.equal(await launcher.ended(), 1);
  assert.equal(lastSentence(launcher.output), sentence);
  await noProcessIsLeft(bench);
}

/** The portal's, the bridge's status page, the login, the outbox and the two payment simulators. */
function portsOf({ port }: StartBench): number[] {
  return [port, port + 2, port + 3, port + 4, port + 5, port + 6];
}

/** The last line that is not npm's own. */
function lastSentence(output: string): string | undefined {
  return output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('npm '))
    .at(-1);
}

function noProcessIsLeft(bench: StartBench): Promise<void> {
  return eventually('no process is left', () => processesOf(bench.state).length === 0);
}

async function nothingIsLeft(bench: StartBench): Promise<void> {
  await noProcessIsLeft(bench);
  for (const port of portsOf(bench)) {
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), `port ${port} is free`);
  }
}

async function eventually(what: string, is: () => boolean): Promise<void> {
  const until = Date.now() + 20_000;
  while (!is()) {
    if (Date.now() > until) throw new Error(`it is not so that ${what}`);
    await delay(50);
  }
}

function seededOf(bench: StartBench): SeededDemo {
  return SeededDemo.parse(JSON.parse(readFileSync(join(bench.state, 'seeded.json'), 'utf8')));
}

function clientOf(bench: StartBench): SeedClient {
  return new SeedClient(join(bench.state, 'seed.sock'));
}

async function payIn(bench: StartBench, child: string): Promise<void> {
  const outcome = await clientOf(bench).call(
    seedCall('account', accountOf(bench, child), 'topUp', {
      topUpId: TopUpId.parse(crypto.randomUUID()),
      amountOre: ore(10_00),
      by: PersonId.parse('test-start'),
      reason: 'Prøve',
    }),
  );
  assert.equal((outcome as { ok: boolean }).ok, true);
}

/** Every account as it stands: sums, cards, limits, notices. */
function booksOf(bench: StartBench): Promise<unknown[]> {
  const calls = Object.values(seededOf(bench).accounts).map((accountId) =>
    seedCall('account', accountId, 'inspect', undefined),
  );
  return clientOf(bench).callAll(calls);
}

async function entriesOf(bench: StartBench, child: string): Promise<number> {
  const call = seedCall('account', accountOf(bench, child), 'inspect', undefined);
  return ((await clientOf(bench).call(call)) as { lastSequence: number }).lastSequence;
}

function accountOf(bench: StartBench, child: string): AccountId {
  return AccountId.parse(seededOf(bench).accounts[child]);
}
