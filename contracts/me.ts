// The guardian's own details (Mine oplysninger) and how to be told of things. Personal fields are on disk
// only under the guardian's key.
import { z } from 'zod';
import { AccountId, GuardianId, PushSubscriptionId } from './ids.ts';

export const Language = z.enum(['da', 'en']);
export type Language = z.infer<typeof Language>;

/** What reaches a guardian about one child: all, what needs me, or nothing. */
export const NoticeLevel = z.enum(['all', 'needs_me', 'nothing']);
export type NoticeLevel = z.infer<typeof NoticeLevel>;

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

export const NoticeSettings = z.strictObject({
  version: z.int().min(0),
  push: z.boolean(),
  email: z.boolean(),
  /** Push and e-mail wait until it is over; from may be later than until, across midnight. */
  quiet: z.strictObject({ from: clockTime, until: clockTime }).nullable(),
  /** Children that are not named here have `all`. */
  levels: z
    .array(z.strictObject({ accountId: AccountId, level: NoticeLevel }))
    .max(100)
    .refine(
      (levels) => new Set(levels.map(({ accountId }) => accountId)).size === levels.length,
      'a child has one level',
    ),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Body of `PUT /api/me/notices`, with `If-Match: "<version>"`. */
export const NoticeSettingsChange = NoticeSettings.omit({ version: true });
export type NoticeSettingsChange = z.infer<typeof NoticeSettingsChange>;

/** `GET /api/me` */
export const Me = z.strictObject({
  guardianId: GuardianId,
  /** Null for somebody whose name is protected, and while nobody can tell. */
  name: z.string().nullable(),
  language: Language,
  /** Whether this is the own login of a child, until the day it is 18. */
  isChild: z.boolean(),
  email: z.strictObject({ address: z.string(), confirmed: z.boolean() }).nullable(),
  phone: z.string().nullable(),
  bankAccount: z
    .strictObject({
      /** The registration number and the last four digits: "1234 ······4567". */
      masked: z.string(),
      changedAt: z.iso.datetime(),
    })
    .nullable(),
  /** After the bank account was changed or removed; null when payouts do not wait for that. */
  payoutsHeldUntil: z.iso.datetime().nullable(),
  notices: NoticeSettings,
  /** The browsers that are told by push; one that its push service turned away is here no more. */
  pushSubscriptionIds: z.array(PushSubscriptionId).max(100),
  loggedInAt: z.iso.datetime(),
  sessionEndsAt: z.iso.datetime(),
});
export type Me = z.infer<typeof Me>;

/** Body of `PUT /api/me/language` */
export const LanguageChange = z.strictObject({ language: Language });

/** Body of `PUT /api/me/phone`: Danish numbers have eight digits; spaces are taken as meant. */
export const PhoneChange = z.strictObject({
  phone: z
    .string()
    .max(20)
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^(?:\+\d{8,15}|\d{8})$/))
    .nullable(),
});

/** Body of `PUT /api/me/email`: a code is sent to it; until it is typed the address gets nothing else. */
export const EmailChange = z.strictObject({ address: z.email().max(120).nullable() });

/** Body of `PUT /api/me/email/confirmation` */
export const EmailConfirmation = z.strictObject({ code: z.string().regex(/^\d{6}$/) });

/** Body of `PUT /api/me/bank-account`; it and `DELETE` are refused as `fresh_login_required` without a login just now. */
export const BankAccountChange = z.strictObject({
  registrationNumber: z.string().regex(/^\d{4}$/),
  accountNumber: z.string().regex(/^\d{4,10}$/),
});
export type BankAccountChange = z.infer<typeof BankAccountChange>;

/** How fresh a login must be for a change of the bank account. */
export const FRESH_LOGIN_MS = 5 * 60_000;

/** Body of `PUT /api/me/push-subscriptions/{subscriptionId}`, as the browser gives it. */
export const PushSubscriptionRequest = z.strictObject({
  endpoint: z.url().max(800),
  keys: z.strictObject({
    p256dh: z.string().regex(/^[\w-]{80,100}$/),
    auth: z.string().regex(/^[\w-]{16,40}$/),
  }),
});
export type PushSubscriptionRequest = z.infer<typeof PushSubscriptionRequest>;

/** `GET /api/push-key`: the key that subscriptions are made for; null where push is not set up. */
export const PushKey = z.strictObject({ publicKey: z.string().nullable() });

/** The header by which each answer to a guardian says to whom it is: a tab outlives a login. */
export const READER_HEADER = 'klubkort-reader';
