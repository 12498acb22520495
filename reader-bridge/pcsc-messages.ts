// What the bridge and its child process, the one that talks to PC/SC, say to each other.
import { z } from 'zod';

export const MessageFromPcscChild = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pong') }),
  /** How many readers are plugged in, slots for SIM-sized modules not counted. */
  z.strictObject({ type: z.literal('readers'), count: z.int().min(0) }),
  z.strictObject({
    type: z.literal('card'),
    reader: z.string(),
    uid: z.string(),
    readAt: z.strictObject({ monotonicMs: z.number(), wallMs: z.number() }),
  }),
  z.strictObject({
    type: z.literal('read_failed'),
    reader: z.string(),
    failure: z.enum(['card_read_too_fast', 'card_not_usable']),
    detail: z.string(),
  }),
  /** No card lies on this reader now: taken away, gone with its reader, or none at the start. */
  z.strictObject({ type: z.literal('empty'), reader: z.string() }),
  /** The last word before the child ends itself, to be started afresh. */
  z.strictObject({ type: z.literal('fault'), detail: z.string() }),
]);
export type MessageFromPcscChild = z.infer<typeof MessageFromPcscChild>;

export const PING_TO_PCSC_CHILD = { type: 'ping' } as const;
