// What the bridge says on its socket: that it is the till's own, how its reader is, that a card could not be read.
// Nothing is believed before it has proven itself. Absent: taps, which are signed requests (tap-desk.ts).
import { randomBytes } from 'node:crypto';
import { bridgeHelloText, MessageFromBridge } from '../../contracts/readers.ts';
import type { DeviceVerifier } from './device-verifier.ts';
import type { PairedTill } from './paired-till.ts';
import type { TillSockets } from './till-sockets.ts';

export class BridgeDesk {
  readonly #till: PairedTill;
  readonly #sockets: TillSockets;
  readonly #verifier: DeviceVerifier;

  constructor(till: PairedTill, sockets: TillSockets, verifier: DeviceVerifier) {
    this.#till = till;
    this.#sockets = sockets;
    this.#verifier = verifier;
  }

  open(now: number): Response {
    return this.#sockets.openBridge(randomBytes(18).toString('base64url'), now);
  }

  async hear(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const message = typeof data === 'string' ? parseBridgeMessage(data) : null;
    if (message === null) {
      socket.close(1008, 'not a message of the bridge');
      return;
    }
    const { isProven, nonce } = this.#sockets.bridge(socket);
    if (message.type === 'hello') {
      const text = bridgeHelloText(message.tillId, nonce);
      const verdict =
        message.tillId === this.#till.tillId && this.#till.isPaired
          ? await this.#verifier.verify('bridge', text, message.signature)
          : 'wrong';
      if (verdict !== 'fits') {
        socket.close(4003, 'the signature does not fit');
        return;
      }
      this.#sockets.proveBridge(socket, Date.now());
    } else if (!isProven) {
      socket.close(4003, 'not proven');
      return;
    } else if (message.type === 'reader') {
      this.#sockets.setReader(socket, message.state);
      this.#tellReader();
    } else {
      this.#sockets.tellScreens({ type: 'read_failed', failure: message.failure });
    }
  }

  /** Its socket is closing: the screens are told what that leaves of the reader. */
  left(socket: WebSocket): void {
    this.#tellReader(socket);
  }

  #tellReader(gone?: WebSocket): void {
    this.#sockets.tellScreens({ type: 'reader', state: this.#sockets.readerState(gone) });
  }
}

function parseBridgeMessage(data: string): MessageFromBridge | null {
  try {
    return MessageFromBridge.parse(JSON.parse(data));
  } catch {
    // Whoever speaks otherwise is not our bridge; the socket is closed by the caller.
    return null;
  }
}
