import { expect, test } from 'vitest';
import { suiteCounts, unitCounts } from '../suite-counts.ts';

test('believes a suite that ends with its counts', () => {
  expect(suiteCounts('ok  one\nok  two\n2 passed, 0 failed\n', 0)).toEqual({
    passed: 2,
    failed: 0,
  });
  expect(suiteCounts('1 passed, 3 failed\n', 1)).toEqual({ passed: 1, failed: 3 });
});

test.each([
  ['said nothing', '', 0],
  ['ran nothing', '0 passed, 0 failed\n', 0],
  ['was killed before its counts', 'ok  one\n', null],
  ['said more after its counts', '1 passed, 0 failed\nError: late\n', 1],
])('takes a suite that %s as failed', (_, output, exitCode) => {
  expect(suiteCounts(output, exitCode).failed).toBe(1);
});

test('takes a suite whose exit code contradicts its counts as failed', () => {
  expect(suiteCounts('5 passed, 0 failed\n', 1)).toEqual({ passed: 5, failed: 1 });
});

test('takes skipped unit tests as failed', () => {
  const report = JSON.stringify({ numPassedTests: 7, numTotalTests: 9, numPendingTests: 2 });
  expect(unitCounts(report, 0)).toEqual({ passed: 7, failed: 2 });
});

test('takes a missing report, an empty one and an unhandled error as failed', () => {
  expect(unitCounts('', 1).failed).toBe(1);
  expect(unitCounts('{}', 0).failed).toBe(1);
  expect(unitCounts('{"numPassedTests":7,"numTotalTests":7}', 1)).toEqual({ passed: 7, failed: 1 });
});
