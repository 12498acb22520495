// What the bridge says of its reader, and what both sides say on the bridge's socket.
// Scans do not travel here: each is a signed PUT that is acknowledged by itself.
import { z } from 'zod';
import { TillId } from './ids.ts';

/** `bridge_away` is the till object's own word for a bridge that is not connected. */
export const ReaderState = z.enum(['ready', 'no_reader', 'service_down', 'bridge_away']);
export type ReaderState = z.infer<typeof ReaderState>;

/** A reading that yielded no identity. The card is not at fault until it happens again. */
export const ReadFailure = z.enum(['card_read_too_fast', 'card_not_usable']);
export type ReadFailure = z.infer<typeof ReadFailure>;

/** What the bridge signs to open its socket: the nonce binds the signature to this one connection. */
export function bridgeHelloText(tillId: TillId, nonce: string): string {
  return ['klubkort-bridge-hello-1', tillId, nonce].join('\n');
}

export const MessageFromBridge = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), tillId: TillId, signature: z.string().max(200) }),
  z.strictObject({ type: z.literal('reader'), state: ReaderState.exclude(['bridge_away']) }),
  z.strictObject({ type: z.literal('read_failed'), failure: ReadFailure }),
]);
export type MessageFromBridge = z.infer<typeof MessageFromBridge>;

export const MessageToBridge = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('challenge'), nonce: z.string() }),
  z.strictObject({ type: z.literal('welcome') }),
]);
export type MessageToBridge = z.infer<typeof MessageToBridge>;

/** Sent as bare text by either kind of socket; the runtime answers `pong` without waking the till. */
export const PING = 'ping';
export const PONG = 'pong';
