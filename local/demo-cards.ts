// The cards of the demo's children: kinds that clubs hand out, with identifiers that follow from the name,
// so that the same child holds the same card after every fresh start.
import { createHash } from 'node:crypto';
import type { DemoCardKind } from './demo-children.ts';

/** NXP's byte, first in every 7-byte identifier of its chips. */
const NXP = '04';

/** An identifier as the reader gives it, in lower-case hex. No real card is known to have it. */
export function demoUid(kind: DemoCardKind, childName: string): string {
  const hex = createHash('sha256').update(`klubkort-demo-card-1\n${childName}`).digest('hex');
  if (kind !== 'mifare-classic') return `${NXP}${hex.slice(0, 12)}`;
  // Four bytes. A leading 08 would mean an identifier drawn at each reading, 88 the first part of seven.
  return `5e${hex.slice(0, 6)}`;
}

/** The four digits on the card's face. */
export function demoPrintedNumber(uid: string): string {
  return String(Number.parseInt(uid.slice(-6), 16) % 10_000).padStart(4, '0');
}
