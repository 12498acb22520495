// A child as its guardian sees it: one card per child over all clubs. What a payer may not see is null.
import { z } from 'zod';
import { ChildsCard } from './cards.ts';
import { AccountId, ClubId, LinkId, SalesPointId } from './ids.ts';
import { SpentOfLimit } from './limits.ts';
import { LinkView, Rights } from './links.ts';
import { Ore } from './ore.ts';
import { Photo } from './photo.ts';

/** Which rule decides how much the child can use today; the first that says the least. */
export const TodaysReason = z.enum([
  'balance',
  'per_day',
  'per_week',
  'weekday',
  'hours',
  'no_club',
  'no_usable_card',
  'frozen',
]);
export type TodaysReason = z.infer<typeof TodaysReason>;

/** "Kan bruge i dag": an amount and the reason in facts, which the screen says in words. */
export const UsableToday = z.strictObject({
  amountOre: Ore,
  reason: TodaysReason,
  perPurchaseOre: Ore.nullable(),
  today: SpentOfLimit,
  thisWeek: SpentOfLimit,
  /** Of today, as "14:00", when hours are limited. */
  hours: z.strictObject({ from: z.string(), until: z.string() }).nullable(),
  /** Of today by name, which is the way without a card; null with an active one. */
  byName: SpentOfLimit.nullable(),
});
export type UsableToday = z.infer<typeof UsableToday>;

export const LastPurchase = z.strictObject({
  soldAt: z.iso.datetime(),
  clubId: ClubId,
  salesPointId: SalesPointId,
  totalOre: Ore,
  itemNames: z.array(z.string()),
});
export type LastPurchase = z.infer<typeof LastPurchase>;

/** What the account tells of itself to a guardian. */
export const ChildOverview = z.strictObject({
  accountId: AccountId,
  /** The link of the one who asks; `DELETE /api/links/{linkId}` ends it. */
  linkId: LinkId,
  /** What holds today: the own link of somebody of 18 or more counts as `full`. */
  rights: Rights,
  /** Whether the one who asks is the child, of whatever age. */
  isOwn: z.boolean(),
  /** The first name alone for a payer. */
  name: z.string(),
  photo: Photo.nullable(),
  /** Where the child is a member; empty for a payer. */
  clubIds: z.array(ClubId),
  /**
   * How the asker's own rule for money in stands, where it needs a look; null where all is well, or there is none.
   * `held`: it is due, and its month's cap or the account's daily fuse keeps it from running.
   */
  autoTopUp: z.enum(['paused', 'retrying', 'held']).nullable(),
  /** The rest is null for a payer, as is the photo. */
  ledgerBalanceOre: Ore.nullable(),
  availableOre: Ore.nullable(),
  usableToday: UsableToday.nullable(),
  lastPurchase: LastPurchase.nullable(),
  /** The cards that matter now: the active, blocked, ordered, produced and delivered ones. */
  cards: z.array(ChildsCard).nullable(),
  /** Of the start credit in force, so that a first balance below zero can be explained. */
  creditOre: Ore.nullable(),
});
export type ChildOverview = z.infer<typeof ChildOverview>;

/** `GET /api/children`: one request for the whole first page. */
export const Children = z.strictObject({
  children: z.array(ChildOverview),
  /** Linked, but the account gave no answer just now; the others are told all the same. */
  unreachable: z.array(LinkView),
  /** Links that wait for a club, were refused, or are frozen. */
  otherLinks: z.array(LinkView),
});
export type Children = z.infer<typeof Children>;
