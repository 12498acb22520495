// When something happened, by both clocks of the machine. The monotonic clock never jumps but stands
// still while the PC sleeps; the wall clock runs on through sleep but can be set.
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export type Clock = () => Moment;

/** The monotonic part is the machine's, so moments of two processes on it compare. */
export const systemClock: Clock = () => ({
  monotonicMs: Number(process.hrtime.bigint() / 1_000n) / 1_000,
  wallMs: Date.now(),
});

/**
 * Whole milliseconds since a moment. Where the clocks disagree the larger wins: a reading that looks
 * too old is tapped again, one that looks too young would show a child that has left.
 */
export function msSince(earlier: Moment, now: Moment): number {
  const byMonotonicMs = now.monotonicMs - earlier.monotonicMs;
  const byWallMs = now.wallMs - earlier.wallMs;
  return Math.max(0, Math.round(Math.max(byMonotonicMs, byWallMs)));
}
