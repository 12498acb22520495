// How much a child can use today, and which rule says so. Pure. Each rule that could stop a purchase names the
// most that it leaves; the least of them counts. Absent: categories and prices, which only a cart knows.
import type { TodaysReason, UsableToday } from '../../contracts/children.ts';
import type { ClubId } from '../../contracts/ids.ts';
import type { Limits } from '../../contracts/limits.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { CopenhagenMoment } from './copenhagen-moment.ts';

export interface TodayFacts {
  readonly purseOre: Ore;
  readonly creditOre: Ore;
  readonly limits: Limits;
  readonly spentDayOre: Ore;
  readonly spentWeekOre: Ore;
  readonly spentNamedDayOre: Ore;
  readonly namedDayCapOre: Ore;
  readonly clubIds: readonly ClubId[];
  readonly hasActiveCard: boolean;
  readonly isFrozen: boolean;
  readonly moment: CopenhagenMoment;
}

/**
 * Of rules that leave the same, the first in the order of {@link TodaysReason} is named. Hours that are
 * still to come leave the day open; those that are over close it. Without an active card the child can
 * still be found by name, up to that way's own cap.
 */
export function decideUsableToday(facts: TodayFacts): UsableToday {
  const { limits, spentDayOre, spentWeekOre } = facts;
  const [first, ...others] = rulesOf(facts);
  const least = others.reduce((lowest, rule) => (rule[1] < lowest[1] ? rule : lowest), first);
  return {
    amountOre: ore(Math.max(0, least[1])),
    reason: least[0],
    perPurchaseOre: limits.perPurchaseOre,
    today: { spentOre: spentDayOre, limitOre: limits.perDayOre },
    thisWeek: { spentOre: spentWeekOre, limitOre: limits.perWeekOre },
    hours: limits.allowedHours,
    byName: facts.hasActiveCard
      ? null
      : { spentOre: facts.spentNamedDayOre, limitOre: facts.namedDayCapOre },
  };
}

type Rule = readonly [reason: TodaysReason, leavesOre: number];

function rulesOf(facts: TodayFacts): readonly [Rule, ...Rule[]] {
  const { limits, moment, clubIds } = facts;
  const { allowedWeekdays, allowedHours, allowedClubIds, perDayOre, perWeekOre } = limits;
  const isOver = allowedHours !== null && moment.clock >= allowedHours.until;
  const isNever = allowedHours !== null && allowedHours.from >= allowedHours.until;
  return [
    ['balance', Math.max(0, facts.purseOre + facts.creditOre)],
    ['per_day', left(perDayOre, facts.spentDayOre)],
    ['per_week', left(perWeekOre, facts.spentWeekOre)],
    ['weekday', openIf(allowedWeekdays === null || allowedWeekdays.includes(moment.weekday))],
    ['hours', openIf(!isOver && !isNever)],
    [
      'no_club',
      openIf(clubIds.some((id) => allowedClubIds === null || allowedClubIds.includes(id))),
    ],
    [
      'no_usable_card',
      facts.hasActiveCard ? Infinity : left(facts.namedDayCapOre, facts.spentNamedDayOre),
    ],
    ['frozen', openIf(!facts.isFrozen)],
  ];
}

function left(limitOre: Ore | null, spentOre: Ore): number {
  return limitOre === null ? Infinity : Math.max(0, limitOre - spentOre);
}

function openIf(isOpen: boolean): number {
  return isOpen ? Infinity : 0;
}
