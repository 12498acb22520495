import { describe, expect, it } from 'vitest';
import { nextAuditAt } from './next-audit-at.ts';

describe('the next nightly audit', () => {
  it.each([
    ['2026-11-21T00:00:00.000Z', '2026-11-21T02:17:00.000Z'],
    ['2026-11-21T02:16:59.999Z', '2026-11-21T02:17:00.000Z'],
    ['2026-11-21T02:17:00.000Z', '2026-11-22T02:17:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2027-01-01T02:17:00.000Z'],
  ])('after %s begins at %s', (now, next) => {
    expect(new Date(nextAuditAt(Date.parse(now))).toISOString()).toBe(next);
  });
});
