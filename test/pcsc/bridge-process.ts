// The reader bridge as a till's PC runs it: its own process, paired and started by its own command.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../reader-bridge/main.ts', import.meta.url));
const LONGEST_END_MS = 5_000;

export interface BridgeProcessOptions {
  readonly stateFolder: string;
  readonly statusPort: number;
  /** Preloads a scripted reader, for example. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The file to run; the source unless a built package is tried. */
  readonly main?: string;
  readonly node?: string;
}

export async function pairBridge(stateFolder: string, server: string, code: string): Promise<void> {
  const pair = ['pair', '--server', server, '--code', code, '--state', stateFolder];
  await promisify(execFile)(process.execPath, [MAIN, ...pair]);
}

export class BridgeProcess {
  /** Everything it wrote, for a look after a failure and for the search for card numbers. */
  output = '';
  readonly #process: ChildProcess;
  readonly #statusPort: number;

  constructor(options: BridgeProcessOptions) {
    this.#statusPort = options.statusPort;
    const run = ['run', '--state', options.stateFolder, '--status-port', `${options.statusPort}`];
    this.#process = spawn(
      options.node ?? process.execPath,
      [options.main ?? MAIN, ...run, '--with-parent'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...options.environment },
      },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (bytes) => {
        this.output += String(bytes);
      });
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The processes that it has started itself. */
  childPids(): number[] {
    const { pid } = this.#process;
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  }

  /** What its status page tells. */
  async status(): Promise<Record<string, unknown>> {
    const response = await fetch(`http://127.0.0.1:${this.#statusPort}/status.json`);
    return (await response.json()) as Record<string, unknown>;
  }

  /** @returns its exit code; SIGKILL, after a while, if SIGTERM was not enough. */
  async end(): Promise<number | null> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return this.#process.exitCode;
    }
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    const code = await Promise.race([ended, sleep(LONGEST_END_MS, 'lingers' as const)]);
    if (code !== 'lingers') return code;
    this.#process.kill('SIGKILL');
    return ended;
  }
}
