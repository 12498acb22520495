// What a simulator remembers: plain JSON in memory, and in a file where one is given, so that a restarted demo
// knows its payments. Also its clock, which tests and the control page can put forward but never back.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outage } from './outage.ts';
import type { Delivery, WebhookMode } from './webhook-outbox.ts';

/** The part that every simulator has. */
export interface CommonState {
  clockAheadMs: number;
  outage: Outage | null;
  webhookMode: WebhookMode;
  deliveries: Delivery[];
  /** Requests that were hung on purpose, by their fingerprint: how often. */
  hung: Record<string, number>;
  nextNumber: number;
  /** Random, made with the state: an id of one that was thrown away never comes again. */
  idSeries: string;
  /** How many calls of its interface there were, refused and hung ones too. */
  calls: number;
}

export const COMMON_STATE: CommonState = {
  ...{ clockAheadMs: 0, outage: null, webhookMode: 'normal' },
  ...{ deliveries: [], hung: {}, nextNumber: 1, idSeries: '', calls: 0 },
};

export class SimulatedState<State extends CommonState> {
  readonly value: State;
  readonly #path: string | null;

  /** @throws Error in words if the file is there and is not such a state. */
  constructor(empty: State, path: string | null) {
    this.#path = path;
    this.value = { ...structuredClone(empty), idSeries: randomBytes(8).toString('hex') };
    if (path === null || !existsSync(path)) return;
    try {
      Object.assign(this.value, JSON.parse(readFileSync(path, 'utf8')));
    } catch (cause) {
      throw new Error(`${path} does not hold a simulator's state: delete it.`, { cause });
    }
  }

  /** Milliseconds since 1970, by the simulator's own clock. */
  now(): number {
    return Date.now() + this.value.clockAheadMs;
  }

  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  advance(durationMs: number): void {
    if (!(durationMs >= 0)) throw new RangeError('a clock is only put forward');
    this.value.clockAheadMs += durationMs;
  }

  /** Prefix, series and number: 32 characters. */
  nextId(prefix: string): string {
    const number = (this.value.nextNumber++).toString(16);
    const { idSeries } = this.value;
    return `${prefix}${idSeries}${number.padStart(32 - prefix.length - idSeries.length, '0')}`;
  }

  save(): void {
    if (this.#path === null) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.value));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
