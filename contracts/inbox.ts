// What guardians are told: messages of the inbox, and the socket that brings them live. A message holds
// ids, codes and amounts, and the name of another guardian whom it tells of; the screen says it in words.
import { z } from 'zod';
import { AutoTopUpHeld, Mend } from './auto-top-ups.ts';
import { CardState } from './cards.ts';
import {
  AccountId,
  AutoTopUpId,
  CardId,
  CardOrderId,
  ClubId,
  SalesPointId,
  TopUpId,
} from './ids.ts';
import { LimitsChange } from './limits.ts';
import { LinkBasis, Rights } from './links.ts';
import { Ore } from './ore.ts';
import { MoneyInWay } from './statement.ts';
import { TopUpCause } from './top-ups.ts';
import { Who } from './who.ts';

const place = { clubId: ClubId, salesPointId: SalesPointId };

/** Why a purchase was not possible; the till heard only "not today". */
export const RefusalReason = z.enum([
  'money',
  'per_purchase',
  'per_day',
  'per_week',
  'category',
  'weekday',
  'hours',
  'club',
  'presentation_cap',
  'named_day_cap',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/**
 * The whole of what went back to a payer or came again, and what of it the balance bore or got: null for somebody
 * who does not see the balance.
 */
const ofReturn = { sequence: z.int(), amountOre: Ore, movedOre: Ore.nullable() };

export const NoticeContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('purchase'),
    ...place,
    sequence: z.int(),
    totalOre: Ore,
    itemNames: z.array(z.string()),
    balanceAfterOre: Ore,
  }),
  z.strictObject({
    kind: z.literal('given_back'),
    sequence: z.int(),
    ofSequence: z.int(),
    amountOre: Ore,
  }),
  z.strictObject({
    kind: z.literal('top_up'),
    sequence: z.int(),
    amountOre: Ore,
    way: MoneyInWay,
  }),
  /** This and the four after it are told to nobody but the payer. */
  z.strictObject({
    kind: z.literal('top_up_failed'),
    topUpId: TopUpId,
    amountOre: Ore,
    because: TopUpCause,
    isAutomatic: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('top_up_returned'),
    topUpId: TopUpId,
    amountOre: Ore,
    because: TopUpCause,
  }),
  z.strictObject({
    kind: z.literal('auto_top_up_paused'),
    ruleId: AutoTopUpId,
    because: TopUpCause.or(z.literal('charged_back')),
    mend: Mend,
  }),
  z.strictObject({
    kind: z.literal('auto_top_up_held'),
    ruleId: AutoTopUpId,
    held: AutoTopUpHeld,
  }),
  z.strictObject({
    kind: z.literal('method_ends'),
    ruleId: AutoTopUpId,
    /** YYYY-MM */
    endsAtEndOf: z.string().regex(/^\d{4}-\d{2}$/),
  }),
  z.strictObject({
    kind: z.literal('auto_top_up_changed'),
    change: z.enum(['made', 'changed', 'deleted']),
    by: Who,
  }),
  z.strictObject({ kind: z.literal('charged_back'), ...ofReturn }),
  z.strictObject({ kind: z.literal('charge_restored'), ...ofReturn }),
  z.strictObject({ kind: z.literal('fee'), sequence: z.int(), amountOre: Ore }),
  z.strictObject({ kind: z.literal('fee_returned'), sequence: z.int(), amountOre: Ore }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: RefusalReason,
    /** Of the day's or week's limit that stood in the way; null where another reason did. */
    leftOre: Ore.nullable(),
    ...place,
  }),
  z.strictObject({ kind: z.literal('wrong_child'), ...place }),
  z.strictObject({ kind: z.literal('low_balance'), balanceOre: Ore }),
  z.strictObject({ kind: z.literal('limit_reached'), window: z.enum(['per_day', 'per_week']) }),
  z.strictObject({
    kind: z.literal('limits_changed'),
    by: Who,
    changes: z.array(LimitsChange).max(7),
  }),
  z.strictObject({
    kind: z.literal('card'),
    cardId: CardId,
    state: CardState,
    /** Active again, after it was blocked. */
    liftsBlock: z.boolean(),
    by: Who,
  }),
  z.strictObject({ kind: z.literal('card_ready'), cardId: CardId, orderId: CardOrderId }),
  z.strictObject({
    kind: z.literal('link'),
    /** `came_of_age`: it ended on the child's eighteenth birthday. */
    change: z.enum(['new', 'approved', 'rejected', 'ended', 'frozen', 'thawed', 'came_of_age']),
    whose: Who,
    rights: Rights,
    /** Of a new one. */
    basis: LinkBasis.nullable(),
  }),
  z.strictObject({ kind: z.literal('account_frozen') }),
  z.strictObject({ kind: z.literal('bank_account_changed') }),
  z.strictObject({ kind: z.literal('email_changed') }),
]);
export type NoticeContent = z.infer<typeof NoticeContent>;

