// The texts of messages about money in: what failed and why, what goes back, and what an automatic top-up needs.
import type { AutoTopUpHeld } from '../../contracts/auto-top-ups.ts';
import type { NoticeContent } from '../../contracts/inbox.ts';

type Cause = Extract<NoticeContent, { kind: 'auto_top_up_paused' }>['because'];
type Change = Extract<NoticeContent, { kind: 'auto_top_up_changed' }>['change'];
type Mend = Extract<NoticeContent, { kind: 'auto_top_up_paused' }>['mend'];

export interface PaymentMessageTexts {
  /** @param name of the entry, as the statement and the receipt have it. */
  entry(name: string, amount: string): string;
  atOnce: string;
  /** Under the number that the statement and the receipt have. */
  number(sequence: number): string;
  topUpFailed(amount: string, isAutomatic: boolean): string;
  topUpWaits(amount: string): string;
  topUpReturned(amount: string): string;
  returnedSoon: string;
  causes: Readonly<Record<Cause, string>>;
  paused: string;
  mend: Readonly<Record<Mend, string>>;
  /** Instead, where it is the card. */
  mendCard: Readonly<Partial<Record<Cause, string>>>;
  held: Readonly<Record<AutoTopUpHeld['because'], string>>;
  /** @param end as it is printed on the card. */
  methodEnds(end: string): { title: string; text: string };
  changedByMe: Readonly<Record<Change, string>>;
  changedBy: Readonly<Record<Change, (who: string) => string>>;
  nameless: { readonly guardian: string; readonly child: string; readonly club: string };
  seePayingIn: string;
  chargedBack: string;
  restored: string;
  /** Of a payment that the balance did not bear, or get, as a whole. */
  taken(amount: string): string;
  given(amount: string): string;
}

const da: PaymentMessageTexts = {
  entry: (name, amount) => `${name}: ${amount}`,
  atOnce: 'Pengene kan bruges med det samme.',
  number: (sequence) => `Bevægelse nr. ${sequence}.`,
  topUpFailed: (amount, isAutomatic) =>
    isAutomatic
      ? `Automatisk optankning på ${amount} lykkedes ikke`
      : `Indbetalingen på ${amount} blev ikke til noget`,
  topUpWaits: (amount) => `Automatisk optankning på ${amount} venter på svar`,
  topUpReturned: (amount) => `${amount} er på vej tilbage til dig`,
  returnedSoon: 'Pengene er på din bankkonto om nogle dage.',
  causes: {
    cancelled_by_payer: 'Betalingen blev afbrudt.',
    not_finished: 'Den blev ikke godkendt i tide.',
    insufficient_funds: 'Der var ikke penge nok på din bankkonto.',
    card_expired: 'Betalingskortet er udløbet.',
    card_not_accepted: 'Banken sagde nej til betalingskortet.',
    approval_needed: 'Du skal selv godkende betalingen.',
    agreement_stopped: 'Aftalen er stoppet i MobilePay.',
    own_limit_too_low: 'Beløbet er over den grænse, du selv har i MobilePay.',
    provider_trouble: 'Betalingstjenesten kunne ikke gennemføre betalingen.',
    no_answer:
      'Betalingstjenesten har ikke svaret i et døgn. Vi bliver ved med at spørge, og der trækkes ikke to gange.',
    above_highest_balance: 'Der var ikke plads til beløbet på kontoen.',
    cancelled_elsewhere: 'Betalingen blev annulleret hos betalingstjenesten.',
    refunded_elsewhere: 'Betalingen er ført tilbage hos betalingstjenesten.',
    needs_a_person: 'Der skal ses på betalingen. Kontakt klubben.',
    charged_back: 'Din bank har trukket en betaling tilbage.',
  },
  paused: 'Automatisk optankning er sat på pause',
  mend: {
    try_again: 'Prøv igen med én knap under Indbetaling.',
    new_method: 'Godkend igen under Indbetaling, så kører den videre.',
  },
  mendCard: {
    card_expired: 'Forny betalingskortet under Indbetaling, så kører den videre.',
    card_not_accepted: 'Skift betalingskortet under Indbetaling, så kører den videre.',
  },
  held: {
    monthly_cap: 'Månedens loft for automatisk optankning er nået',
    daily_fuse: 'Automatisk optankning kører ikke flere gange lige nu',
  },
  methodEnds: (end) => ({
    title: 'Dit betalingskort udløber snart',
    text: `Det gælder til og med ${end}. Forny det under Indbetaling, så optankningen ikke går i stå.`,
  }),
  changedByMe: {
    made: 'Du har oprettet en automatisk optankning',
    changed: 'Du har ændret den automatiske optankning',
    deleted: 'Du har slettet den automatiske optankning',
  },
  changedBy: {
    made: (who) => `${who} har oprettet en automatisk optankning`,
    changed: (who) => `${who} har ændret sin automatiske optankning`,
    deleted: (who) => `${who} har slettet sin automatiske optankning`,
  },
  nameless: { guardian: 'En anden forælder', child: 'Barnet', club: 'Klubben' },
  seePayingIn: 'Se under Indbetaling, hvordan kontoen tankes op.',
  chargedBack: 'Banken eller betalingstjenesten har givet betaleren pengene tilbage.',
  restored: 'Tilbageførslen er ophævet hos banken eller betalingstjenesten.',
  taken: (amount) => `${amount} er taget af saldoen.`,
  given: (amount) => `${amount} er lagt til saldoen.`,
};

