// The texts of the messages, by kind, for parents and for a child with a login of its own; facts come as they
// are written. Used by the inbox and by the notes that appear while the portal is open.
import { computed, type ReadonlySignal } from '@preact/signals';
import { type Language, language } from '../ui/language.ts';
import { genitive } from './genitive.ts';
import { PAYMENT_MESSAGE_TEXTS } from './words-of-payment-messages.ts';

const da = {
  purchase: (items: string, total: string, place: string, balance: string) => ({
    title: `Køb: ${items}`,
    text: `${total} i ${place}. Saldoen er nu ${balance}`,
  }),
  /** Where the child's name stands in the same line. */
  bought: (who: string, items: string) => `${who} har købt ${items}`,
  givenBack: (amount: string) => ({
    title: 'Et køb er tilbageført',
    text: `${amount} er tilbage på kontoen.`,
  }),
  payments: PAYMENT_MESSAGE_TEXTS.da,
  fee: (amount: string) => ({
    title: `Gebyr på ${amount}`,
    text: 'Det er trukket på kontoen for et nyt kort.',
  }),
  feeReturned: (amount: string) => ({
    title: `Gebyr tilbageført: ${amount}`,
    text: 'Bestillingen af et nyt kort er annulleret, og gebyret er tilbage på kontoen.',
  }),
  refused: (place: string) => `Et køb var ikke muligt i ${place}`,
  reasons: {
    money: 'Der var ikke penge nok på kontoen.',
    per_purchase: 'Købet var større end grænsen pr. køb.',
    per_day: 'Købet ville gå over grænsen for i dag.',
    per_week: 'Købet ville gå over grænsen for denne uge.',
    category: 'Købet indeholdt en slags vare, som begrænsningerne ikke tillader.',
    weekday: 'Begrænsningerne tillader ikke køb på den ugedag.',
    hours: 'Begrænsningerne tillader ikke køb på det tidspunkt.',
    club: 'Begrænsningerne tillader ikke køb i den klub.',
    presentation_cap: 'Uden kort kan der kun købes for et mindre beløb ad gangen.',
    named_day_cap: 'Uden kort kan der kun købes for et mindre beløb pr. dag.',
  },
  left: (amount: string) => `Der er ${amount} tilbage.`,
  nothingLeft: 'Der er ikke mere tilbage.',
  wrongChild: (place: string) => ({
    title: 'Kortet blev vist af en anden',
    text: `Kassebetjeneren i ${place} så det på billedet, og intet blev solgt. Er kortet væk, så spær det med det samme.`,
  }),
  lowBalance: (balance: string) => ({
    title: `Saldoen er nede på ${balance}`,
    text: 'Når der er sat penge ind, er der til flere køb.',
  }),
  limitReached: {
    per_day: { title: 'Grænsen for i dag er nået', text: 'Den begynder forfra i morgen.' },
    per_week: {
      title: 'Grænsen for denne uge er nået',
      text: 'Den begynder forfra på mandag.',
    },
  },
  limitsChanged: {
    byMe: 'Du ændrede begrænsningerne',
    by: (who: string) => `${who} har ændret begrænsningerne`,
    /** Who changed them, where there is no name to tell. */
    nameless: { guardian: 'En anden forælder', child: 'Barnet', club: 'Klubben' },
    text: (changes: string) => `De gælder fra næste køb. ${changes}`,
  },
  card: {
    ordered: 'Et nyt kort er bestilt',
    produced: 'Det nye kort er lavet og på vej til klubben',
    delivered: 'Det nye kort er i klubben',
    active: 'Kortet er aktivt',
    blocked: 'Kortet er spærret',
    cancelled: 'Bestillingen af et nyt kort er annulleret',
    retired: 'Det gamle kort er udgået',
  },
  blockLifted: 'Spærringen er ophævet',
  byMe: 'Det gjorde du selv.',
  by: (who: string) => `Det gjorde ${who}.`,
  nameless: { guardian: 'en forælder', child: 'barnet selv', club: 'klubben' },
  cardReady: {
    title: 'Kortet ligger klar i klubben',
    text: 'Det kan hentes nu, og det virker, når det er aktiveret.',
  },
  link: {
    new: (who: string) => `${who} er nu tilknyttet kontoen`,
    nameless: { guardian: 'En ny person', child: 'Barnet selv', club: 'En ny person' },
    rights: {
      full: 'Kan det samme som dig.',
      payer: 'Kan sætte penge ind og ser ikke købene.',
      self: 'Kan se saldo og kontoudtog og spærre kortet.',
    },
    basis: {
      letter: 'Brugte koden i klubbens brev.',
      contact: 'Står som kontakt hos klubben.',
      club: 'Klubben har godkendt det.',
      login: 'Er logget på med sit eget MitID.',
    },
    askTheClub: 'Kontakt klubben, hvis det er en fejl.',
    approved: { title: 'Din tilknytning er godkendt', text: 'Barnet står nu under Mine børn.' },
    rejected: {
      title: 'Klubben har afvist tilknytningen',
      text: 'Kontakt klubben, hvis det er en fejl.',
    },
    ended: {
      title: 'Din tilknytning er ophørt',
      text: 'Du kan ikke længere se barnets konto.',
    },
    cameOfAge: {
      title: 'Fyldt 18 år',
      text: 'Kontoen hører nu til den unge selv, og din adgang er slut.',
    },
    endedOf: (who: string) => ({
      title: `${who} er ikke længere tilknyttet`,
      text: 'Adgangen til kontoen er ophørt.',
    }),
    frozen: {
      title: 'Klubben har sat din tilknytning på pause',
      text: 'Kontakt klubben, hvis du har spørgsmål.',
    },
    frozenOf: (who: string) => ({
      title: `Klubben har sat ${genitive(who)} adgang på pause`,
      text: 'Imens er der ikke adgang til kontoen.',
    }),
    thawed: {
      title: 'Din tilknytning er ikke længere på pause',
      text: 'Du har igen adgang til kontoen.',
    },
    thawedOf: (who: string) => ({
      title: `${genitive(who)} adgang er ikke længere på pause`,
      text: 'Klubben har givet adgang til kontoen igen.',
    }),
    gone: { guardian: 'En anden person', child: 'Barnet selv', club: 'En anden person' },
  },
  accountFrozen: {
    title: 'Kontoen er sat på pause',
    text: 'Der kan ikke købes, før klubben har set på den.',
  },
  bankAccountChanged: {
    title: 'Din bankkonto til udbetaling er ændret',
    text: 'Var det ikke dig, så kontakt klubben med det samme.',
  },
  emailChanged: {
    title: 'Din e-mailadresse er ændret',
    text: 'Var det ikke dig, så kontakt klubben med det samme.',
  },
};

