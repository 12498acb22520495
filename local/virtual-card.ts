// A card of plastic that is none: answers like a UID card and speaks the protocol of vpcd, the virtual
// reader of vsmartcard, so that the real reader service believes in it. Holds no keys and no balance.
import { connect, type Socket } from 'node:net';

export const VPCD_PORT = 35963;

export type VirtualCardKind = 'mifare-classic' | 'ntag21x' | 'ntag424';

/** What a contactless reader reports of each kind (PC/SC part 3, 3.1.3.2.3). */
const ANSWERS_TO_RESET: Readonly<Record<VirtualCardKind, string>> = {
  'mifare-classic': '3b8f8001804f0ca000000306030001000000006a',
  ntag21x: '3b8f8001804f0ca0000003060300030000000068',
  ntag424: '3b8180018080',
};

/** A body of one byte is a word of the reader; anything longer is a command to the card. */
const GET_ANSWER_TO_RESET = 4;

const DONE = '9000';
const FILE_NOT_FOUND = '6a82';
const NOT_SUPPORTED = '6d00';
const MORE_FRAMES = '91af';
const LAST_FRAME = '9100';

export interface VirtualCardOptions {
  readonly kind: VirtualCardKind;
  /** 4, 7 or 10 bytes in hex. */
  readonly uid: string;
  readonly port?: number;
  /** True for a command at which the card is torn away instead of answering. */
  readonly tearAt?: (command: Buffer) => boolean;
}

export interface VirtualCard {
  /** How many commands have come, the one that tore it away included. */
  readonly commandCount: number;
  /** Resolves when the card lies on the reader no longer. */
  readonly removed: Promise<void>;
  remove(): Promise<void>;
}

/**
 * Puts a card on the virtual reader.
 *
 * @throws Error if no virtual reader listens, in words.
 */
export async function putVirtualCard(options: VirtualCardOptions): Promise<VirtualCard> {
  const port = options.port ?? VPCD_PORT;
  const socket = await reach(port);
  const answer = virtualCardAnswers(options.kind, options.uid);
  let commandCount = 0;
  let waiting = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const body = waiting.subarray(2, 2 + waiting.readUInt16BE(0));
      waiting = waiting.subarray(2 + body.length);
      if (body.length === 1) {
        if (body[0] === GET_ANSWER_TO_RESET) send(socket, ANSWERS_TO_RESET[options.kind]);
        continue;
      }
      commandCount += 1;
      if (options.tearAt?.(body)) {
        socket.destroy();
        return;
      }
      send(socket, answer(body));
    }
  });
  const removed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // The reader service may end while the card lies there; that is a removal like any other.
  socket.on('error', () => socket.destroy());
  return {
    get commandCount() {
      return commandCount;
    },
    removed,
    remove: () => {
      socket.destroy();
      return removed;
    },
  };
}

/** @returns the card's own mind: each command's answer in hex, the status word at its end. */
export function virtualCardAnswers(
  kind: VirtualCardKind,
  uid: string,
): (command: Uint8Array) => string {
  let framesLeft: string[] = [];
  return (command) => {
    const head = Buffer.from(command.subarray(0, 4)).toString('hex');
    const data = Buffer.from(command.subarray(5, 5 + (command[4] ?? 0))).toString('hex');
    if (head === 'ffca0000') return uid.toLowerCase() + DONE;
    if (kind !== 'ntag424') return NOT_SUPPORTED;
    if (head === '00a40400') return data === 'd2760000850101' ? DONE : FILE_NOT_FOUND;
    if (head === '00a4000c') return FILE_NOT_FOUND;
    if (head === '90600000') {
      // Hardware, software and production, as the NTAG 424 data sheet lays them out in 10.5.2.
      framesLeft = ['04040201001105', `${uid.toLowerCase()}00000000000126`];
      return `04040230001105${MORE_FRAMES}`;
    }
    const frame = head === '90af0000' ? framesLeft.shift() : undefined;
    if (frame === undefined) return NOT_SUPPORTED;
    return frame + (framesLeft.length > 0 ? MORE_FRAMES : LAST_FRAME);
  };
}

function reach(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error) =>
      reject(
        new Error(
          `No virtual reader listens on port ${port}: is the smart-card service running, with vsmartcard-vpcd installed?`,
          { cause: error },
        ),
      ),
    );
  });
}

function send(socket: Socket, hex: string): void {
  const body = Buffer.from(hex, 'hex');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  socket.write(Buffer.concat([length, body]));
}
