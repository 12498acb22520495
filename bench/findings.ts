// What one part of the bench found, and a way to say meanwhile what it is doing.
import type { Bar } from './bar.ts';

export interface Findings {
  readonly text: string;
  readonly bars: readonly Bar[];
  /** Every figure, for the JSON. */
  readonly figures: unknown;
}

/** To the other stream, so that the tables can be redirected by themselves. */
export function tell(text: string): void {
  console.error(`bench: ${text} ...`);
}
