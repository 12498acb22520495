// News in a few words of the guardian's language, for push and e-mail alone: both may be read by others, so
// no child, amount, item or place is named. The portal has words of its own.
import type { NoticeContent, PushText } from '../../contracts/inbox.ts';
import type { Language } from '../../contracts/me.ts';
import type { Who } from '../../contracts/who.ts';
import { isPaymentNews, type PaymentNews, paymentNewsWords } from './payment-notice-words.ts';

const TITLE: Readonly<Record<Language, string>> = { da: 'Kortportalen', en: 'The card portal' };
const INBOX_PATH = '/beskeder';

type Kind = Exclude<NoticeContent['kind'], 'link' | 'limits_changed' | PaymentNews['kind']>;

const WORDS: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  da: {
    purchase: 'Der er købt noget med et kort.',
    given_back: 'Et køb er tilbageført.',
    top_up_returned: 'En indbetaling er på vej tilbage til dig.',
    auto_top_up_paused: 'En automatisk optankning er sat på pause. Se, hvad du kan gøre.',
    auto_top_up_held:
      'En automatisk optankning har nået en grænse og kører ikke lige nu. Du kan selv sætte penge ind.',
    method_ends: 'Et betalingskort til automatisk optankning udløber snart.',
    charged_back: 'En indbetaling er ført tilbage.',
    charge_restored: 'En indbetaling er godskrevet igen.',
    fee: 'Der er trukket et gebyr på en konto.',
    fee_returned: 'Et gebyr er tilbageført til en konto.',
    refused: 'Et køb var ikke muligt. Se hvorfor.',
    wrong_child: 'Et kort blev vist frem af en anden end barnet.',
    low_balance: 'Der er ikke mange penge tilbage på en konto.',
    limit_reached: 'En begrænsning er nået.',
    card: 'Et kort har ændret status.',
    card_ready: 'Et kort ligger klar i klubben.',
    account_frozen: 'En konto er sat på pause, til klubben har set på den.',
    bank_account_changed:
      'Kontonummeret til udbetaling er ændret. Var det ikke dig, så kontakt klubben.',
    email_changed: 'Din e-mailadresse er ændret. Var det ikke dig, så kontakt klubben.',
  },
  en: {
    purchase: 'Something was bought with a card.',
    given_back: 'A purchase was given back.',
    top_up_returned: 'A payment is on its way back to you.',
    auto_top_up_paused: 'An automatic top-up is paused. See what you can do.',
    auto_top_up_held:
      'An automatic top-up has reached a limit and does not run just now. You can pay in yourself.',
    method_ends: 'A payment card for automatic top-up expires soon.',
    charged_back: 'A payment into an account was taken back.',
    charge_restored: 'A payment into an account was credited again.',
    fee: 'A fee was taken from an account.',
    fee_returned: 'A fee was returned to an account.',
    refused: 'A purchase was not possible. See why.',
    wrong_child: 'A card was shown by someone else than the child.',
    low_balance: 'There is not much money left on an account.',
    limit_reached: 'A limit is reached.',
    card: 'The state of a card has changed.',
    card_ready: 'A card is ready at the club.',
    account_frozen: 'An account is on hold until the club has looked at it.',
    bank_account_changed:
      'The bank account for payouts has changed. If that was not you, contact the club.',
    email_changed: 'Your e-mail address has changed. If that was not you, contact the club.',
  },
};

/** Of a link it matters whether one is let in or out; who it is stands in the inbox. */
type LinkChange = Extract<NoticeContent, { kind: 'link' }>['change'];

