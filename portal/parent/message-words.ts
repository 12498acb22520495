// A message of the inbox in words of the reader's language, and the page that it is about. Pure apart from
// the names of places and of kinds of goods. The server sends ids, codes, amounts, and who did it.
import { ENTRY_NAMES, entryName } from '../../contracts/entry-names.ts';
import type { InboxMessage, NoticeContent } from '../../contracts/inbox.ts';
import { formatOre, type Ore } from '../../contracts/ore.ts';
import type { EntryKind } from '../../contracts/statement.ts';
import type { Who } from '../../contracts/who.ts';
import { formatMonth, formatWholeOre } from '../ui/formats.ts';
import type { Language } from '../ui/language.ts';
import type { ChildPageName } from './child-frame.tsx';
import { placeInSentence } from './clubs-store.ts';
import { heldSentence } from './held-words.ts';
import { limitsChangeInWords } from './pages/limits-change-words.ts';
import type { MessageTexts } from './words-of-messages.ts';

export interface MessageWords {
  readonly title: string;
  readonly text: string;
}

export function messageWords(
  content: NoticeContent,
  text: MessageTexts,
  language: Language,
): MessageWords {
  switch (content.kind) {
    case 'purchase':
      return text.purchase(
        content.itemNames.join(', '),
        formatOre(content.totalOre, language),
        placeInSentence(content),
        formatOre(content.balanceAfterOre, language),
      );
    case 'given_back':
      return text.givenBack(formatOre(content.amountOre, language));
    case 'top_up':
    case 'top_up_failed':
    case 'top_up_returned':
    case 'auto_top_up_paused':
    case 'auto_top_up_held':
    case 'method_ends':
    case 'auto_top_up_changed':
    case 'charged_back':
    case 'charge_restored':
      return paymentWords(content, text, language);
    case 'fee':
      return text.fee(formatOre(content.amountOre, language));
    case 'fee_returned':
      return text.feeReturned(formatOre(content.amountOre, language));
    case 'refused':
      return {
        title: text.refused(placeInSentence(content)),
        text: refusedBecause(content, text, language),
      };
    case 'wrong_child':
      return text.wrongChild(placeInSentence(content));
    case 'low_balance':
      return text.lowBalance(formatOre(content.balanceOre, language));
    case 'limit_reached':
      return text.limitReached[content.window];
    case 'limits_changed':
      return limitsChangedWords(content, text);
    case 'card':
      return {
        title: content.liftsBlock ? text.blockLifted : text.card[content.state],
        text: content.by.role === 'me' ? text.byMe : text.by(named(content.by, text.nameless)),
      };
    case 'card_ready':
      return text.cardReady;
    case 'link':
      return linkWords(content, text);
    case 'account_frozen':
      return text.accountFrozen;
    case 'bank_account_changed':
      return text.bankAccountChanged;
    case 'email_changed':
      return text.emailChanged;
  }
}

type Content<Kind extends NoticeContent['kind']> = Extract<NoticeContent, { kind: Kind }>;

function refusedBecause(
  { reason, leftOre }: Content<'refused'>,
  text: MessageTexts,
  language: Language,
): string {
  if (leftOre === null) return text.reasons[reason];
  const left = leftOre === 0 ? text.nothingLeft : text.left(formatWholeOre(leftOre, language));
  return `${text.reasons[reason]} ${left}`;
}

function limitsChangedWords(
  { by, changes }: Content<'limits_changed'>,
  { limitsChanged: text }: MessageTexts,
): MessageWords {
  const title = by.role === 'me' ? text.byMe : text.by(named(by, text.nameless));
  return { title, text: ended(text.text(changes.map(limitsChangeInWords).join('; '))) };
}

function linkWords(
  { change, whose, rights, basis }: Content<'link'>,
  { link: text }: MessageTexts,
): MessageWords {
  switch (change) {
    case 'approved':
    case 'rejected':
      return text[change];
    case 'came_of_age':
      return text.cameOfAge;
    case 'ended':
      return whose.role === 'me' ? text.ended : text.endedOf(named(whose, text.gone));
    case 'frozen':
      return whose.role === 'me' ? text.frozen : text.frozenOf(named(whose, text.gone));
    case 'thawed':
      return whose.role === 'me' ? text.thawed : text.thawedOf(named(whose, text.gone));
    case 'new': {
      const grounds = basis === null ? [] : [text.basis[basis]];
      return {
        title: text.new(named(whose, text.nameless)),
        text: [text.rights[rights], ...grounds, text.askTheClub].join(' '),
      };
    }
  }
}

