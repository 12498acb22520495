// Sends each queued tap to the server until it is acknowledged or refused for good: at least once, under
// the same id, one request at a time. The server makes it count once.
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../contracts/problems.ts';
import { TapAcknowledgement, type TapRequest } from '../contracts/taps.ts';
import { type Clock, msSince } from './clock.ts';
import type { DeviceSigner } from './device-signer.ts';
import { type Log, wordsOf } from './log.ts';
import type { QueuedTap, TapQueue } from './tap-queue.ts';

export interface PosterTimings {
  readonly requestTimeoutMs: number;
  readonly backOffMs: readonly number[];
}

export const POSTER_TIMINGS: PosterTimings = {
  requestTimeoutMs: 5_000,
  backOffMs: [250, 500, 1_000, 2_000, 5_000],
};

export interface TapPosterOptions {
  readonly server: URL;
  readonly signer: DeviceSigner;
  readonly queue: TapQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly timings?: Partial<PosterTimings>;
}

type Answer =
  | { readonly kind: 'settled' }
  /** The signature's time was wrong and is corrected now. */
  | { readonly kind: 'clock_corrected' }
  | { readonly kind: 'again'; readonly why: string; readonly notBeforeMs?: number };

export class TapPoster {
  readonly #options: TapPosterOptions;
  readonly #timings: PosterTimings;
  readonly #closing = new AbortController();
  #waiting = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: TapPosterOptions) {
    this.#options = options;
    this.#timings = { ...POSTER_TIMINGS, ...options.timings };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There is a new tap, or the server is back: do not sit out the back-off. */
  wake(): void {
    this.#waiting.abort();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      this.#waiting = new AbortController();
      const tap = this.#options.queue.next();
      if (!tap) {
        await this.#idle();
        continue;
      }
      const answer = await this.#send(tap);
      if (answer.kind === 'settled') {
        failures = 0;
        continue;
      }
      if (this.#closing.signal.aborted) return;
      failures += 1;
      // A clock that was just set right deserves one attempt at once.
      if (answer.kind === 'clock_corrected' && failures === 1) continue;
      const why = answer.kind === 'again' ? answer.why : 'device_clock_wrong';
      this.#options.log('tap_not_sent', { tapId: tap.tapId, attempt: failures, why });
      if (answer.kind === 'again' && answer.notBeforeMs !== undefined) {
        await sleep(answer.notBeforeMs, undefined, { signal: this.#closing.signal }).catch(
          () => {},
        );
      }
      await this.#pause(this.#backOff(failures));
    }
  }

  async #send(tap: QueuedTap): Promise<Answer> {
    const { clock, server, signer } = this.#options;
    const url = new URL(`/api/taps/${tap.tapId}`, server);
    const request: TapRequest = {
      evidence: tap.evidence,
      readMsAgo: msSince(tap.readAt, clock()),
    };
    const body = JSON.stringify(request);
    try {
      const response = await fetch(url, {
        method: 'PUT',
        body,
        headers: {
          'content-type': 'application/json',
          ...(await signer.requestHeaders('PUT', url.pathname, body)),
        },
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#closing.signal,
          AbortSignal.timeout(this.#timings.requestTimeoutMs),
        ]),
      });
      return this.#judge(tap, response.status, await response.text());
    } catch (error) {
      return { kind: 'again', why: wordsOf(error) };
    }
  }

  #judge(tap: QueuedTap, status: number, text: string): Answer {
    const { log, queue, signer } = this.#options;
    const body = parsedJson(text);
    if (status >= 200 && status < 300) {
      const acknowledgement = TapAcknowledgement.safeParse(body);
      // Somebody in between (a hotel's log-in page) may say 200 to everything.
      if (!acknowledgement.success || acknowledgement.data.tapId !== tap.tapId) {
        return { kind: 'again', why: `${status} without an acknowledgement` };
      }
      const { shown, notShownBecause } = acknowledgement.data;
      log('tap_acknowledged', {
        tapId: tap.tapId,
        shown,
        ...(notShownBecause ? { notShownBecause } : {}),
      });
      queue.settle(tap.tapId);
      return { kind: 'settled' };
    }
    const problem = Problem.safeParse(body).data;
    const why = `${status} ${problem?.code ?? 'without a known problem'}`;
    if (problem?.code === 'device_clock_wrong' && problem.now !== undefined) {
      log('clock_corrected', { byMs: Math.round(signer.correctClock(problem.now)) });
      return { kind: 'clock_corrected' };
    }
    if (status === 429) {
      const notBeforeMs = problem?.retryAfterMs;
      return { kind: 'again', why, ...(notBeforeMs === undefined ? {} : { notBeforeMs }) };
    }
    // Only the server's own refusal is final: a proxy or a log-in page has its own 403, 404 and 408.
    if (problem && status >= 400 && status < 500) {
      log('tap_refused', { tapId: tap.tapId, why });
      queue.settle(tap.tapId);
      return { kind: 'settled' };
    }
    return { kind: 'again', why };
  }

  #backOff(failures: number): number {
    const { backOffMs } = this.#timings;
    const fullMs = backOffMs[failures - 1] ?? backOffMs.at(-1) ?? 0;
    // All tills of a town lose the server together; they should not come back together.
    return fullMs * (0.75 + Math.random() * 0.5);
  }

  #idle(): Promise<void> {
    const { signal } = this.#waiting;
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#waiting.signal }).catch(() => {});
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
