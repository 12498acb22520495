// Keeps one child process alive: starts it when it may, listens for its heartbeat, kills it by its pid
// when it hangs, and starts it again with growing patience. Knows nothing of readers.
import type { ChildProcess } from 'node:child_process';
import { type Log, wordsOf } from './log.ts';

export interface SupervisorTimings {
  readonly heartbeatMs: number;
  readonly missesAllowed: number;
  readonly backOffMs: readonly number[];
  /** How often to look whether the child may be started. */
  readonly lookMs: number;
  /** A child that lived this long has earned a short back-off again. */
  readonly healthyMs: number;
}

export const SUPERVISOR_TIMINGS: SupervisorTimings = {
  heartbeatMs: 2_000,
  missesAllowed: 3,
  backOffMs: [1_000, 2_000, 5_000, 10_000],
  lookMs: 1_000,
  healthyMs: 10_000,
};

export interface SupervisorOptions {
  readonly spawn: () => ChildProcess;
  /** Asked before each start; as long as it says no, nothing is spawned. */
  readonly mayStart: () => Promise<boolean>;
  readonly ping: object;
  /** @returns true if the message answers the ping. */
  readonly heard: (message: unknown) => boolean;
  /** There is no working child now. */
  readonly down: (why: string) => void;
  readonly log: Log;
  readonly timings?: Partial<SupervisorTimings>;
}

export class ChildSupervisor {
  readonly #options: SupervisorOptions;
  readonly #timings: SupervisorTimings;
  readonly #closing = new AbortController();
  #child: ChildProcess | undefined;
  #running: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#timings = { ...SUPERVISOR_TIMINGS, ...options.timings };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    // The child has no handler, so SIGTERM ends it even inside native code.
    this.#child?.kill('SIGTERM');
    await this.#running;
  }

  async #run(): Promise<void> {
    const { down, log, mayStart } = this.#options;
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      if (!(await mayStart())) {
        failures = 0;
        down('service_down');
        await this.#wait(this.#timings.lookMs);
        continue;
      }
      if (this.#closing.signal.aborted) return;
      const startedAtMs = performance.now();
      const why = await this.#live();
      if (this.#closing.signal.aborted) return;
      if (performance.now() - startedAtMs >= this.#timings.healthyMs) failures = 0;
      const delayMs = this.#timings.backOffMs[failures] ?? this.#timings.backOffMs.at(-1) ?? 0;
      failures = Math.min(failures + 1, this.#timings.backOffMs.length);
      log('reader_process_ended', { why, startAgainInMs: delayMs });
      down(why);
      await this.#wait(delayMs);
    }
  }

  /** One life of the child, from its start to its end. @returns why it ended. */
  #live(): Promise<string> {
    const { heard, log, ping, spawn } = this.#options;
    const child = spawn();
    this.#child = child;
    return new Promise((resolve) => {
      let misses = 0;
      let killedBecause: string | undefined;
      const heartbeat = setInterval(() => {
        if (misses >= this.#timings.missesAllowed && child.pid !== undefined) {
          killedBecause = `no heartbeat in ${misses * this.#timings.heartbeatMs} ms`;
          child.kill('SIGKILL');
          return;
        }
        misses += 1;
        child.send(ping, (error) => {
          if (error) log('reader_process_not_reached', { why: error.message });
        });
      }, this.#timings.heartbeatMs);
      const end = (why: string) => {
        clearInterval(heartbeat);
        this.#child = undefined;
        resolve(killedBecause ?? why);
      };
      child.on('message', (message) => {
        if (heard(message)) misses = 0;
      });
      child.once('error', (error) => {
        // Without a pid it never started, and no exit will follow.
        if (child.pid === undefined) end(wordsOf(error));
      });
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  #wait(ms: number): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}
