// The clock of tests and objects alike: both run in one isolate, so that one may be set for the other.
import { vi } from 'vitest';

/** Stops the clock at an instant, for everyone, until it is set again or {@link runClock}. */
export function stopClockAt(instant: string): void {
  vi.restoreAllMocks();
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse(instant));
}

export function runClock(): void {
  vi.restoreAllMocks();
}
