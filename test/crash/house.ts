// The house under test: plain workerd with the demo's configuration on a state folder of its own, which is
// killed and started again on the same state. Absent: when it is killed, and what must be true afterwards.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MunicipalityId } from '../../contracts/ids.ts';
import { BUILT } from '../../local/build.ts';
import { environmentOf, type Keys, keysAt, municipalityOf } from '../../local/keys.ts';
import { SeedClient } from '../../local/seed-client.ts';
import { StateFolder } from '../../local/state-folder.ts';
import { type RunningWorkerd, startWorkerd, WorkerdFailure } from '../../local/workerd-process.ts';

const MUNICIPALITY_CODE = '0165';
const START_TRIES = 5;

export class House {
  /** Everything that the run leaves behind: state, keys, logs. */
  readonly directory: string;
  readonly #config: string;
  readonly #folder: StateFolder;
  readonly #keys: Keys;
  #port: number;
  #running: RunningWorkerd | null = null;

  /** @param port 0 lets the system choose; it stays the same over all restarts. */
  constructor(port: number, config: string = BUILT.demoConfig) {
    this.directory = mkdtempSync(join(tmpdir(), 'klubkort-crash-'));
    this.#config = config;
    this.#folder = StateFolder.lock(join(this.directory, 'state'));
    this.#folder.prepare();
    this.#keys = keysAt(this.#folder.keysFile, MUNICIPALITY_CODE);
    this.#port = port;
  }

  get municipalityId(): MunicipalityId {
    return municipalityOf(this.#keys);
  }

  get seed(): SeedClient {
    return new SeedClient(this.#folder.seedSocket);
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get objectsDirectory(): string {
    return this.#folder.objectsDirectory;
  }

  get logFile(): string {
    return join(this.directory, 'workerd.log');
  }

  /** Resolves when the process that runs now has ended, whoever ended it. */
  get ended(): Promise<void> {
    return this.#running?.ended ?? Promise.resolve();
  }

  /**
   * Starts workerd on the state as it was left.
   *
   * @param wrapper Stands in front of workerd's own command, and must leave it the process's id.
   * @throws WorkerdFailure when it does not start.
   */
  async start(wrapper: readonly string[] = []): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#running = await startWorkerd({
          config: this.#config,
          portalDirectory: BUILT.portal,
          objectsDirectory: this.#folder.objectsDirectory,
          port: this.#port,
          seedSocket: this.#folder.seedSocket,
          keys: environmentOf(this.#keys),
          lockDescriptor: this.#folder.lockDescriptor,
          wrapper,
          onLog: (line) => appendFileSync(this.logFile, `${line}\n`),
        });
        this.#port = this.#running.port;
        return;
      } catch (cause) {
        // Connections of the killed process may hold its port for a moment.
        if (!(cause instanceof WorkerdFailure) || tries === START_TRIES) throw cause;
        await delay(200);
      }
    }
  }

  /** SIGKILL to the very process. @returns when it was gone, in milliseconds since 1970. */
  async kill(): Promise<number> {
    const running = this.#running;
    if (running === null) throw new Error('Nothing runs that could be killed.');
    await running.kill();
    this.#running = null;
    return Date.now();
  }

  /** Ends what runs and removes the folder, unless somebody will want to look at it. */
  async close(keepDirectory: boolean): Promise<void> {
    await this.#running?.kill();
    this.#running = null;
    this.#folder.unlock();
    if (!keepDirectory) rmSync(this.directory, { recursive: true, force: true });
  }
}
