// The one closed list of what can go wrong, and the shape in which it is told (RFC 9457). A code is
// stable and never parsed from text; screens say it in their own language.
import { z } from 'zod';
import { ProductId } from './ids.ts';
import { Ore, PositiveOre } from './ore.ts';

/** Met at the parents' portal alone: no till ever hears one of these. */
const PORTAL_PROBLEMS = {
  session_missing: [401, 'Nobody is logged in, or the session is over'],
  fresh_login_required: [403, 'This needs a login just now'],
  login_failed: [403, 'The login did not succeed'],
  login_aborted: [403, 'The login was broken off'],
  login_level_too_low: [403, 'The login was not of a sufficient level of assurance'],
  login_unavailable: [503, 'The login service does not answer'],
  rights_not_enough: [403, 'The link does not allow this'],
  link_code_wrong: [403, 'The code is wrong, used or too old'],
  link_not_found: [404, 'There is no such link'],
  link_id_reused: [409, 'The id stands for another link'],
  already_linked: [409, 'The child is linked already'],
  no_contact_match: [404, 'No club has this person as a contact'],
  email_code_wrong: [403, 'The code is wrong or too old'],
  mail_unavailable: [503, 'No e-mail can be sent just now'],
  card_order_unknown: [404, 'There is no such order'],
  card_order_id_reused: [409, 'The id stands for another order'],
  card_order_open: [409, 'A card is on order already'],
  card_order_too_late: [409, 'The card is made already'],
  not_enough_money: [409, 'There is not enough money on the account'],
  dispute_id_reused: [409, 'The id stands for another report'],
  entry_unknown: [404, 'There is no such entry'],
  period_too_long: [422, 'The period is too long or ends before it begins'],
  deposit_not_allowed: [409, 'The municipality takes no deposits in this way'],
  top_up_unknown: [404, 'There is no such top-up'],
  auto_top_up_unknown: [404, 'There is no such rule'],
  auto_top_up_exists: [409, 'The guardian has a rule for this child already'],
  consent_missing: [422, 'This needs a new consent'],
  consent_changed: [409, 'The wording of the consent is another one now'],
  first_top_up_needed: [409, 'There must be more on the account, or a first top-up with it'],
  nothing_to_mend: [409, 'The rule is in order'],
  webhook_proof_wrong: [401, 'The webhook is not from the payment provider'],
  version_missing: [428, 'The version that was seen must be sent'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type PortalProblemCode = keyof typeof PORTAL_PROBLEMS;

/** code → HTTP status and English title. docs/errors.md has one row for each. */
export const PROBLEMS = {
  // Malformed: nothing was looked at, nothing is remembered.
  invalid_json: [400, 'The body is not JSON'],
  invalid_request: [400, 'The request is not well formed'],
  unsupported_media_type: [415, 'The body must be application/json'],
  body_too_large: [413, 'The body is too large'],
  not_found: [404, 'There is nothing at this address'],
  // Who is asking.
  device_proof_missing: [401, 'The request is not signed by a device'],
  device_proof_wrong: [401, "The device's signature does not fit"],
  device_clock_wrong: [401, "The device's clock is wrong"],
  device_revoked: [403, 'The device is no longer paired'],
  device_not_allowed: [403, 'This kind of device may not do this'],
  origin_not_allowed: [403, 'The request comes from another origin'],
  socket_ticket_wrong: [403, 'The ticket is unknown, used or too old'],
  // Pairing and operators.
  pairing_id_reused: [409, 'The id stands for another pairing'],
  pairing_code_wrong: [403, 'The code is wrong, used or too old'],
  pin_wrong: [403, 'The PIN is wrong'],
  operator_unknown: [404, 'There is no such operator at this till'],
  operator_not_allowed: [403, 'This kind of operator may not do this'],
  operator_missing: [409, 'Nobody is signed in at the till'],
  // Cards and presentations.
  card_unknown: [404, 'The card is unknown'],
  card_not_usable: [422, 'The card has no lasting identity'],
  card_not_active: [409, 'The card is not active'],
  card_blocked: [409, 'The card is blocked'],
  card_retired: [409, 'The card is retired'],
  account_unknown: [404, 'There is no such account'],
  presentation_not_valid: [403, 'The presentation is not valid here'],
  presentation_expired: [409, 'The child was shown too long ago'],
  presentation_ended: [409, 'The presentation was ended'],
  presentation_used: [409, 'The presentation has paid for a purchase'],
  // Purchases and what undoes them.
  purchase_id_reused: [409, 'The id stands for another purchase'],
  product_unknown: [422, 'A product is not sold here'],
  price_changed: [409, 'A price has changed'],
  price_not_allowed: [422, 'A typed price is above its maximum'],
  item_too_expensive: [422, 'A single item costs too much for the card'],
  presentation_cap: [409, 'The purchase is above what this way of showing the child allows'],
  not_today: [409, 'Not this one today'],
  purchase_unknown: [404, 'There is no such purchase'],
  reversal_id_reused: [409, 'The id stands for another reversal'],
  reversal_not_allowed: [403, 'This operator or till may not undo this purchase'],
  already_reversed: [409, 'The purchase is already undone'],
  already_refunded: [409, 'The purchase is already refunded'],
  reversal_too_late: [409, 'The time to undo the purchase is over'],
  refund_id_reused: [409, 'The id stands for another refund'],
  refund_too_large: [409, 'More would be refunded than was paid'],
  top_up_id_reused: [409, 'The id stands for another top-up'],
  above_highest_balance: [409, 'The account would hold more than it may'],
  version_conflict: [409, 'Somebody else changed it meanwhile'],
  card_state_conflict: [409, "The card's state does not allow this"],
  account_frozen: [409, 'The account is frozen until its books are checked'],
  ...PORTAL_PROBLEMS,
  // Not now, and our own mistakes.
  too_many_tries: [429, 'Too many tries'],
  try_again: [503, 'Not just now'],
  internal_error: [500, 'Something is wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;
export const ProblemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What a refusal may say beyond its code. To a till none of it tells of balance, limits or payers. */
export const ProblemFacts = z.strictObject({
  /** Where in the body a mistake stands, as JSON pointers. */
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  /** The prices in force, when one has changed. */
  prices: z
    .array(z.strictObject({ productId: ProductId, priceOre: PositiveOre.nullable() }))
    .optional(),
  /** The edge's time in milliseconds, for a device whose clock is wrong. */
  now: z.int().optional(),
  retryAfterMs: z.int().optional(),
  triesLeft: z.int().optional(),
  /** To a payer, who sees no balance: the tries were amounts that do not fit. */
  isOfRoom: z.literal(true).optional(),
  /** The most that this way of showing a child allows in one purchase. */
  capOre: PositiveOre.optional(),
  /** To a guardian: what is missing on the account, and when the card was blocked all the same. */
  missingOre: PositiveOre.optional(),
  blockedAt: z.iso.datetime().optional(),
  /** To a guardian: what a card costs now. */
  feeOre: z.int().min(0).pipe(Ore).optional(),
});
export type ProblemFacts = z.infer<typeof ProblemFacts>;

export const Problem = ProblemFacts.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Names this one occurrence; quote it to support. */
  instance: z.string(),
  code: ProblemCode,
});
export type Problem = z.infer<typeof Problem>;

/** A refusal inside the house: a code of the closed list and its facts. */
export interface Refusal<Code extends ProblemCode = ProblemCode> extends ProblemFacts {
  readonly code: Code;
}

export function problemOf(refusal: Refusal, instance: string): Problem {
  const { code, ...facts } = refusal;
  const [status, title] = PROBLEMS[code];
  return {
    type: `urn:klubkort:problem:${code}`,
    title,
    status,
    detail:
      facts.errors?.map((error) => `${error.pointer}: ${error.detail}`).join('; ') ?? `${title}.`,
    instance: `urn:klubkort:request:${instance}`,
    code,
    ...facts,
  };
}
