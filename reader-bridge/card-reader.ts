// The port behind which any reader hardware stands: what a till's PC can know of cards and readers.
// A later evidence class (SUN, EV2) is another kind of `TapEvidence`, read inside the adapter while the
// card lies there; nothing on this side of the port changes for it.
import type { ReaderState, ReadFailure } from '../contracts/readers.ts';
import type { TapEvidence } from '../contracts/taps.ts';
import type { Moment } from './clock.ts';

/** What a reader can say of itself. That the bridge is away is for others to notice. */
export type OwnReaderState = Exclude<ReaderState, 'bridge_away'>;

export interface CardReading {
  readonly evidence: TapEvidence;
  readonly readAt: Moment;
}

export interface CardReaderObserver {
  /** Once per card that is put on the reader; a card that stays there is not read again. */
  cardRead(reading: CardReading): void;
  /** A card was there, but yielded no identity. */
  readFailed(failure: ReadFailure): void;
  /** At the first knowledge and at each change, never twice the same in a row. */
  stateChanged(state: OwnReaderState): void;
}

export interface CardReader {
  /** Begins to watch. What goes wrong later is a state, never an exception. */
  start(observer: CardReaderObserver): Promise<void>;
  /** Ends everything that `start` began, child processes included. */
  close(): Promise<void>;
}
