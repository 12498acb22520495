// One reading of a card as the bridge posts it: evidence and how long ago it was read. The answer to the
// bridge says only whether the screen got it; who the child is goes to the screen alone.
import { z } from 'zod';
import { TapId } from './ids.ts';

/** 4, 7 or 10 bytes of UID in lower-case hex. Copyable by anyone, hence the lowest evidence class. */
export const UidEvidence = z.strictObject({
  class: z.literal('uid'),
  uid: z.string().regex(/^(?:[0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})$/),
});
export const TapEvidence = z.discriminatedUnion('class', [UidEvidence]);
export type TapEvidence = z.infer<typeof TapEvidence>;

/** A till PC that slept for a day has nothing to say about it. */
export const OLDEST_POSTED_READING_MS = 86_400_000;

/** Body of `PUT /api/taps/{tapId}` */
export const TapRequest = z.strictObject({
  evidence: TapEvidence,
  readMsAgo: z.int().min(0).max(OLDEST_POSTED_READING_MS),
});
export type TapRequest = z.infer<typeof TapRequest>;

export const TapAcknowledgement = z.strictObject({
  tapId: TapId,
  shown: z.boolean(),
  notShownBecause: z.enum(['too_old', 'no_screen']).optional(),
});
export type TapAcknowledgement = z.infer<typeof TapAcknowledgement>;

/** ISO 14443-3: a 4-byte UID that starts with 08 is drawn at random at each reading. */
export function isRandomUid(uid: string): boolean {
  return uid.length === 8 && uid.startsWith('08');
}
