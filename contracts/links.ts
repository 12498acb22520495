// A link (tilknytning) between a guardian and a child: how it is asked for and how it stands. The code of
// the club's letter has 50 bits, works once and for 60 days.
import { z } from 'zod';
import { AccountId, LinkId } from './ids.ts';

export const Rights = z.enum(['full', 'payer', 'self']);
export type Rights = z.infer<typeof Rights>;

/** What a link rests on: the club's letter, being a contact of the club, the club's own word, the own login. */
export const LinkBasis = z.enum(['letter', 'contact', 'club', 'login']);
export type LinkBasis = z.infer<typeof LinkBasis>;

/** Ten signs of Crockford's base 32 in two groups; what people type for I, L, O is taken as meant. */
export const LinkCode = z
  .string()
  .max(40)
  .transform((typed) =>
    typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0'),
  )
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/));
export type LinkCode = z.infer<typeof LinkCode>;

/** Body of `PUT /api/links/{linkId}`: by the letter's code, or because the club has the contact. */
export const LinkRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code'), code: LinkCode, rights: z.enum(['full', 'payer']) }),
  z.strictObject({ kind: z.literal('contact_match') }),
]);
export type LinkRequest = z.infer<typeof LinkRequest>;

export const LinkState = z.enum([
  'active',
  'awaiting_approval',
  'rejected',
  'frozen',
  'ended',
  'ending',
]);
export type LinkState = z.infer<typeof LinkState>;

export const LinkView = z.strictObject({
  linkId: LinkId,
  /** Null until the link is active: before that nothing of the child is told but the first name. */
  accountId: AccountId.nullable(),
  childGivenName: z.string(),
  rights: Rights,
  state: LinkState,
  since: z.iso.datetime(),
  /** Why the club refused or froze it, in the club's words. */
  reason: z.string().nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

/** Answer to `PUT /api/links/{linkId}`: a contact match may link several children at once. */
export const Linked = z.strictObject({ links: z.array(LinkView) });
export type Linked = z.infer<typeof Linked>;