/** The kinds that need somebody: the level "what needs me" hears these alone. */
export const NEEDS_ME: readonly NoticeContent['kind'][] = [
  'refused',
  'wrong_child',
  'low_balance',
  'top_up_failed',
  'top_up_returned',
  'auto_top_up_paused',
  'auto_top_up_held',
  'method_ends',
  'charged_back',
  'card',
  'card_ready',
  'link',
  'account_frozen',
  'bank_account_changed',
  'email_changed',
];

/** What became of the reader's own money: told and shown also once the link to the child has ended. */
export const OF_OWN_MONEY: readonly NoticeContent['kind'][] = ['top_up_failed', 'top_up_returned'];

/** Payments that went wrong or back never do so in silence: told whatever level was chosen. */
export const ALWAYS_TOLD: readonly NoticeContent['kind'][] = [
  'top_up_failed',
  'top_up_returned',
  'auto_top_up_paused',
  'charged_back',
];

export const InboxMessage = z.strictObject({
  /** 1, 2, 3 … of the inbox. */
  number: z.int().min(1),
  at: z.iso.datetime(),
  /** Null for what concerns the guardian alone. */
  accountId: AccountId.nullable(),
  /** Also of what a guardian is told of an own link, which names the child and no account. */
  childGivenName: z.string().nullable(),
  content: NoticeContent,
});
export type InboxMessage = z.infer<typeof InboxMessage>;

export const INBOX_PAGE = 30;

/** `GET /api/inbox?before=`: newest first. */
export const Inbox = z.strictObject({
  messages: z.array(InboxMessage).max(INBOX_PAGE),
  next: z.int().nullable(),
  readUpTo: z.int().min(0),
  unread: z.int().min(0),
});
export type Inbox = z.infer<typeof Inbox>;

/** Body of `PUT /api/inbox/read` */
export const InboxRead = z.strictObject({ upTo: z.int().min(0) });

/** Answer to `PUT /api/inbox/read`: never further back than it was. */
export const InboxReadState = Inbox.pick({ readUpTo: true, unread: true });
export type InboxReadState = z.infer<typeof InboxReadState>;

/** From the guardian's object to the portal, over the socket of `GET /api/inbox/feed?ticket=`. */
export const MessageToPortal = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    unread: z.int(),
    /**
     * How long ago a socket would last have been told anything; null when that is not known any more. What
     * was said between the portal's first request and its socket is missed otherwise.
     */
    lastSaidMsAgo: z.int().min(0).nullable(),
  }),
  z.strictObject({ type: z.literal('message'), message: InboxMessage, unread: z.int() }),
  /** A child's account, or the list of children (null), is no longer what the screen shows. */
  z.strictObject({
    type: z.literal('changed'),
    accountId: AccountId.nullable(),
    unread: z.int(),
  }),
  z.strictObject({ type: z.literal('logged_out') }),
]);
export type MessageToPortal = z.infer<typeof MessageToPortal>;

/**
 * What a push says once the browser has decrypted it, for the service worker to show. It may stand on a
 * locked screen, so it names no child and no amount; `path` opens what it is about.
 */
export const PushText = z.strictObject({
  title: z.string(),
  text: z.string(),
  path: z.string().regex(/^\//),
});
export type PushText = z.infer<typeof PushText>;
