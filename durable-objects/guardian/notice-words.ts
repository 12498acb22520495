// News in a few words of the guardian's language, for push and e-mail alone: both may be read by others, so
// no child, amount, item or place is named. The portal has words of its own.
import type { NoticeContent, PushText } from '../../contracts/inbox.ts';
import type { Language } from '../../contracts/me.ts';

const TITLE = 'Kortportalen';
const INBOX_PATH = '/beskeder';

type Kind = NoticeContent['kind'];

const WORDS: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  da: {
    purchase: 'Der er købt noget med et kort.',
    given_back: 'Et køb er tilbageført.',
    top_up: 'Der er sat penge ind på en konto.',
    fee: 'Der er trukket et gebyr på en konto.',
    fee_returned: 'Et gebyr er tilbageført til en konto.',
    refused: 'Et køb var ikke muligt. Se hvorfor.',
    wrong_child: 'Et kort blev vist frem af en anden end barnet.',
    low_balance: 'Der er ikke mange penge tilbage på en konto.',
    limit_reached: 'En begrænsning er nået.',
    limits_changed: 'Begrænsningerne for et barn er ændret.',
    card: 'Et kort har ændret status.',
    card_ready: 'Et kort ligger klar i klubben.',
    link: 'Der er nyt om en tilknytning til et barn.',
    account_frozen: 'En konto er sat i stå, til klubben har set på den.',
    bank_account_changed:
      'Kontonummeret til udbetaling er ændret. Var det ikke dig, så kontakt klubben.',
    email_changed: 'Din e-mailadresse er ændret. Var det ikke dig, så kontakt klubben.',
  },
  en: {
    purchase: 'Something was bought with a card.',
    given_back: 'A purchase was given back.',
    top_up: 'Money was paid into an account.',
    fee: 'A fee was taken from an account.',
    fee_returned: 'A fee was returned to an account.',
    refused: 'A purchase was not possible. See why.',
    wrong_child: 'A card was shown by someone else than the child.',
    low_balance: 'There is not much money left on an account.',
    limit_reached: 'A limit is reached.',
    limits_changed: "A child's limits have changed.",
    card: 'The state of a card has changed.',
    card_ready: 'A card is ready at the club.',
    link: 'There is news about a link to a child.',
    account_frozen: 'An account is stopped until the club has looked at it.',
    bank_account_changed:
      'The bank account for payouts has changed. If that was not you, contact the club.',
    email_changed: 'Your e-mail address has changed. If that was not you, contact the club.',
  },
};

const SEVERAL: Readonly<Record<Language, (count: number) => string>> = {
  da: (count) => `${count} nyheder i din indbakke:`,
  en: (count) => `${count} messages in your inbox:`,
};

/** Each kind once, in the order in which it first came. */
function differentWords(contents: readonly NoticeContent[], language: Language): string[] {
  return [...new Set(contents.map(({ kind }) => WORDS[language][kind]))];
}

export function pushTextOf(contents: readonly NoticeContent[], language: Language): PushText {
  const words = differentWords(contents, language).slice(0, 3).join(' ');
  const text = contents.length === 1 ? words : `${SEVERAL[language](contents.length)} ${words}`;
  return { title: TITLE, text, path: INBOX_PATH };
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

export function mailTextOf(contents: readonly NoticeContent[], language: Language): MailText {
  const words = differentWords(contents, language);
  const list = words.map((line) => `- ${line}`).join('\n');
  return language === 'da'
    ? {
        subject: 'Der er nyt på Kortportalen',
        text: `Hej\n\n${list}\n\nLog på Kortportalen for at se mere. I "Mine oplysninger" vælger du selv, hvad du vil have besked om.\n`,
      }
    : {
        subject: 'There is news at Kortportalen',
        text: `Hello\n\n${list}\n\nLog in to Kortportalen to see more. Under "My details" you choose what you are told.\n`,
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
        text: `Hello\n\nYour code for Kortportalen is ${code}\n\nIt is good for 30 minutes. If you did not ask for it, you need do nothing.\n`,
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
    : { subject: 'Your details at Kortportalen have changed', text: `Hello\n\n${words}\n` };
}
