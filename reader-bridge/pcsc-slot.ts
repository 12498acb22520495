// One PC/SC reader: turns the coming and going of its card into messages. Knows nfc-pcsc's traps:
// a failed connect is emitted under the error itself, an unplugged reader forgets to say that its card
// left and sometimes that it ended, a card swapped between two looks is not noticed, a stale connection
// is handed out again.
import type { Reader } from 'nfc-pcsc';
import { GET_UID, uidFromAnswer } from './apdu.ts';
import type { Clock } from './clock.ts';
import { wordsOf } from './log.ts';
import type { MessageFromPcscChild } from './pcsc-messages.ts';

/** Room for the longest answer of a short APDU, so that a later READ fits as well. */
const LONGEST_ANSWER_BYTES = 258;

/** A card at the edge of the field often answers the second time; a third try only delays the word. */
const ATTEMPTS = 2;
const ATTEMPT_PAUSE_MS = 80;

/** Reading a UID takes milliseconds; a reader that hangs this long needs a fresh start. */
const LONGEST_COMMAND_MS = 3_000;

/** An unplugged reader reports an error first and its end right after. */
const END_AFTER_ERROR_MS = 1_000;

/** How long a closed reader may take to say that it ended. */
const LAST_WORD_MS = 20;

/** A service that stops ends its readers too, a moment before it says so itself. */
export const SERVICE_LAST_WORD_MS = 100;

/** Readers with a slot for a security module show it as a reader of its own; no card comes there. */
export function isModuleSlot(readerName: string): boolean {
  return /\bSAM\b/.test(readerName);
}

export interface SlotOptions {
  readonly clock: Clock;
  readonly report: (message: MessageFromPcscChild) => void;
  /** Called when only a new process helps. */
  readonly giveUp: (why: string) => void;
}

export function watchSlot(reader: Reader, { clock, report, giveUp }: SlotOptions): void {
  const name = reader.name;
  /** Counts the cards, so that work for one that has left ends by itself. */
  let visit = 0;
  let endTimer: NodeJS.Timeout | undefined;

  reader.autoProcessing = false;
  catchErrorsEmittedAsEventNames(reader, (error) => {
    // A disconnect that failed leaves a connection that every later card would be given.
    if (error.name === 'DisconnectError') giveUp(`disconnect failed: ${reasonOf(error)}`);
    else void readCard();
  });
  endAfterClose(reader);
  reader.on('card', () => void readCard());
  reader.on('card.off', leave);
  reader.on('end', () => {
    clearTimeout(endTimer);
    setTimeout(leave, SERVICE_LAST_WORD_MS);
  });
  reader.on('error', (error: Error) => {
    endTimer ??= setTimeout(() => giveUp(`reader failed: ${error.message}`), END_AFTER_ERROR_MS);
  });
  reader.reader.on('status', ({ state }: { state: number }) => {
    const before = reader.reader.state;
    const present = (state & reader.reader.SCARD_STATE_PRESENT) !== 0;
    if (before === undefined) {
      if (!present) leave();
    } else if (present && (before & reader.reader.SCARD_STATE_PRESENT) !== 0) {
      // The upper half counts insertions and removals: it moved, so this is another visit.
      if (before >>> 16 !== state >>> 16) void readSwappedCard();
    }
  });

  function leave(): void {
    visit += 1;
    report({ type: 'empty', reader: name });
  }

  async function readSwappedCard(): Promise<void> {
    leave();
    try {
      if (reader.connection) await reader.disconnect();
    } catch (error) {
      giveUp(`disconnect failed: ${reasonOf(error)}`);
      return;
    }
    await readCard();
  }

  async function readCard(): Promise<void> {
    visit += 1;
    const mine = visit;
    let detail = '';
    for (let attempt = 1; attempt <= ATTEMPTS && mine === visit; attempt += 1) {
      try {
        if (attempt > 1) await connectAfresh();
        if (mine !== visit) break;
        const answer = uidFromAnswer(await withinTime(getUid()));
        if (answer.kind === 'uid') {
          if (mine === visit)
            report({ type: 'card', reader: name, uid: answer.uid, readAt: clock() });
          return;
        }
        if (answer.kind === 'not_usable') {
          report({ type: 'read_failed', reader: name, failure: 'card_not_usable', detail: '' });
          return;
        }
        detail = 'empty answer';
      } catch (error) {
        detail = reasonOf(error);
      }
    }
    report({ type: 'read_failed', reader: name, failure: 'card_read_too_fast', detail });
  }

  /** Another program may have reset the card, after which this connection yields errors only. */
  async function connectAfresh(): Promise<void> {
    await pause(ATTEMPT_PAUSE_MS);
    if (reader.connection) await reader.disconnect();
  }

  async function getUid(): Promise<Buffer> {
    if (!reader.connection) await reader.connect();
    // The addon hands out a connection that it believes to hold, without a protocol.
    if (reader.connection && reader.connection.protocol === undefined) giveUp('stale connection');
    return reader.transmit(Buffer.from(GET_UID), LONGEST_ANSWER_BYTES);
  }

  async function withinTime<Value>(work: Promise<Value>): Promise<Value> {
    const timer = setTimeout(() => giveUp('the reader does not answer'), LONGEST_COMMAND_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** nfc-pcsc calls `emit(error)`: the Error becomes the event's name, and nobody listens to that. */
function catchErrorsEmittedAsEventNames(reader: Reader, heard: (error: Error) => void): void {
  const emit = reader.emit.bind(reader);
  reader.emit = (event: unknown, ...facts: unknown[]) => {
    if (event instanceof Error) {
      heard(event);
      return true;
    }
    return emit(event as string | symbol, ...facts);
  };
}

/**
 * pcsclite closes a reader that is no longer listed and waits for its thread's last word, `_end`. When a
 * card's change comes in that very moment, the thread leaves without it: the reader then stays listed in
 * pcsclite for ever, deaf, and keeps its successor of the same name from being seen.
 */
function endAfterClose({ reader }: Reader): void {
  const close = reader.close.bind(reader);
  let ended = false;
  reader.once('_end', () => {
    ended = true;
  });
  reader.close = () => {
    close();
    // A last word that is on its way already comes within this turn of the event loop or the next.
    setTimeout(() => {
      if (!ended) reader.emit('_end');
    }, LAST_WORD_MS);
  };
}

/** nfc-pcsc's errors say little themselves and keep PC/SC's words in `previous`. */
function reasonOf(error: unknown): string {
  const previous = error instanceof Error && 'previous' in error ? error.previous : undefined;
  return wordsOf(previous ?? error);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