const en: PaymentMessageTexts = {
  entry: (name, amount) => `${name}: ${amount}`,
  atOnce: 'The money can be used at once.',
  number: (sequence) => `Entry no. ${sequence}.`,
  topUpFailed: (amount, isAutomatic) =>
    isAutomatic
      ? `Automatic top-up of ${amount} did not succeed`
      : `The payment of ${amount} came to nothing`,
  topUpWaits: (amount) => `Automatic top-up of ${amount} waits for an answer`,
  topUpReturned: (amount) => `${amount} is on its way back to you`,
  returnedSoon: 'The money is on your bank account in a few days.',
  causes: {
    cancelled_by_payer: 'The payment was broken off.',
    not_finished: 'It was not approved in time.',
    insufficient_funds: 'There was not enough money on your bank account.',
    card_expired: 'The payment card has expired.',
    card_not_accepted: 'The bank refused the payment card.',
    approval_needed: 'You have to approve the payment yourself.',
    agreement_stopped: 'The agreement has been stopped in MobilePay.',
    own_limit_too_low: 'The amount is above your own limit in MobilePay.',
    provider_trouble: 'The payment service could not complete the payment.',
    no_answer:
      'The payment service has not answered for a day. We keep asking, and nothing is taken twice.',
    above_highest_balance: 'There was no room for the amount on the account.',
    cancelled_elsewhere: 'The payment was cancelled at the payment service.',
    refunded_elsewhere: 'The payment was given back at the payment service.',
    needs_a_person: 'Somebody has to look at the payment. Contact the club.',
    charged_back: 'Your bank has taken a payment back.',
  },
  paused: 'Automatic top-up is paused',
  mend: {
    try_again: 'Try again with one button under Paying in.',
    new_method: 'Approve it again under Paying in, and it goes on.',
  },
  mendCard: {
    card_expired: 'Renew the payment card under Paying in, and it goes on.',
    card_not_accepted: 'Change the payment card under Paying in, and it goes on.',
  },
  held: {
    monthly_cap: "This month's maximum for automatic top-up is reached",
    daily_fuse: 'Automatic top-up does not run again just now',
  },
  methodEnds: (end) => ({
    title: 'Your payment card expires soon',
    text: `It is good to the end of ${end}. Renew it under Paying in, so that the top-up does not come to a halt.`,
  }),
  changedByMe: {
    made: 'You made an automatic top-up',
    changed: 'You changed the automatic top-up',
    deleted: 'You deleted the automatic top-up',
  },
  changedBy: {
    made: (who) => `${who} made an automatic top-up`,
    changed: (who) => `${who} changed their automatic top-up`,
    deleted: (who) => `${who} deleted their automatic top-up`,
  },
  nameless: { guardian: 'Another parent', child: 'The child', club: 'The club' },
  seePayingIn: 'See under Paying in how the account is topped up.',
  chargedBack: 'The bank or the payment service has given the money back to the payer.',
  restored: 'The bank or the payment service has undone the return.',
  taken: (amount) => `${amount} was taken off the balance.`,
  given: (amount) => `${amount} was added to the balance.`,
};

export const PAYMENT_MESSAGE_TEXTS = { da, en } as const;
