// `npm start`: builds, starts workerd with its state on disk, seeds the demo once, starts the bridge, says
// where everything is, and ends all of it together. Owns the order of these steps and nothing of their work.
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { z } from 'zod';
import type { MunicipalityId } from '../contracts/ids.ts';
import { isBridgePaired, pairBridge, startBridge } from './bridge-process.ts';
import { BUILT, build } from './build.ts';
import { demoUid } from './demo-cards.ts';
import { DEMO_CHILDREN, demoChildName } from './demo-children.ts';
import { addedCards, type DemoFile, writeDemoFile } from './demo-file.ts';
import { startDemoPayments } from './demo-payments.ts';
import { DEMO_MUNICIPALITY, DEMO_READER_TILL } from './demo-world.ts';
import { identityKeysAt } from './identity-keys.ts';
import { startIdentityProvider } from './identity-process.ts';
import { identityProvidersSetting } from './identity-provider.ts';
import { environmentOf, keysAt, municipalityOf } from './keys.ts';
import { openOutbox } from './outbox-server.ts';
import { pushKeysAt } from './push-keys.ts';
import { chooseReader, VPCD_PORT } from './reader-choice.ts';
import { seedCall } from './seed-calls.ts';
import { SeedClient } from './seed-client.ts';
import { type SeededDemo, seedDemoOnce } from './seed-demo.ts';
import { letterCodes } from './seed-families.ts';
import {
  identityPortOf,
  outboxPortOf,
  paymentPortsOf,
  START_USAGE,
  type StartOptions,
  startOptions,
  statusPortOf,
} from './start-options.ts';
import { StateFolder } from './state-folder.ts';
import { welcomeText } from './welcome-text.ts';
import type { WorkerdEnvironment } from './workerd-config.ts';
import { startWorkerd, WorkerdFailure } from './workerd-process.ts';

const PARENT_LOOK_MS = 1_000;
/** As long as the house allows: the codes on the terminal serve for the day. */
const CODES_VALID_FOR_MS = 86_400_000;

/** Ends what was started, the last first. Asked twice, it is the same end. */
class Shutdown {
  readonly #steps: (() => Promise<void> | void)[] = [];
  #under: Promise<void> | null = null;

  get began(): boolean {
    return this.#under !== null;
  }

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  run(): Promise<void> {
    this.#under ??= (async () => {
      for (const step of this.#steps) await step();
    })();
    return this.#under;
  }
}

async function start(options: StartOptions, shutdown: Shutdown): Promise<void> {
  const folder = StateFolder.lock(options.stateDirectory);
  shutdown.add(() => folder.unlock());
  const statusPort = statusPortOf(options.port);
  await mustBeFree(options.port, options.port);
  await mustBeFree(statusPort, options.port);
  await mustBeFree(identityPortOf(options.port), options.port);
  await mustBeFree(outboxPortOf(options.port), options.port);
  const paymentPorts = paymentPortsOf(options.port);
  for (const port of Object.values(paymentPorts)) await mustBeFree(port, options.port);
  await build();
  if (options.fresh) folder.empty();
  folder.prepare();
  const keys = keysAt(folder.keysFile, DEMO_MUNICIPALITY.code);
  const outbox = await openOutbox({
    port: outboxPortOf(options.port),
    directory: folder.outboxDirectory,
  });
  shutdown.add(() => outbox.close());
  const payments = await startDemoPayments({
    publicOrigin: `http://127.0.0.1:${options.port}`,
    ports: paymentPorts,
    directory: folder.paymentsDirectory,
    keysFile: folder.paymentKeysFile,
  });
  shutdown.add(() => payments.stop());
  const issuer = await runIdentityProvider(folder, options.port, shutdown);
  const identityKeys = identityKeysAt(folder.identityKeysFile);
  const environment = {
    ...environmentOf(keys, identityProvidersSetting(issuer, identityKeys)),
    ...outbox.environment,
    ...payments.environment,
    PUSH_KEYS: JSON.stringify(pushKeysAt(folder.pushKeysFile)),
    PUSH_HOSTS: 'loopback',
  };
  const url = await runWorkerd(folder, options.port, environment, shutdown);

  const client = new SeedClient(folder.seedSocket);
  const municipalityId = municipalityOf(keys);
  const seeded = await seedDemoOnce(client, municipalityId, folder.seededFile);
  const codes = await pairingCodes(client, municipalityId, seeded);

  const reader = await chooseReader(options.reader);
  if (!isBridgePaired(folder.bridgeDirectory)) {
    pairBridge(url, codes[DEMO_READER_TILL] ?? '', folder.bridgeDirectory);
  }
  const bridge = await startBridge({
    serverUrl: url,
    directory: folder.bridgeDirectory,
    statusPort,
    readerSocket: reader === 'fake' ? folder.readerSocket : null,
    logFile: folder.logFile('bridge'),
  });
  shutdown.add(() => bridge.stop());
  endTogether(
    bridge.ended,
    `The bridge has ended; ${folder.logFile('bridge')} says why.`,
    shutdown,
  );

  writeDemoFile(folder.path, demoFile(options.port, reader, folder));
  console.log(
    welcomeText({
      ...{ url, statusPort, reader, codes, outboxUrl: outbox.url },
      nexiUrl: payments.simulators.nexi.origin,
      mobilepayUrl: payments.simulators.mobilepay.origin,
      letterCodes: await letterCodes(client, municipalityId),
      stateDirectory: options.stateDirectory,
    }),
  );
  console.log('Ready');
}

