// The bytes that go to a card and what its answer means. Pure: no reader, no clock.
import { isRandomUid } from '../contracts/taps.ts';

/** GET DATA for the UID, answered by the reader itself (PC/SC part 3, 3.2.2.1.3). */
export const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

/** ISO 14443-3 knows single, double and triple size UIDs, of 4, 7 and 10 bytes. */
const UID_LENGTHS = new Set([4, 7, 10]);

const SUCCESS = 0x9000;

export type UidAnswer =
  | { readonly kind: 'uid'; readonly uid: string }
  /** The card is there, but it has no identity that lasts. */
  | { readonly kind: 'not_usable' }
  /** The card left before it answered: PC/SC then yields an empty or a cut answer. */
  | { readonly kind: 'no_answer' };

export function uidFromAnswer(answer: Uint8Array): UidAnswer {
  if (answer.length < 2) return { kind: 'no_answer' };
  const statusWord = new DataView(answer.buffer, answer.byteOffset).getUint16(answer.length - 2);
  if (statusWord !== SUCCESS) return { kind: 'not_usable' };
  const uid = Buffer.from(answer.subarray(0, -2)).toString('hex');
  if (!UID_LENGTHS.has(uid.length / 2) || isRandomUid(uid)) return { kind: 'not_usable' };
  return { kind: 'uid', uid };
}
