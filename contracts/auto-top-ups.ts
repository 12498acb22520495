// A guardian's standing rule for money in: below a threshold, on a day of the month, or both, with a cap and
// a consent whose wording is stored. Owns the wording, so that what is shown is what is kept. Absent: when a
// rule is due (durable-objects/card-account).
import { z } from 'zod';
import { AccountId, AutoTopUpId } from './ids.ts';
import { formatOre, Ore, PositiveOre } from './ore.ts';
import { ProviderName, TopUp, TopUpCause } from './top-ups.ts';

/** "Når saldoen er under 50 kr., sæt 100 kr. ind, højst 400 kr. om måneden", or on a day of the month, or both. */
export const AutoTopUpTerms = z
  .strictObject({
    /** Null: not by the balance. A payer's is always null. */
    belowOre: PositiveOre.nullable(),
    /** 1 to 31, the month's last day where it is shorter; null: not by the day. */
    dayOfMonth: z.int().min(1).max(31).nullable(),
    amountOre: PositiveOre,
    /** Of a calendar month in Copenhagen, both triggers together. */
    mostPerMonthOre: PositiveOre,
    provider: ProviderName,
  })
  .refine((terms) => terms.belowOre !== null || terms.dayOfMonth !== null, {
    message: 'a rule needs a threshold or a day',
    path: ['belowOre'],
  })
  .refine((terms) => terms.mostPerMonthOre >= terms.amountOre, {
    message: 'must be at least one top-up',
    path: ['mostPerMonthOre'],
  });
export type AutoTopUpTerms = z.infer<typeof AutoTopUpTerms>;

/** Whether terms go beyond what was agreed to, so that they need a new consent: shown by the page, and held by the account. */
export function needsNewConsent(agreed: AutoTopUpTerms | null, asked: AutoTopUpTerms): boolean {
  if (agreed === null) return true;
  const isNewDay = asked.dayOfMonth !== null && asked.dayOfMonth !== agreed.dayOfMonth;
  return (
    isNewDay ||
    asked.provider !== agreed.provider ||
    asked.amountOre > agreed.amountOre ||
    asked.mostPerMonthOre > agreed.mostPerMonthOre ||
    (asked.belowOre ?? 0) > (agreed.belowOre ?? 0)
  );
}

export const CONSENT_VERSION = 'auto-top-up-2';

/** Not in every month: a rule by this day runs on the last day of the short ones. */
export function isLateDay(dayOfMonth: number | null): boolean {
  return dayOfMonth !== null && dayOfMonth > 28;
}

/** What a guardian agrees to, word for word. Another text is another version. Names nobody: it is kept. */
export function consentWording(terms: AutoTopUpTerms, language: 'da' | 'en'): string {
  const { belowOre, dayOfMonth, amountOre, mostPerMonthOre, provider } = terms;
  const company = provider === 'nexi' ? 'Nexi' : 'MobilePay';
  const kr = (amount: Ore) => formatOre(amount, language);
  if (language === 'da') {
    const late = isLateDay(dayOfMonth) ? ' (i korte måneder den sidste dag)' : '';
    const when = [
      ...(belowOre === null ? [] : [`når saldoen på barnets konto er under ${kr(belowOre)}`]),
      ...(dayOfMonth === null ? [] : [`den ${dayOfMonth}. i hver måned${late}`]),
    ];
    const whenSaid = when.length === 2 ? `både ${when.join(', og ')}` : when.join('');
    const comma = dayOfMonth === null ? ',' : '';
    const kept = provider === 'nexi' ? 'gemme mit betalingskort' : 'oprette en aftale';
    return (
      `Jeg giver kommunen lov til at ${kept} hos ${company} og trække ${kr(amountOre)}${comma} ${whenSaid}, ` +
      `dog højst ${kr(mostPerMonthOre)} om måneden. Jeg får besked ved hver optankning og kan til enhver ` +
      'tid slette tilmeldingen under Indbetaling.'
    );
  }
  const late = isLateDay(dayOfMonth) ? ' (in short months the last day)' : '';
  const when = [
    ...(belowOre === null
      ? []
      : [`when the balance of the child's account is below ${kr(belowOre)}`]),
    ...(dayOfMonth === null ? [] : [`on day ${dayOfMonth} of each month${late}`]),
  ];
  const whenSaid = when.length === 2 ? `both ${when.join(', and ')}` : when.join('');
  const kept = provider === 'nexi' ? 'keep my payment card' : 'make an agreement';
  return (
    `I allow the municipality to ${kept} with ${company} and to take ${kr(amountOre)} ${whenSaid}, but at most ` +
    `${kr(mostPerMonthOre)} a month. I am told of every top-up and can delete this at any time under Paying in.`
  );
}

/** What was on the screen, word for word: another text than the version's is refused as `consent_changed`. */
export const Consent = z.strictObject({
  version: z.string().max(40),
  language: z.enum(['da', 'en']),
  wording: z.string().max(1000),
});
export type Consent = z.infer<typeof Consent>;

/**
 * Body of `PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}`, with `If-Match: "<version>"` (0 makes it). A
 * new rule, another provider, a higher amount, threshold or cap, or a trigger that was not there needs a
 * consent and leads to the provider's page; until that is approved, what was in force stays in force.
 */