const LINK_WORDS: Readonly<Record<Language, Readonly<Record<LinkChange, string>>>> = {
  da: {
    new: 'En ny person er tilknyttet et barn.',
    approved: 'Din tilknytning til et barn er godkendt.',
    rejected: 'Klubben har afvist din tilknytning til et barn.',
    ended: 'En tilknytning til et barn er ophørt.',
    frozen: 'En tilknytning til et barn er sat på pause.',
    thawed: 'En tilknytning er ikke længere på pause.',
    came_of_age: 'En tilknytning er ophørt, fordi barnet er fyldt 18 år.',
  },
  en: {
    new: 'Somebody new is linked to a child.',
    approved: 'Your link to a child is approved.',
    rejected: 'The club has refused your link to a child.',
    ended: 'A link to a child has ended.',
    frozen: 'A link to a child is on hold.',
    thawed: 'A link to a child is no longer on hold.',
    came_of_age: 'A link has ended, because the child is 18 now.',
  },
};

/** By the role of who did it; no name stands on a locked screen. */
const LIMITS_WORDS: Readonly<Record<Language, Readonly<Record<Who['role'], string>>>> = {
  da: {
    me: 'Du har ændret begrænsningerne for et barn.',
    guardian: 'En anden forælder har ændret begrænsningerne for et barn.',
    child: 'Begrænsningerne for et kort er ændret.',
    club: 'Klubben har ændret begrænsningerne for et barn.',
  },
  en: {
    me: "You have changed a child's limits.",
    guardian: "Another parent has changed a child's limits.",
    child: "A card's limits have changed.",
    club: "The club has changed a child's limits.",
  },
};

function wordsOf(content: NoticeContent, language: Language): string {
  if (content.kind === 'link') return LINK_WORDS[language][content.change];
  if (content.kind === 'limits_changed') return LIMITS_WORDS[language][content.by.role];
  if (isPaymentNews(content)) return paymentNewsWords(content, language);
  return WORDS[language][content.kind];
}

const SEVERAL: Readonly<Record<Language, (count: number) => string>> = {
  da: (count) => `${count} nyheder i din indbakke:`,
  en: (count) => `${count} messages in your inbox:`,
};

/** Each sentence once, in the order in which it first came. */
function differentWords(contents: readonly NoticeContent[], language: Language): string[] {
  return [...new Set(contents.map((content) => wordsOf(content, language)))];
}

export function pushTextOf(contents: readonly NoticeContent[], language: Language): PushText {
  const words = differentWords(contents, language).slice(0, 3).join(' ');
  const text = contents.length === 1 ? words : `${SEVERAL[language](contents.length)} ${words}`;
  return { title: TITLE[language], text, path: INBOX_PATH };
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

export function mailTextOf(contents: readonly NoticeContent[], language: Language): MailText {
  const words = differentWords(contents, language);
  const list = words.length === 1 ? words[0] : words.map((line) => `- ${line}`).join('\n');
  return language === 'da'
    ? {
        subject: 'Der er nyt på Kortportalen',
        text: `Hej\n\n${list}\n\nLog på Kortportalen for at se mere. I "Mine oplysninger" vælger du selv, hvad du vil have besked om.\n`,
      }
    : {
        subject: 'There is news at the card portal',
        text: `Hello\n\n${list}\n\nLog on to the card portal to see more. Under "My details" you choose what you are told.\n`,
      };
}

export function codeMailOf(code: string, language: Language): MailText {
  return language === 'da'
    ? {
        subject: 'Bekræft din e-mailadresse',
        text: `Hej\n\nDin kode til Kortportalen er ${code}\n\nDen gælder i 30 minutter. Har du ikke selv bedt om den, skal du ikke gøre noget.\n`,
      }
    : {
        subject: 'Confirm your e-mail address',
        text: `Hello\n\nYour code for the card portal is ${code}\n\nIt is good for 30 minutes. If you did not ask for it, you need do nothing.\n`,
      };
}

/** To the address that was in use before: whoever changed it may not be its owner. */
export function warningMailOf(
  kind: 'bank_account_changed' | 'email_changed',
  language: Language,
): MailText {
  const words = WORDS[language][kind];
  return language === 'da'
    ? { subject: 'Dine oplysninger på Kortportalen er ændret', text: `Hej\n\n${words}\n` }
    : { subject: 'Your details at the card portal have changed', text: `Hello\n\n${words}\n` };
}
