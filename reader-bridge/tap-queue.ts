// The taps that the server has not acknowledged yet. In memory only: a tap older than ten seconds is
// shown to nobody, so one that a restart of the bridge loses is tapped again.
import { randomUUID } from 'node:crypto';
import { TapId } from '../contracts/ids.ts';
import { OLDEST_SHOWN_READING_MS } from '../contracts/presentations.ts';
import { OLDEST_POSTED_READING_MS, type TapEvidence } from '../contracts/taps.ts';
import type { CardReading } from './card-reader.ts';
import { type Clock, type Moment, msSince } from './clock.ts';
import type { Log } from './log.ts';

/** A busy afternoon has some hundred taps; more than this unsent is an outage that nobody will sort out. */
export const MOST_QUEUED_TAPS = 200;

export interface QueuedTap {
  readonly tapId: TapId;
  readonly evidence: TapEvidence;
  readonly readAt: Moment;
}

export class TapQueue {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #capacity: number;
  /** In the order of reading. */
  readonly #taps: QueuedTap[] = [];

  constructor(clock: Clock, log: Log, capacity = MOST_QUEUED_TAPS) {
    this.#clock = clock;
    this.#log = log;
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#taps.length;
  }

  add(reading: CardReading): QueuedTap {
    const tap = { tapId: TapId.parse(randomUUID()), ...reading };
    this.#taps.push(tap);
    if (this.#taps.length > this.#capacity) this.#drop('queue_full');
    return tap;
  }

  /**
   * The tap to send now. Those that can still be shown go first, in the order of reading; the rest only
   * goes for the record and must not keep a child waiting.
   */
  next(): QueuedTap | undefined {
    const now = this.#clock();
    while (this.#taps[0] && msSince(this.#taps[0].readAt, now) > OLDEST_POSTED_READING_MS) {
      this.#drop('too_old_to_post');
    }
    const fresh = this.#taps.find((tap) => msSince(tap.readAt, now) < OLDEST_SHOWN_READING_MS);
    return fresh ?? this.#taps[0];
  }

  settle(tapId: TapId): void {
    const index = this.#taps.findIndex((tap) => tap.tapId === tapId);
    if (index >= 0) this.#taps.splice(index, 1);
  }

  #drop(why: string): void {
    const oldest = this.#taps.shift();
    if (oldest) this.#log('tap_dropped', { tapId: oldest.tapId, why });
  }
}