function paymentWords(
  content: Content<
    | 'top_up'
    | 'top_up_failed'
    | 'top_up_returned'
    | 'auto_top_up_paused'
    | 'auto_top_up_held'
    | 'method_ends'
    | 'auto_top_up_changed'
    | 'charged_back'
    | 'charge_restored'
  >,
  { payments: text }: MessageTexts,
  language: Language,
): MessageWords {
  switch (content.kind) {
    case 'top_up':
      return entryWords(content, 'top_up', [text.atOnce], text, language);
    case 'top_up_failed': {
      const amount = formatOre(content.amountOre, language);
      return {
        title:
          content.because === 'no_answer' && content.isAutomatic
            ? text.topUpWaits(amount)
            : text.topUpFailed(amount, content.isAutomatic),
        text: text.causes[content.because],
      };
    }
    case 'top_up_returned':
      return {
        title: text.topUpReturned(formatOre(content.amountOre, language)),
        text: `${text.causes[content.because]} ${text.returnedSoon}`,
      };
    case 'auto_top_up_paused': {
      const { because, mend } = content;
      const ofCard = mend === 'new_method' ? text.mendCard[because] : undefined;
      const helps = ofCard ?? text.mend[mend];
      return { title: text.paused, text: `${text.causes[because]} ${helps}` };
    }
    case 'auto_top_up_held': {
      const { held } = content;
      return { title: text.held[held.because], text: heldSentence(held, Date.now(), language) };
    }
    case 'method_ends':
      return text.methodEnds(formatMonth(content.endsAtEndOf, language));
    case 'auto_top_up_changed': {
      const { by, change } = content;
      const title =
        by.role === 'me'
          ? text.changedByMe[change]
          : text.changedBy[change](named(by, text.nameless));
      return { title, text: text.seePayingIn };
    }
    case 'charged_back': {
      const said = [text.chargedBack, ...moved(content.movedOre, text.taken, language)];
      return entryWords(content, 'charge_return', said, text, language);
    }
    case 'charge_restored': {
      const said = [text.restored, ...moved(content.movedOre, text.given, language)];
      return entryWords(content, 'charge_restored', said, text, language);
    }
  }
}

/** Nothing for somebody who does not see the balance. */
function moved(
  movedOre: Ore | null,
  say: (amount: string) => string,
  language: Language,
): string[] {
  return movedOre === null ? [] : [say(formatOre(movedOre, language))];
}

/** What stands in the statement, by the name and number that it has there. */
function entryWords(
  content: Content<'top_up' | 'charged_back' | 'charge_restored'>,
  kind: EntryKind,
  said: readonly string[],
  text: MessageTexts['payments'],
  language: Language,
): MessageWords {
  const way = content.kind === 'top_up' ? content.way : null;
  const name = ENTRY_NAMES[language][entryName({ kind, way })];
  return {
    title: text.entry(name, formatOre(content.amountOre, language)),
    text: [...said, text.number(content.sequence)].join(' '),
  };
}

/** With a full stop, unless the last word has one: "40 kr." */
function ended(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** The name, or what somebody is called without one. */
function named(
  { role, name }: Who,
  nameless: Readonly<Record<Exclude<Who['role'], 'me'>, string>>,
): string {
  return name ?? nameless[role === 'me' ? 'guardian' : role];
}

/** What a message is about: a page of the child, or a page of the reader's own. */
export type Subject =
  | { readonly of: 'child'; readonly page: ChildPageName }
  | { readonly of: 'me'; readonly path: '/' | '/mine-oplysninger' };

const SUBJECTS: Record<Exclude<NoticeContent['kind'], 'refused'>, Subject> = {
  purchase: { of: 'child', page: 'kontoudtog' },
  given_back: { of: 'child', page: 'kontoudtog' },
  top_up: { of: 'child', page: 'kontoudtog' },
  top_up_failed: { of: 'child', page: 'indbetaling' },
  top_up_returned: { of: 'child', page: 'indbetaling' },
  auto_top_up_paused: { of: 'child', page: 'indbetaling' },
  auto_top_up_held: { of: 'child', page: 'indbetaling' },
  method_ends: { of: 'child', page: 'indbetaling' },
  auto_top_up_changed: { of: 'child', page: 'indbetaling' },
  charged_back: { of: 'child', page: 'kontoudtog' },
  charge_restored: { of: 'child', page: 'kontoudtog' },
  fee: { of: 'child', page: 'kontoudtog' },
  fee_returned: { of: 'child', page: 'kontoudtog' },
  wrong_child: { of: 'child', page: 'stamdata' },
  low_balance: { of: 'child', page: 'indbetaling' },
  limit_reached: { of: 'child', page: 'begraensninger' },
  limits_changed: { of: 'child', page: 'begraensninger' },
  card: { of: 'child', page: 'stamdata' },
  card_ready: { of: 'child', page: 'stamdata' },
  link: { of: 'me', path: '/' },
  account_frozen: { of: 'me', path: '/' },
  bank_account_changed: { of: 'me', path: '/mine-oplysninger' },
  email_changed: { of: 'me', path: '/mine-oplysninger' },
};

export function subjectOf({ content }: InboxMessage): Subject {
  if (content.kind !== 'refused') return SUBJECTS[content.kind];
  return { of: 'child', page: content.reason === 'money' ? 'indbetaling' : 'begraensninger' };
}

/** What of "Indbetaling" a message is about: the rule, or what was paid; else one goes there to pay. */
export function payingInPart({ content }: InboxMessage): 'rule' | 'paid' | null {
  switch (content.kind) {
    case 'auto_top_up_paused':
    case 'auto_top_up_held':
    case 'auto_top_up_changed':
    case 'method_ends':
      return 'rule';
    case 'top_up_failed':
      return content.isAutomatic ? 'rule' : null;
    case 'top_up_returned':
      return 'paid';
    default:
      return null;
  }
}

/** What the reader did is written down, and nobody needs to be told of it at once. */
export function isOwnDoing({ content }: InboxMessage): boolean {
  return 'by' in content && content.by.role === 'me';
}
