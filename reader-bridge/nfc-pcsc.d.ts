// The part of nfc-pcsc 0.8.1 that the bridge uses; the package brings no types.
declare module 'nfc-pcsc' {
  import type { EventEmitter } from 'node:events';

  /** @pokusew/pcsclite's reader, which nfc-pcsc wraps. `state` is the one before the event. */
  export interface PcscliteReader extends EventEmitter {
    readonly name: string;
    readonly state: number | undefined;
    readonly SCARD_STATE_PRESENT: number;
    /** Called by pcsclite itself for a reader that is no longer listed. */
    close(): void;
  }

  export class Reader extends EventEmitter {
    readonly reader: PcscliteReader;
    readonly name: string;
    readonly connection: { readonly protocol: number | undefined } | null;
    autoProcessing: boolean;
    connect(): Promise<unknown>;
    disconnect(): Promise<unknown>;
    transmit(data: Buffer, responseMaxLength: number): Promise<Buffer>;
  }

  export class NFC extends EventEmitter {
    close(): void;
  }
}
