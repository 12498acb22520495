// A parent's limits on spending: one versioned set per child, in force at the next tap.
// Days, weeks and hours are Europe/Copenhagen's.
import { z } from 'zod';
import { CategoryId, ClubId } from '../../contracts/ids.ts';
import { Ore } from '../../contracts/ore.ts';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

export const Limits = z.strictObject({
  perPurchaseOre: Ore.nullable(),
  perDayOre: Ore.nullable(),
  perWeekOre: Ore.nullable(),
  blockedCategoryIds: z.array(CategoryId),
  /** 1 is Monday, 7 is Sunday; null allows each day. */
  allowedWeekdays: z.array(z.int().min(1).max(7)).nullable(),
  /** From inclusive, until exclusive, of one day; null allows each hour. */
  allowedHours: z.strictObject({ from: clockTime, until: clockTime }).nullable(),
  allowedClubIds: z.array(ClubId).nullable(),
});
export type Limits = z.infer<typeof Limits>;

export const NO_LIMITS: Limits = {
  perPurchaseOre: null,
  perDayOre: null,
  perWeekOre: null,
  blockedCategoryIds: [],
  allowedWeekdays: null,
  allowedHours: null,
  allowedClubIds: null,
};
