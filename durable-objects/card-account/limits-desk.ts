// A child's limits for those who may see or change them: the one set in force, and what was spent of it. Each
// function runs inside the caller's transactionSync. Absent: how a purchase is measured (decide-purchase.ts).
import { Limits, type LimitsInForce } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { type Asker, mayAsk } from './asker.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import type { Books } from './settle.ts';
import { spendingWindows } from './windows.ts';

/** Refusals in order: `account_unknown`, `rights_not_enough`. */
export function limitsInForce(
  books: Books,
  asker: Asker,
  now: number,
): Outcome<LimitsInForce, Refusal> {
  const may = mayAsk(books.account, asker, 'see_balance', now);
  return may.ok ? accepted(inForce(books, asker, now)) : may;
}

/**
 * Replaces the limits, in force at the next purchase. The same change again, by the one who made it, is the
 * answer that got lost and no conflict.
 *
 * Refusals in order: `account_unknown`, `rights_not_enough`, `version_missing`, `version_conflict` (somebody
 * else has changed them: nothing is overwritten in silence), `invalid_request`.
 *
 * @param seenVersion the version that was seen; null when none was said.
 */
export function changeLimits(
  books: Books,
  asker: Asker,
  seenVersion: number | null,
  wanted: Limits,
  now: number,
): Outcome<LimitsInForce, Refusal> {
  const { account, store } = books;
  const may = mayAsk(account, asker, 'set_limits', now);
  if (!may.ok) return may;
  if (seenVersion === null) return refused({ code: 'version_missing' });
  const parsed = Limits.safeParse(wanted);
  const { version, limits, setBy } = store.limits();
  if (seenVersion !== version) {
    const isMyLast = seenVersion === version - 1 && setBy === asker.id;
    const isSame = parsed.success && JSON.stringify(parsed.data) === JSON.stringify(limits);
    if (isMyLast && isSame) return accepted(inForce(books, asker, now));
    return refused({ code: 'version_conflict' });
  }
  if (!parsed.success) return refused({ code: 'invalid_request' });
  store.insertLimits(version + 1, parsed.data, asker.id, now);
  const facts = { version: version + 1, by: asker.id };
  store.insertNotice({ at: now, kind: 'limits', facts });
  return accepted(inForce(books, asker, now));
}

function inForce({ journal, store }: Books, asker: Asker, now: number): LimitsInForce {
  const { version, limits, setAt, setBy } = store.limits();
  const { day, week } = spendingWindows(copenhagenMoment(now), false);
  const spent = journal.spent([day, week]);
  return {
    version,
    limits,
    setAt: setAt === null ? null : new Date(setAt).toISOString(),
    setByMe: setBy === null ? null : setBy === asker.id,
    today: { spentOre: spent.get(day) ?? ore(0), limitOre: limits.perDayOre },
    thisWeek: { spentOre: spent.get(week) ?? ore(0), limitOre: limits.perWeekOre },
  };
}
