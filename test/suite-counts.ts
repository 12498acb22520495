// Reads what a suite or vitest said of itself, and believes nothing that the exit code contradicts. Pure.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A suite's last line is "N passed, N failed". One that ran nothing, or died, has failed. */
export function suiteCounts(output: string, exitCode: number | null): Counts {
  const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed$/.exec(lastLine) ?? [];
  return checked({ passed: Number(passed), failed: Number(failed) }, exitCode);
}

/** Vitest's JSON report. A test that was skipped or is still to be written has failed. */
export function unitCounts(report: string, exitCode: number | null): Counts {
  const { numPassedTests: passed = 0, numTotalTests: total = 0 } = parsed(report);
  // The exit code also tells what belongs to no test: an unhandled error, a file that does not load.
  return checked({ passed, failed: total - passed }, exitCode);
}

function checked(counts: Counts, exitCode: number | null): Counts {
  const ranNothing = counts.passed + counts.failed === 0;
  const isSilentFailure = exitCode !== 0 && counts.failed === 0;
  return ranNothing || isSilentFailure ? { ...counts, failed: 1 } : counts;
}

function parsed(report: string): { numPassedTests?: number; numTotalTests?: number } {
  try {
    return JSON.parse(report) as { numPassedTests?: number; numTotalTests?: number };
  } catch {
    return {};
  }
}