export type MessageTexts = typeof da;

const en: MessageTexts = {
  purchase: (items: string, total: string, place: string, balance: string) => ({
    title: `Purchase: ${items}`,
    text: `${total} at ${place}. The balance is now ${balance}.`,
  }),
  bought: (who: string, items: string) => `${who} has bought ${items}`,
  givenBack: (amount: string) => ({
    title: 'A purchase was given back',
    text: `${amount} is back on the account.`,
  }),
  payments: PAYMENT_MESSAGE_TEXTS.en,
  fee: (amount: string) => ({
    title: `Fee of ${amount}`,
    text: 'It was taken from the account for a new card.',
  }),
  feeReturned: (amount: string) => ({
    title: `Fee given back: ${amount}`,
    text: 'The order of a new card was cancelled, and the fee is back on the account.',
  }),
  refused: (place: string) => `A purchase was not possible at ${place}`,
  reasons: {
    money: 'There was not enough money on the account.',
    per_purchase: 'The purchase was above the limit for one purchase.',
    per_day: 'The purchase would have gone above the limit for the day.',
    per_week: 'The purchase would have gone above the limit for the week.',
    category: 'The purchase held a kind of goods that the limits do not allow.',
    weekday: 'The limits allow no purchases on that weekday.',
    hours: 'The limits allow no purchases at that time.',
    club: 'The limits allow no purchases at that club.',
    presentation_cap: 'Without a card only a smaller amount can be spent at a time.',
    named_day_cap: 'Without a card only a smaller amount can be spent per day.',
  },
  left: (amount: string) => `${amount} was left.`,
  nothingLeft: 'Nothing was left.',
  wrongChild: (place: string) => ({
    title: 'Somebody else showed the card',
    text: `The cashier at ${place} saw it by the photo, and nothing was sold. If the card is gone, block it.`,
  }),
  lowBalance: (balance: string) => ({
    title: `The balance is down to ${balance}`,
    text: 'Once money is paid in, there is enough for more purchases.',
  }),
  limitReached: {
    per_day: {
      title: 'The limit for today is reached',
      text: 'It starts afresh tomorrow.',
    },
    per_week: {
      title: 'The limit for this week is reached',
      text: 'It starts afresh on Monday.',
    },
  },
  limitsChanged: {
    byMe: 'You changed the limits',
    by: (who: string) => `${who} changed the limits`,
    nameless: { guardian: 'Another parent', child: 'The child', club: 'The club' },
    text: (changes: string) => `They hold from the next purchase on. ${changes}`,
  },
  card: {
    ordered: 'A new card is ordered',
    produced: 'The new card is made and on its way to the club',
    delivered: 'The new card is at the club',
    active: 'The card is active',
    blocked: 'The card is blocked',
    cancelled: 'The order of a new card is cancelled',
    retired: 'The old card is no longer valid',
  },
  blockLifted: 'The block is lifted',
  byMe: 'You did that yourself.',
  by: (who: string) => `Done by ${who}.`,
  nameless: { guardian: 'a parent', child: 'the child', club: 'the club' },
  cardReady: {
    title: 'The card is ready at the club',
    text: 'It can be picked up now, and works once it is activated.',
  },
  link: {
    new: (who: string) => `${who} is now linked to the account`,
    nameless: { guardian: 'Somebody new', child: 'The child', club: 'Somebody new' },
    rights: {
      full: 'Can do the same as you.',
      payer: 'Can pay in and does not see the purchases.',
      self: 'Can see balance and statement and block the card.',
    },
    basis: {
      letter: "Used the code in the club's letter.",
      contact: 'Is a contact of the club.',
      club: 'The club has approved it.',
      login: 'Has logged in with an own MitID.',
    },
    askTheClub: 'Contact the club if that is a mistake.',
    approved: { title: 'Your link is approved', text: 'The child is now under My children.' },
    rejected: {
      title: 'The club has refused the link',
      text: 'Contact the club if that is a mistake.',
    },
    ended: {
      title: 'Your link has ended',
      text: "You no longer see the child's account.",
    },
    cameOfAge: {
      title: 'Is 18 now',
      text: "The account is now the young person's own, and your access has ended.",
    },
    endedOf: (who: string) => ({
      title: `${who} is no longer linked`,
      text: 'The access to the account has ended.',
    }),
    frozen: {
      title: 'The club has put your link on hold',
      text: 'Contact the club if you have questions.',
    },
    frozenOf: (who: string) => ({
      title: `The club has put ${who}'s access on hold`,
      text: 'Meanwhile there is no access to the account.',
    }),
    thawed: {
      title: 'Your link is no longer on hold',
      text: 'You have access to the account again.',
    },
    thawedOf: (who: string) => ({
      title: `${who}'s access is no longer on hold`,
      text: 'The club has given access to the account again.',
    }),
    gone: { guardian: 'Another person', child: 'The child', club: 'Another person' },
  },
  accountFrozen: {
    title: 'The account is on hold',
    text: 'Nothing can be bought until the club has looked at it.',
  },
  bankAccountChanged: {
    title: 'Your bank account for payouts has changed',
    text: 'If that was not you, contact the club at once.',
  },
  emailChanged: {
    title: 'Your e-mail address has changed',
    text: 'If that was not you, contact the club at once.',
  },
};

const TEXTS: Record<Language, MessageTexts> = { da, en };

export const messageTexts: ReadonlySignal<MessageTexts> = computed(() => TEXTS[language.value]);
