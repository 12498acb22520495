// What anyone may know of a municipality's clubs: names of places and kinds of goods, and whom to ask.
// The portal names places and categories by these; the journal keeps ids.
import { z } from 'zod';
import { Category } from './catalogue.ts';
import { ClubId, SalesPointId } from './ids.ts';

export const ClubContact = z.strictObject({
  phone: z.string().max(20),
  email: z.string().max(120),
  address: z.string().max(160),
  /** When somebody answers, in the club's own words. */
  openingHours: z.string().max(160),
});
export type ClubContact = z.infer<typeof ClubContact>;

export const PublicClub = z.strictObject({
  clubId: ClubId,
  name: z.string(),
  salesPoints: z.array(z.strictObject({ salesPointId: SalesPointId, name: z.string() })),
  categories: z.array(Category),
  contact: ClubContact.nullable(),
});
export type PublicClub = z.infer<typeof PublicClub>;

/** `GET /api/clubs` */
export const PublicClubs = z.strictObject({
  municipalityName: z.string(),
  /** Whether somebody who is a club's contact is linked without a letter's code. */
  linksContacts: z.boolean(),
  clubs: z.array(PublicClub),
});
export type PublicClubs = z.infer<typeof PublicClubs>;
