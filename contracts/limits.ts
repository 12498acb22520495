// A parent's limits on spending: one versioned set per child, in force at the next tap. Days, weeks and
// hours are Europe/Copenhagen's. Absent: how a purchase is measured against them (decide-purchase.ts).
import { z } from 'zod';
import { CategoryId, ClubId } from './ids.ts';
import { LARGEST_AMOUNT_ORE, Ore } from './ore.ts';
import { Who } from './who.ts';

/** Zero is a limit, too: nothing today. Null is none. */
const limitOre = z.int().min(0).max(LARGEST_AMOUNT_ORE).pipe(Ore).nullable();

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

export const Limits = z.strictObject({
  perPurchaseOre: limitOre,
  perDayOre: limitOre,
  perWeekOre: limitOre,
  blockedCategoryIds: z.array(CategoryId).max(100),
  /** 1 is Monday, 7 is Sunday; null allows each day. */
  allowedWeekdays: z.array(z.int().min(1).max(7)).max(7).nullable(),
  /** From inclusive, until exclusive, of one day: equal ones allow no hour, null allows each. */
  allowedHours: z
    .strictObject({ from: clockTime, until: clockTime })
    .refine(({ from, until }) => from <= until, 'until must not be earlier than from')
    .nullable(),
  allowedClubIds: z.array(ClubId).max(100).nullable(),
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

const changeOf = <Field extends keyof typeof Limits.shape>(field: Field) =>
  z.strictObject({
    field: z.literal(field),
    before: Limits.shape[field],
    after: Limits.shape[field],
  });

/** One rule as it was and as it is. */
export const LimitsChange = z.discriminatedUnion('field', [
  changeOf('perPurchaseOre'),
  changeOf('perDayOre'),
  changeOf('perWeekOre'),
  changeOf('blockedCategoryIds'),
  changeOf('allowedWeekdays'),
  changeOf('allowedHours'),
  changeOf('allowedClubIds'),
]);
export type LimitsChange = z.infer<typeof LimitsChange>;

/** What was spent of a limit: "brugt 18 af 40". */
export const SpentOfLimit = z.strictObject({ spentOre: Ore, limitOre: Ore.nullable() });
export type SpentOfLimit = z.infer<typeof SpentOfLimit>;

/** `GET /api/accounts/{accountId}/limits`, and the answer to `PUT` (with `If-Match: "<version>"`). */
export const LimitsInForce = z.strictObject({
  /** 0 before anybody has set any. */
  version: z.int().min(0),
  limits: Limits,
  setAt: z.iso.datetime().nullable(),
  /** Null when nobody did. */
  setBy: Who.nullable(),
  today: SpentOfLimit,
  thisWeek: SpentOfLimit,
});
export type LimitsInForce = z.infer<typeof LimitsInForce>;