async function runWorkerd(
  folder: StateFolder,
  port: number,
  keys: WorkerdEnvironment,
  shutdown: Shutdown,
): Promise<string> {
  const log = folder.logFile('workerd');
  writeFileSync(log, '', { mode: 0o600 });
  const workerd = await startWorkerd({
    config: BUILT.demoConfig,
    portalDirectory: BUILT.portal,
    objectsDirectory: folder.objectsDirectory,
    port,
    seedSocket: folder.seedSocket,
    keys,
    lockDescriptor: folder.lockDescriptor,
    onLog: (line) => appendFileSync(log, `${line}\n`),
  });
  shutdown.add(async () => {
    await workerd.stop();
    rmSync(folder.seedSocket, { force: true });
  });
  endTogether(workerd.ended, `workerd has ended; ${log} says why.`, shutdown);
  return workerd.url;
}

async function runIdentityProvider(
  folder: StateFolder,
  portalPort: number,
  shutdown: Shutdown,
): Promise<string> {
  const logFile = folder.logFile('identity-provider');
  const provider = await startIdentityProvider({
    port: identityPortOf(portalPort),
    portalPort,
    keysFile: folder.identityKeysFile,
    logFile,
  });
  shutdown.add(() => provider.stop());
  endTogether(provider.ended, `The identity provider has ended; ${logFile} says why.`, shutdown);
  return provider.issuer;
}

/** One part cannot do without the other: when it ends by itself, all end, and the launcher says so. */
function endTogether(ended: Promise<void>, sentence: string, shutdown: Shutdown): void {
  void ended.then(async () => {
    if (shutdown.began) return;
    console.error(sentence);
    await shutdown.run();
    process.exit(1);
  });
}

async function pairingCodes(
  client: SeedClient,
  municipalityId: MunicipalityId,
  { tills }: SeededDemo,
): Promise<Record<string, string>> {
  const values = await client.callAll(
    Object.values(tills).map((tillId) =>
      seedCall('municipality', municipalityId, 'issuePairingCode', {
        tillId,
        validForMs: CODES_VALID_FOR_MS,
      }),
    ),
  );
  const codes = z.array(z.object({ code: z.string() })).parse(values);
  return Object.fromEntries(
    Object.keys(tills).map((key, index) => [key, codes[index]?.code ?? '']),
  );
}

function demoFile(port: number, reader: 'fake' | 'pcsc', folder: StateFolder): DemoFile {
  const original = DEMO_CHILDREN.flatMap((child) => {
    const name = demoChildName(child);
    return child.card === null ? [] : [{ name, kind: child.card, uid: demoUid(child.card, name) }];
  });
  const added = addedCards(folder.path, original);
  const cards = [...added, ...original];
  return {
    port,
    reader:
      reader === 'fake'
        ? { kind: 'fake', socket: folder.readerSocket }
        : { kind: 'vpcd', port: VPCD_PORT },
    cards,
    childrenWithoutCard: DEMO_CHILDREN.map(demoChildName).filter(
      (name) => !cards.some((card) => card.name === name),
    ),
  };
}

/** Asked before anything is built: a taken port is the likeliest reason not to start. */
function mustBeFree(port: number, askedFor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why =
        code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
      const hint = `Choose another with npm start -- --port ${askedFor + 10}.`;
      reject(new Error(`Port ${port} ${why}. ${hint}`));
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** Ctrl-C reaches a whole group, some of it twice; a killed npm leaves no signal, only another parent. */
function endInOrder(shutdown: Shutdown): void {
  const end = () => {
    void shutdown.run().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_LOOK_MS).unref();
}

async function main(): Promise<void> {
  const shutdown = new Shutdown();
  try {
    const options = startOptions(process.argv.slice(2));
    if (options === 'help') return console.log(START_USAGE);
    endInOrder(shutdown);
    await start(options, shutdown);
  } catch (cause) {
    // A step that fails because all is being ended has nothing to say.
    if (shutdown.began) return;
    console.error(cause instanceof Error ? cause.message : String(cause));
    if (cause instanceof WorkerdFailure && cause.log !== '') console.error(cause.log);
    await shutdown.run();
    process.exit(1);
  }
}

await main();
