// A bar that the issue sets, and whether this run met it. A ratio of two figures of one run, never a time.

export interface Bar {
  readonly name: string;
  readonly measured: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function isMet({ measured, atMost, atLeast }: Bar): boolean {
  return measured <= (atMost ?? Number.POSITIVE_INFINITY) && measured >= (atLeast ?? 0);
}

export function barText(bar: Bar): string {
  const asked = bar.atMost === undefined ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`;
  const verdict = isMet(bar) ? 'met    ' : 'NOT MET';
  return `${verdict}  ${bar.measured.toFixed(2).padStart(5)}  ${asked.padEnd(12)}  ${bar.name}`;
}
