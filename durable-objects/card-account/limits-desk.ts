// A child's limits for those who may see or change them: the one set in force, and what was spent of it. Each
// function runs inside the caller's transactionSync. Absent: how a purchase is measured (decide-purchase.ts).
import type { ClubId, GuardianId } from '../../contracts/ids.ts';
import { Limits, type LimitsInForce } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { type Asker, mayAsk } from './asker.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { limitsBound } from './daily-bounds.ts';
import { rightsInForce } from './guardian-rights.ts';
import { limitsChanges } from './limits-changes.ts';
import type { Books } from './settle.ts';
import { whoOf } from './who-of.ts';
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
 * else has changed them: nothing is overwritten in silence), `invalid_request`, `too_many_tries`.
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
  const strange = strangeClubs(account.child.clubIds, limits, parsed.data);
  if (strange.length > 0) return refused({ code: 'invalid_request', errors: strange });
  const bound = limitsBound(store, asker, now);
  if (bound !== null) return refused(bound);
  store.insertLimits(version + 1, parsed.data, asker.id, now);
  const changes = limitsChanges(limits, parsed.data);
  const facts = { version: version + 1, by: asker.id, changes };
  // Saved again as they were, they are no news.
  if (changes.length > 0) store.insertNotice({ at: now, kind: 'limits', facts });
  return accepted(inForce(books, asker, now));
}

/** Clubs that are neither the child's nor in the limits of before, which may name one that the child has left. */
function strangeClubs(clubIds: readonly ClubId[], before: Limits, wanted: Limits) {
  const known = [...clubIds, ...(before.allowedClubIds ?? [])];
  return (wanted.allowedClubIds ?? []).flatMap((clubId, index) =>
    known.includes(clubId)
      ? []
      : [{ pointer: `/allowedClubIds/${index}`, detail: 'no club of this child' }],
  );
}

/** Puts in the name of the guardian who set them, if still linked: one who has gone is named no more. */
export async function withSetterName(
  { account, store }: Books,
  inForce: LimitsInForce,
  now: number,
  namesOf: (guardianIds: readonly GuardianId[]) => Promise<ReadonlyMap<GuardianId, string>>,
): Promise<LimitsInForce> {
  const setBy = store.limits().setBy as GuardianId | null;
  if (inForce.setBy?.role !== 'guardian' || setBy === null) return inForce;
  if (rightsInForce(account, setBy, now) === null) return inForce;
  const names = await namesOf([setBy]);
  return { ...inForce, setBy: { ...inForce.setBy, name: names.get(setBy) ?? null } };
}

function inForce({ account, journal, store }: Books, asker: Asker, now: number): LimitsInForce {
  const { version, limits, setAt, setBy } = store.limits();
  const { day, week } = spendingWindows(copenhagenMoment(now), false);
  const spent = journal.spent([day, week]);
  return {
    version,
    limits,
    setAt: setAt === null ? null : new Date(setAt).toISOString(),
    setBy: setBy === null ? null : whoOf(setBy, asker.id as GuardianId, account.links).who,
    today: { spentOre: spent.get(day) ?? ore(0), limitOre: limits.perDayOre },
    thisWeek: { spentOre: spent.get(week) ?? ore(0), limitOre: limits.perWeekOre },
  };
}
