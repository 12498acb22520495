// Money in by a guardian's own hand, through a payment provider. What a redirect or a webhook says is never
// believed: a top-up is `credited` when the provider, asked by us, said what was taken. Absent: standing
// rules (auto-top-ups.ts) and how an account decides.
import { z } from 'zod';
import { AccountId, AutoTopUpId, TopUpId } from './ids.ts';
import { Ore, PositiveOre } from './ore.ts';

export const ProviderName = z.enum(['nexi', 'mobilepay']);
export type ProviderName = z.infer<typeof ProviderName>;

/**
 * `created`: stored, and the provider may not know of it yet. `waiting`: it is with the provider. The others
 * are ends, but for `refund_due`: money was taken that cannot be credited, and is on its way back.
 */
export const TopUpState = z.enum([
  'created',
  'waiting',
  'credited',
  'cancelled',
  'declined',
  'refund_due',
  'refunded',
]);
export type TopUpState = z.infer<typeof TopUpState>;

/** Why a top-up came to nothing, as far as its payer can do anything with it. */
export const TopUpCause = z.enum([
  'cancelled_by_payer',
  'not_finished',
  'insufficient_funds',
  'card_expired',
  'card_not_accepted',
  'approval_needed',
  'agreement_stopped',
  'own_limit_too_low',
  'provider_trouble',
  /** Of a rule's charge: it may have gone through, or not. */
  'no_answer',
  'above_highest_balance',
  /** Of a rule's charge: at the provider, and not by the account. */
  'cancelled_elsewhere',
  'refunded_elsewhere',
  'needs_a_person',
]);
export type TopUpCause = z.infer<typeof TopUpCause>;

/** Body of `PUT /api/accounts/{accountId}/top-ups/{topUpId}`: starts it, and gives back the provider's page. */
export const TopUpRequest = z.strictObject({
  amountOre: PositiveOre,
  provider: ProviderName,
  language: z.enum(['da', 'en']),
});
export type TopUpRequest = z.infer<typeof TopUpRequest>;

/**
 * A top-up as it stands, for the guardian who pays it. Answer to `PUT` and `GET …/top-ups/{topUpId}` (which
 * asks the provider first).
 */
export const TopUp = z.strictObject({
  topUpId: TopUpId,
  amountOre: Ore,
  provider: ProviderName,
  state: TopUpState,
  because: TopUpCause.nullable(),
  /** The provider's page while it waits; null with `created` means that the provider is out of reach. */
  address: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When its entry occurred, as in the statement; null until then. */
  creditedAt: z.iso.datetime().nullable(),
  /** The entry that credited it, and the receipt's number. */
  sequence: z.int().nullable(),
  receiptNumber: z.string().nullable(),
  /** The rule that ordered it; null for one by hand. */
  ruleId: AutoTopUpId.nullable(),
  /** Of what was credited: by the payer's bank, or given back from the provider's own portal. */
  takenBackOre: Ore,
});
export type TopUp = z.infer<typeof TopUp>;

/**
 * Answer to `DELETE …/top-ups/{topUpId}`, which closes the provider's page. `ended`: there is nothing more to close,
 * and how it ended is told by the state. `under_way`: the provider carries the payment out and does not close it.
 * `no_answer`: it is closed as soon as the provider answers.
 */
export const ClosedTopUp = TopUp.extend({ closing: z.enum(['ended', 'under_way', 'no_answer']) });
export type ClosedTopUp = z.infer<typeof ClosedTopUp>;

/**
 * Whether a way to pay answers. `silent`: its latest calls, two or more, failed within two minutes, or it gave no page
 * for a top-up of the asker's that is still `created`. It may have come back since, and can always be tried.
 */
export const PaymentWay = z.strictObject({
  provider: ProviderName,
  state: z.enum(['answers', 'silent']),
});
export type PaymentWay = z.infer<typeof PaymentWay>;

/** `GET /api/accounts/{accountId}/top-ups`: what the page of paying in needs. */
export const PayingIn = z.strictObject({
  accountId: AccountId,
  presetsOre: z.array(Ore),
  lowestTopUpOre: Ore,
  highestBalanceOre: Ore,
  /** The most that fits now, with what is under way; null for a payer, who does not see the balance. */
  roomOre: Ore.nullable(),
  ways: z.array(PaymentWay),
  /** The asker's own, newest first, at most 20. */
  mine: z.array(TopUp),
});
export type PayingIn = z.infer<typeof PayingIn>;

/** The page that a provider leads back to, paid or not: it asks how the top-up stands. */
export function topUpPath(accountId: AccountId, topUpId: TopUpId): string {
  return `/boern/${accountId}/indbetaling?indbetaling=${topUpId}`;
}
