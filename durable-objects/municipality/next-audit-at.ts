// When the next nightly audit begins: at 02:17 UTC, the same minute as the cron in wrangler.toml, when no
// club is open in summer or winter.

const AUDIT_AT_MS = (2 * 60 + 17) * 60_000;
const DAY_MS = 86_400_000;

export function nextAuditAt(now: number): number {
  const today = now - (now % DAY_MS) + AUDIT_AT_MS;
  return now < today ? today : today + DAY_MS;
}
