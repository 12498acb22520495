// A presentation: the statement, signed by the account, that this child stands at this till. To all but
// the account it is an opaque text; good for 90 s from the reading and for one accepted purchase.
import { z } from 'zod';
import { AccountId, PresentationId } from './ids.ts';
import { Photo } from './photo.ts';

/** Counted from the reading of the card, not from its arrival. */
export const PRESENTATION_LIFETIME_MS = 90_000;

/** A reading older than this on arrival is acknowledged and logged but not shown. */
export const OLDEST_SHOWN_READING_MS = 10_000;

export const Presentation = z.string().regex(/^[\w-]{20,1200}\.[\w-]{43}$/);

/** Why a child is found by name instead of by card. */
export const NamedReason = z.enum(['no_card_yet', 'forgotten_card', 'broken_card']);
export type NamedReason = z.infer<typeof NamedReason>;

/** What the screen gets when a child stands at the till. Balance, limits and payer have no field here. */
export const PresentedChild = z.strictObject({
  accountId: AccountId,
  presentationId: PresentationId,
  presentation: Presentation,
  kind: z.enum(['card', 'named']),
  childName: z.string(),
  photo: Photo.nullable(),
  expiresInMs: z.int().min(0),
  /** Whole minutes since this child's last purchase in this club, when that was within the last 15. */
  boughtMinutesAgo: z.int().min(0).nullable(),
});
export type PresentedChild = z.infer<typeof PresentedChild>;

/** Body of `PUT /api/accounts/{accountId}/presentations/{presentationId}` */
export const NamedPresentationRequest = z.strictObject({ reason: NamedReason });
export type NamedPresentationRequest = z.infer<typeof NamedPresentationRequest>;

/**
 * Body of `DELETE /api/accounts/{accountId}/presentations/{presentationId}`. `wrong_child` ("Ikke barnet
 * på billedet") tells the guardians; `not_switched` ("Skift barn?" answered with no) tells nobody.
 */
export const PresentationEnding = z.strictObject({
  presentation: Presentation,
  because: z.enum(['wrong_child', 'not_switched']),
});
export type PresentationEnding = z.infer<typeof PresentationEnding>;

/** One hit of `GET /api/tills/{tillId}/children?query=` */
export const FoundChild = z.strictObject({
  accountId: AccountId,
  childName: z.string(),
  photo: Photo.nullable(),
  suggestedReason: NamedReason,
});
export type FoundChild = z.infer<typeof FoundChild>;

export const SMALLEST_SEARCH_LENGTH = 2;
export const MOST_FOUND_CHILDREN = 8;

export const ChildSearchResult = z.strictObject({
  children: z.array(FoundChild).max(MOST_FOUND_CHILDREN),
});
export type ChildSearchResult = z.infer<typeof ChildSearchResult>;
