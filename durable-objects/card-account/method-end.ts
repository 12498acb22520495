// When a stored card ends, and from when on its guardian is warned. Pure. Absent: who is told (agreement-desk.ts).
import type { StoredMethod } from '../payments/payment-provider.ts';
import { monthBounds } from './auto-top-up-calendar.ts';

const WARNED_AHEAD_MS = 30 * 86_400_000;

/** Thirty days before it stops being good. */
export function warnedFrom({ expiresAtEndOf }: Pick<StoredMethod, 'expiresAtEndOf'>): number {
  return monthBounds(expiresAtEndOf).until - WARNED_AHEAD_MS;
}