export const AutoTopUpRequest = z.strictObject({
  terms: AutoTopUpTerms,
  consent: Consent.nullable(),
  /** Paid in the same step, at once; null pays nothing now. */
  firstTopUpOre: PositiveOre.nullable(),
  language: z.enum(['da', 'en']),
});
export type AutoTopUpRequest = z.infer<typeof AutoTopUpRequest>;

/**
 * Body of `PUT …/auto-top-ups/{ruleId}/mendings/{mendingId}`: the one button. What it does is the rule's
 * `mend`: tries again at once, or leads to the provider's page for another card or agreement.
 */
export const MendingRequest = z.strictObject({
  /**
   * `new_method`: another card or agreement for the same terms, of a rule that is in force or paused, whether it needs
   * one or not. What is in force stays so until the page is approved. Null: the rule's `mend`.
   */
  wanted: z.literal('new_method').nullable(),
  language: z.enum(['da', 'en']),
});
export type MendingRequest = z.infer<typeof MendingRequest>;

/** `waiting`: not approved at the provider yet. `paused`: something failed; `mend` says what helps. */
export const AutoTopUpState = z.enum(['waiting', 'active', 'paused']);
export type AutoTopUpState = z.infer<typeof AutoTopUpState>;

export const Mend = z.enum(['try_again', 'new_method']);
export type Mend = z.infer<typeof Mend>;

/** Why a rule that is due does not run now, without having failed. */
export const AutoTopUpHindrance = z.enum([
  'monthly_cap',
  'daily_fuse',
  'another_rule_first',
  'no_room',
  'provider_silent',
  'retry_later',
  'account_frozen',
  /** A charge of its own may have been taken: somebody asks the provider. */
  'needs_a_person',
]);
export type AutoTopUpHindrance = z.infer<typeof AutoTopUpHindrance>;

/** What keeps a rule that is due from running, though nothing failed: its own cap, or the account's daily fuse. */
export const AutoTopUpHeld = z.discriminatedUnion('because', [
  z.strictObject({
    because: z.literal('monthly_cap'),
    usedOre: Ore,
    mostOre: Ore,
    /** Not before. */
    until: z.iso.datetime(),
  }),
  z.strictObject({
    because: z.literal('daily_fuse'),
    /** How often automatic top-up ran on the account, whoever pays, and since when: never told to a payer. */
    times: z.int(),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
  }),
]);
export type AutoTopUpHeld = z.infer<typeof AutoTopUpHeld>;

export const AutoTopUpRule = z.strictObject({
  ruleId: AutoTopUpId,
  version: z.int().min(1),
  isMine: z.boolean(),
  state: AutoTopUpState,
  /** What is in force; of one that waits, what is asked for. */
  terms: AutoTopUpTerms,
  pausedBecause: TopUpCause.or(z.literal('charged_back')).nullable(),
  mend: Mend.nullable(),
  /** `waits`: all that a payer is told where the account's money, or what others pay in, is in the way. */
  hindrance: AutoTopUpHindrance.or(z.literal('waits')).nullable(),
  /** Null in all that follows for a rule of another guardian's. */
  /** A page of the provider's that waits for the guardian, and for which terms. */
  approval: z.strictObject({ address: z.string().nullable(), terms: AutoTopUpTerms }).nullable(),
  method: z
    .strictObject({
      label: z.string(),
      lastDigits: z.string(),
      /** YYYY-MM: good until the end of that month; null where the provider does not show it. */
      expiresAtEndOf: z.string().nullable(),
      /** Ends within 30 days, or has ended. */
      endsSoon: z.boolean(),
    })
    .nullable(),
  held: AutoTopUpHeld.nullable(),
  /** Ordered in this calendar month; of it what nobody has answered for yet. */
  thisMonthOre: Ore.nullable(),
  thisMonthOpenOre: Ore.nullable(),
  /**
   * What would be ordered the moment that its page is approved, whether that waits or is its `mend`; null for nothing,
   * and for a payer, who is not to find the balance by it.
   */
  orderedAtOnceOre: Ore.nullable(),
  /** YYYY-MM-DD of the next day by the calendar. */
  nextDay: z.string().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  /** The payment when it was set up is among them. */
  lastRun: TopUp.nullable(),
  isLastRunOfSetUp: z.boolean(),
  /** When the card or agreement in force was approved: another time is another one. */
  approvedAt: z.iso.datetime().nullable(),
  consent: Consent.extend({ givenAt: z.iso.datetime() }).nullable(),
});
export type AutoTopUpRule = z.infer<typeof AutoTopUpRule>;

/** `GET /api/accounts/{accountId}/auto-top-ups` */
export const AutoTopUps = z.strictObject({
  accountId: AccountId,
  /** Whether the asker may have a rule by the balance; a payer may only by the day. */
  mayUseThreshold: z.boolean(),
  /** What must be on the account when a rule is made, and what is missing of it; offered in the same step. */
  neededAtStartOre: Ore,
  missingAtStartOre: Ore.nullable(),
  /**
   * The lowest threshold by which a rule of the asker's would run the moment that it is approved, given room and a
   * cap; null where none would, and for a payer, who is not to find the balance by it.
   */
  atOnceFromOre: Ore.nullable(),
  /** The asker's own first. */
  rules: z.array(AutoTopUpRule),
});
export type AutoTopUps = z.infer<typeof AutoTopUps>;

/** The page that a provider leads back to, approved or not: it asks how the rule stands. */
export function autoTopUpPath(accountId: AccountId, ruleId: AutoTopUpId): string {
  return `/boern/${accountId}/indbetaling?automatisk=${ruleId}`;
}
