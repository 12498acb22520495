// A parent's limits on spending: one versioned set per child, in force at the next tap.
// Days, weeks and hours are Europe/Copenhagen's.
import { z } from 'zod';
import { CategoryId, ClubId } from '../../contracts/ids.ts';
import { Ore } from '../../contracts/ore.ts';

/** Zero is a limit, too: nothing today. */
const limitOre = z.int().min(0).pipe(Ore).nullable();

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

export const Limits = z.strictObject({
  perPurchaseOre: limitOre,
  perDayOre: limitOre,
  perWeekOre: limitOre,
  blockedCategoryIds: z.array(CategoryId),
  /** 1 is Monday, 7 is Sunday; null allows each day. */
  allowedWeekdays: z.array(z.int().min(1).max(7)).nullable(),
  /** From inclusive, until exclusive, of one day: equal ones allow no hour, null allows each. */
  allowedHours: z
    .strictObject({ from: clockTime, until: clockTime })
    .refine(({ from, until }) => from <= until, 'until must not be earlier than from')
    .nullable(),
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
