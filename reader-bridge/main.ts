#!/usr/bin/env node
// The command `klubkort-reader-bridge`: reads arguments and environment, which nothing else does, and
// runs the bridge until a signal or the parent's end.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Bridge } from './bridge.ts';
import { FakeReader } from './fake-reader.ts';
import { jsonLinesLog, wordsOf } from './log.ts';
import { pairDevice, readPairedDevice } from './pairing.ts';
import { PcscReader } from './pcsc-reader.ts';
import { serverAddress } from './server-address.ts';

const USAGE = `klubkort-reader-bridge pair --server URL --code XXXX-XXXX [--state DIR]
klubkort-reader-bridge run [--server URL] [--state DIR] [--status-port N] [--fake SOCKET] [--with-parent]

  --state DIR      where the key and the pairing are kept
                   (default: the systemd unit's state folder, else ~/.klubkort-reader-bridge)
  --server URL     talk to this address instead of the one paired with
  --status-port N  the status page on 127.0.0.1 (default 8789)
  --fake SOCKET    no hardware: a unix socket says which card lies on the reader
  --with-parent    end when the program that started this one has ended
`;

const DEFAULT_STATUS_PORT = 8789;
const PARENT_LOOK_MS = 1_000;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      server: { type: 'string' },
      code: { type: 'string' },
      state: { type: 'string' },
      'status-port': { type: 'string' },
      fake: { type: 'string' },
      'with-parent': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const command = positionals.length === 1 ? positionals[0] : undefined;
  const stateFolder = path.resolve(
    values.state ?? process.env.STATE_DIRECTORY ?? path.join(homedir(), '.klubkort-reader-bridge'),
  );
  if (values.help) process.stdout.write(USAGE);
  else if (command === 'pair') await pair(stateFolder, values.server, values.code);
  else if (command === 'run') {
    await run({
      stateFolder,
      server: values.server,
      statusPort: portOf(values['status-port']),
      fakeSocket: values.fake,
      withParent: values['with-parent'] ?? false,
    });
  } else throw new Error(`Say what to do:\n${USAGE}`);
}

async function pair(stateFolder: string, server?: string, code?: string): Promise<void> {
  if (!server || !code) throw new Error(`Pairing needs --server and --code:\n${USAGE}`);
  const { clubName, tillName } = await pairDevice(stateFolder, serverAddress(server), code);
  process.stdout.write(`Paired with ${tillName}, ${clubName}.\n`);
}

interface RunOptions {
  readonly stateFolder: string;
  readonly server: string | undefined;
  readonly statusPort: number;
  readonly fakeSocket: string | undefined;
  readonly withParent: boolean;
}

async function run(options: RunOptions): Promise<void> {
  const device = await readPairedDevice(options.stateFolder);
  if (!device) {
    throw new Error(
      `This bridge has no till yet (nothing in ${options.stateFolder}): run pair first.\n${USAGE}`,
    );
  }
  const log = jsonLinesLog((line) => process.stdout.write(line));
  const bridge = await Bridge.create({
    device,
    server: serverAddress(options.server ?? device.server),
    reader: options.fakeSocket ? new FakeReader(options.fakeSocket) : new PcscReader({ log }),
    statusPort: options.statusPort,
    version: ownVersion(),
    log,
  });
  endInOrder(bridge, options.withParent);
  await bridge.start();
}

/** A terminal's Ctrl-C reaches a whole group, some of it twice: only the first word counts. */
function endInOrder(bridge: Bridge, withParent: boolean): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    bridge.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (!withParent) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_LOOK_MS).unref();
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_STATUS_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`Not a port: ${text}`);
  return port;
}

function ownVersion(): string {
  const beside = import.meta.url.endsWith('.ts') ? './package.json' : '../package.json';
  const text = readFileSync(new URL(beside, import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

function fail(error: unknown): void {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(1);
}

main().catch(fail);
