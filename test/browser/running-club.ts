// The whole product as it runs in a club: first by `npm start`, as a newcomer has it, afterwards in its
// parts on the same state, so that each of them can be taken away and brought back by itself.
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUILT } from '../../local/build.ts';
import { DEMO_MUNICIPALITY } from '../../local/demo-world.ts';
import { environmentOf, keysAt } from '../../local/keys.ts';
import { type RunningWorkerd, startWorkerd } from '../../local/workerd-process.ts';
import { pcscServiceAnswers } from '../../reader-bridge/pcsc-service.ts';
import { BridgeProcess } from '../pcsc/bridge-process.ts';
import { PrivatePcscd } from '../pcsc/private-pcscd.ts';
import { ScriptedPcsc } from '../pcsc/scripted-pcsc.ts';
import { until } from '../pcsc/until.ts';
import { Launcher } from '../start/launcher.ts';

const READER_READY_WITHIN_MS = 15_000;
const STATE_ENTRY = {
  keys: 'keys/keys.json',
  objects: 'objects',
  seedSocket: 'seed.sock',
} as const;

export type ReaderKind = 'virtual' | 'scripted';

export class RunningClub {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'klubkort-browser-'));
  readonly state = path.join(this.folder, 'state');
  readonly service = new PrivatePcscd();
  readonly scripted = new ScriptedPcsc(this.folder);
  readonly port: number;
  #launcher: Launcher | null = null;
  #server: RunningWorkerd | null = null;
  #serverRuns = false;
  #bridge: BridgeProcess | null = null;
  #reader: ReaderKind = 'virtual';

  constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get reader(): ReaderKind {
    return this.#reader;
  }

  get launcher(): Launcher {
    if (!this.#launcher) throw new Error('npm start is not running');
    return this.#launcher;
  }

  get server(): RunningWorkerd {
    if (!this.#server) throw new Error('the server is not running');
    return this.#server;
  }

  get bridge(): BridgeProcess {
    if (!this.#bridge) throw new Error('the bridge is not running');
    return this.#bridge;
  }

  /** What a newcomer types. */
  async npmStart(): Promise<void> {
    const args = ['--port', `${this.port}`, '--state', this.state, '--reader', 'pcsc'];
    this.#launcher = new Launcher(args);
    await this.#launcher.ready();
    // What was built stays what is served, though somebody builds anew during a long run.
    cpSync(path.dirname(BUILT.demoConfig), this.#built('dist'), { recursive: true });
    cpSync(BUILT.portal, this.#built('portal'), { recursive: true });
  }

  /** As by Ctrl-C; nothing to do where a case has left it ended. */
  async endNpmStart(): Promise<void> {
    const launcher = this.#launcher;
    this.#launcher = null;
    launcher?.interrupt();
    await launcher?.ended();
  }

  async startServer(): Promise<void> {
    const keys = keysAt(this.inState(STATE_ENTRY.keys), DEMO_MUNICIPALITY.code);
    this.#server = await startWorkerd({
      config: path.join(this.#built('dist'), path.basename(BUILT.demoConfig)),
      portalDirectory: this.#built('portal'),
      objectsDirectory: this.inState(STATE_ENTRY.objects),
      port: this.port,
      seedSocket: this.inState(STATE_ENTRY.seedSocket),
      keys: environmentOf(keys),
      onLog: (line) => appendFileSync(path.join(this.folder, 'server.log'), `${line}\n`),
    });
    this.#serverRuns = true;
    void this.#server.ended.then(() => {
      this.#serverRuns = false;
    });
  }

  /** As a power cut would: SIGKILL, at once. */
  killServer(): Promise<void> {
    return this.server.kill();
  }

  /** Starts the bridge anew with one of the two readers, and waits until that reader is ready. */
  async startBridge(reader: ReaderKind): Promise<void> {
    await this.#bridge?.end();
    this.#reader = reader;
    if (reader === 'scripted') this.scripted.plugIn();
    this.#bridge = new BridgeProcess({
      stateFolder: this.inState('bridge'),
      statusPort: this.port + 2,
      environment: reader === 'scripted' ? this.scripted.environment : {},
    });
    await this.readerIsReady();
  }

  /** Puts right what an earlier case has left broken, so that one failure is not followed by others. */
  async mend(): Promise<void> {
    if (this.#launcher) return;
    if (!(await pcscServiceAnswers())) await this.service.start();
    if (!this.#serverRuns) await this.startServer();
    if (this.#reader === 'scripted') {
      this.scripted.succeed();
      this.scripted.removeCard();
      this.scripted.plugIn();
    }
    const isThere = await this.bridge.status().then(
      () => true,
      () => false,
    );
    await (isThere ? this.readerIsReady() : this.startBridge(this.#reader));
  }

  async readerIsReady(): Promise<void> {
    const isReady = async () => {
      // Until its page listens, there is nobody to ask.
      const status = await this.bridge.status().catch(() => undefined);
      return status?.link === 'open' && status.reader === 'ready';
    };
    await until('the reader is ready', isReady, READER_READY_WITHIN_MS);
  }

  inState(entry: string): string {
    return path.join(this.state, entry);
  }

  #built(part: 'dist' | 'portal'): string {
    return path.join(this.folder, part);
  }

  /** The last words of the server and of the bridge, for a look after a failure. */
  lastWords(): string {
    const server = read(path.join(this.folder, 'server.log'));
    const lastLines = (text: string) => text.trimEnd().split('\n').slice(-12).join('\n');
    return `server:\n${lastLines(server)}\nbridge:\n${lastLines(this.#bridge?.output ?? '')}`;
  }

  async end(): Promise<void> {
    const launcher = this.#launcher;
    await this.endNpmStart().catch(() => launcher?.destroy());
    await this.#bridge?.end();
    await this.#server?.stop();
    await this.service.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
