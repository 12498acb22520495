// The card reader by PC/SC: nfc-pcsc in a supervised child process. Owns what outlives the child: which
// card lies on which reader, and the state that the till is told.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CardReader, CardReaderObserver, OwnReaderState } from './card-reader.ts';
import { ChildSupervisor, type SupervisorTimings } from './child-supervisor.ts';
import type { Log } from './log.ts';
import { MessageFromPcscChild, PING_TO_PCSC_CHILD } from './pcsc-messages.ts';
import { pcscServiceAnswers } from './pcsc-service.ts';

export interface PcscReaderOptions {
  readonly log: Log;
  readonly childEntry?: URL;
  readonly serviceAnswers?: () => Promise<boolean>;
  readonly timings?: Partial<SupervisorTimings>;
}

/** Beside this file, in the same language: source while developing, bundled in the package. */
const CHILD_ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './pcsc-child.ts' : './pcsc-child.js',
  import.meta.url,
);

export class PcscReader implements CardReader {
  readonly #log: Log;
  readonly #supervisor: ChildSupervisor;
  /** Reader's name → UID. Survives the child, so that a card that stays makes no second reading. */
  readonly #lying = new Map<string, string>();
  #observer: CardReaderObserver | undefined;
  #state: OwnReaderState | undefined;

  constructor(options: PcscReaderOptions) {
    const entry = fileURLToPath(options.childEntry ?? CHILD_ENTRY);
    this.#log = options.log;
    this.#supervisor = new ChildSupervisor({
      spawn: () => fork(entry, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
      mayStart: options.serviceAnswers ?? pcscServiceAnswers,
      ping: PING_TO_PCSC_CHILD,
      heard: (message) => this.#hear(message),
      down: () => this.#turn('service_down'),
      log: options.log,
      ...(options.timings ? { timings: options.timings } : {}),
    });
  }

  async start(observer: CardReaderObserver): Promise<void> {
    this.#observer = observer;
    this.#supervisor.start();
  }

  async close(): Promise<void> {
    this.#observer = undefined;
    await this.#supervisor.close();
  }

  #hear(raw: unknown): boolean {
    const message = MessageFromPcscChild.parse(raw);
    switch (message.type) {
      case 'pong':
        return true;
      case 'readers':
        this.#turn(message.count > 0 ? 'ready' : 'no_reader');
        return false;
      case 'card':
        this.#read(message);
        return false;
      case 'empty':
        this.#lying.delete(message.reader);
        return false;
      case 'read_failed':
        this.#log('read_failed', { failure: message.failure, detail: message.detail });
        this.#observer?.readFailed(message.failure);
        return false;
      case 'fault':
        this.#log('reader_process_fault', { detail: message.detail });
        return false;
      default:
        return message satisfies never;
    }
  }

  #read({ reader, uid, readAt }: Extract<MessageFromPcscChild, { type: 'card' }>): void {
    if (this.#lying.get(reader) === uid) {
      this.#log('card_still_there');
      return;
    }
    this.#lying.set(reader, uid);
    this.#observer?.cardRead({ evidence: { class: 'uid', uid }, readAt });
  }

  #turn(state: OwnReaderState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#log('reader_state', { state });
    this.#observer?.stateChanged(state);
  }
}
