// The texts of "Indbetaling": choosing, paying, what became of it. Those of the receipt stand in
// words-of-receipt.ts, those of the automatic top-up in words-of-paying-in-automatic.ts and beside it.
import type { ProviderName } from '../../../contracts/top-ups.ts';
import { wordsIn } from '../../ui/language.ts';

/** Who takes the money, by the name that the guardian meets on its page. */
export const COMPANIES: Record<ProviderName, string> = { nexi: 'Nexi', mobilepay: 'MobilePay' };

const da = {
  title: 'Sæt penge ind',
  balance: (amount: string) => `Saldo nu: ${amount}`,
  amount: 'Beløb',
  other: 'Andet beløb',
  ownAmount: 'Dit beløb i kroner',
  kroner: 'kr.',
  range: (lowest: string, highest: string) => `Fra ${lowest} til ${highest}`,
  full: {
    title: 'Der er ikke plads til flere penge lige nu',
    lead: (highest: string) =>
      `Der kan højst stå ${highest} på kontoen. Når barnet har brugt noget, kan du sætte penge ind igen.`,
  },
  way: 'Betal med',
  ways: { nexi: 'Betalingskort', mobilepay: 'MobilePay' },
  wayHints: { nexi: 'Dankort, Visa eller Mastercard', mobilepay: 'Du godkender på telefonen' },
  silent: (company: string) => `${company} svarede ikke for lidt siden.`,
  silentChosen: (company: string) =>
    `${company} svarede ikke for lidt siden. Du kan prøve alligevel eller betale på den anden måde. Køb i klubben virker imens.`,
  allSilent: {
    title: 'Det er ikke sikkert, at der kan betales lige nu',
    lead: 'Hverken kort eller MobilePay svarede for lidt siden. Du kan prøve igen nu eller om lidt. Køb i klubben virker imens, og der er ikke trukket noget.',
  },
  pay: {
    nexi: (amount: string) => `Betal ${amount} med kort`,
    mobilepay: (amount: string) => `Betal ${amount} med MobilePay`,
  },
  payPlain: 'Betal',
  leaving: (company: string) => `Du betaler hos ${company} og kommer tilbage hertil bagefter.`,
  sending: (company: string) => `Sender dig til ${company} …`,
  mistakes: {
    amount: 'Skriv et beløb som 75 eller 75,50.',
    too_low: (lowest: string) => `Beløbet skal være mindst ${lowest}`,
    too_high: (highest: string) => `Der er højst plads til ${highest}`,
  },
  begun: {
    title: (amount: string, company: string) =>
      `Du er i gang med at betale ${amount} hos ${company}`,
    lead: 'Gør betalingen færdig, eller annuller den, før du begynder på en ny.',
    go: (company: string) => `Gå til ${company}`,
    cancel: 'Annuller betalingen',
    cancelSilent: (company: string) =>
      `${company} svarer ikke, så betalingen kan ikke annulleres lige nu. Vi prøver igen.`,
    cancelLate:
      'Betalingen er allerede i gang og kan ikke annulleres. Vi giver besked, når pengene er der.',
  },
  waiting: {
    asking: (company: string) => `Vi spørger ${company} …`,
    title: (company: string) => `Vi spørger ${company}, om betalingen er gennemført`,
    notPaid: 'Har du ikke betalt, kan du annullere her.',
    lead: 'Har du betalt, kan du lukke siden. Vi giver besked, når pengene er der.',
    onlyOnce: 'Du skal ikke betale igen.',
    go: (company: string) => `Jeg har ikke betalt: gå til ${company}`,
    offline: 'Der er ingen forbindelse lige nu. Siden prøver selv igen.',
  },
  unreached: {
    title: (company: string) => `Vi kan ikke få fat i ${company}`,
    lead: 'Der er ikke trukket noget. Prøv igen om lidt. Køb i klubben virker imens.',
    again: 'Prøv igen',
  },
  paid: {
    title: (amount: string) => `${amount} er sat ind på kontoen`,
    balance: (amount: string) => `Saldoen er ${amount}`,
    receipt: 'Se kvittering',
    more: 'Sæt flere penge ind',
    overview: 'Til Mine børn',
  },
  ended: {
    cancelled: 'Betalingen blev ikke gennemført',
    declined: 'Betalingen blev afvist',
    refund_due: 'Pengene er på vej tilbage til dig',
    refunded: 'Pengene er sendt tilbage til dig',
  },
  money: {
    nothing_taken: 'Der er ikke trukket noget.',
    coming_back: {
      nexi: 'Hele beløbet kommer tilbage til dit kort om nogle dage.',
      mobilepay: 'Hele beløbet kommer tilbage til dig gennem MobilePay om nogle dage.',
    },
    given_back: {
      nexi: 'Hele beløbet er sendt tilbage til dit kort. Det kan tage nogle dage.',
      mobilepay: 'Hele beløbet er sendt tilbage gennem MobilePay. Det kan tage nogle dage.',
    },
    unclear: 'Vi finder ud af, hvor pengene er. De går ikke tabt.',
  },
  causes: {
    cancelled_by_payer: 'Betalingen blev annulleret.',
    not_finished: 'Betalingen blev ikke godkendt i tide.',
    insufficient_funds: 'Der var ikke penge nok på din bankkonto. Prøv igen med et andet kort.',
    card_expired: 'Kortet er udløbet. Prøv igen med et andet kort.',
    card_not_accepted:
      'Banken sagde nej til kortet. Prøv igen med et andet kort, eller spørg din bank.',
    approval_needed: 'Betalingen blev ikke godkendt. Prøv igen, og godkend den selv.',
    agreement_stopped: 'Aftalen er stoppet i MobilePay. Prøv igen.',
    own_limit_too_low:
      'Beløbet er over den grænse, du selv har i MobilePay. Ret den i appen, eller betal med kort.',
    provider_trouble: 'Noget gik galt hos banken eller betalingstjenesten.',
    no_answer:
      'Betalingstjenesten har ikke svaret i et døgn. Vi bliver ved med at spørge, og der trækkes ikke to gange.',
    above_highest_balance: 'Der var ikke plads til hele beløbet på kontoen. Vælg et mindre beløb.',
    cancelled_elsewhere: 'Betalingen blev annulleret hos betalingstjenesten.',
    refunded_elsewhere: 'Betalingen er ført tilbage.',
    needs_a_person:
      'Vi er nødt til at se på betalingen. Kontakt os, hvis du ikke har hørt noget i morgen.',
  },
  remedies: {
    again: 'Prøv igen',
    other_way: { nexi: 'Betal med kort i stedet', mobilepay: 'Betal med MobilePay i stedet' },
    other_amount: 'Vælg et mindre beløb',
    contact: 'Kontakt os',
  },
  mine: {
    title: 'Dine seneste indbetalinger',
    more: 'Vis flere',
    automatic: 'Automatisk',
    receipt: 'Kvittering',
    receiptFor: (when: string) => ` for ${when}`,
    states: {
      created: 'Ikke begyndt',
      waiting: 'Venter på svar',
      credited: 'Betalt',
      cancelled: 'Ikke gennemført',
      declined: 'Afvist',
      refund_due: 'På vej tilbage',
      refunded: 'Sendt tilbage',
    },
    takenBack: (amount: string) => `${amount} er senere ført tilbage til dig.`,
  },
};

const en: typeof da = {
  title: 'Pay in',
  balance: (amount: string) => `Balance now: ${amount}`,
  amount: 'Amount',
  other: 'Other amount',
  ownAmount: 'Your amount in kroner',
  kroner: 'kroner',
  range: (lowest: string, highest: string) => `From ${lowest} to ${highest}.`,
  full: {
    title: 'There is no room for more money just now',
    lead: (highest: string) =>
      `The account can hold at most ${highest}. Once your child has spent some, you can pay in again.`,
  },
  way: 'Pay with',
  ways: { nexi: 'Payment card', mobilepay: 'MobilePay' },
  wayHints: { nexi: 'Dankort, Visa or Mastercard', mobilepay: 'You approve on your phone' },
  silent: (company: string) => `${company} did not answer a moment ago.`,
  silentChosen: (company: string) =>
    `${company} did not answer a moment ago. You can try all the same or pay the other way. Purchases in the club still work.`,
  allSilent: {
    title: 'It is not certain that anything can be paid just now',
    lead: 'Neither card nor MobilePay answered a moment ago. You can try again now or in a moment. Purchases in the club still work, and nothing has been taken.',
  },
  pay: {
    nexi: (amount: string) => `Pay ${amount} by card`,
    mobilepay: (amount: string) => `Pay ${amount} by MobilePay`,
  },
  payPlain: 'Pay',
  leaving: (company: string) => `You pay at ${company} and come back here afterwards.`,
  sending: (company: string) => `Taking you to ${company} …`,
  mistakes: {
    amount: 'Write an amount such as 75 or 75.50.',
    too_low: (lowest: string) => `The amount must be at least ${lowest}.`,
    too_high: (highest: string) => `There is room for at most ${highest}.`,
  },
  begun: {
    title: (amount: string, company: string) => `You have begun to pay ${amount} at ${company}`,
    lead: 'Complete the payment, or cancel it, before you begin another.',
    go: (company: string) => `Go to ${company}`,
    cancel: 'Cancel the payment',
    cancelSilent: (company: string) =>
      `${company} is not answering, so the payment cannot be cancelled just now. We will try again.`,
    cancelLate:
      'The payment is already under way and cannot be cancelled. We will tell you when the money is there.',
  },
  waiting: {
    asking: (company: string) => `We are asking ${company} …`,
    title: (company: string) => `We are asking ${company} whether the payment went through`,
    notPaid: 'If you have not paid, you can cancel here.',
    lead: 'If you have paid, you can close the page. We will tell you when the money is there.',
    onlyOnce: 'Do not pay again.',
    go: (company: string) => `I have not paid: go to ${company}`,
    offline: 'There is no connection just now. The page will try again by itself.',
  },
  unreached: {
    title: (company: string) => `We cannot reach ${company}`,
    lead: 'Nothing has been taken. Try again in a moment. Purchases in the club still work.',
    again: 'Try again',
  },
  paid: {
    title: (amount: string) => `${amount} has been paid in`,
    balance: (amount: string) => `The balance is ${amount}`,
    receipt: 'See the receipt',
    more: 'Pay in more',
    overview: 'To My children',
  },
  ended: {
    cancelled: 'The payment was not completed',
    declined: 'The payment was declined',
    refund_due: 'The money is on its way back to you',
    refunded: 'The money has been sent back to you',
  },
  money: {
    nothing_taken: 'Nothing has been taken.',
    coming_back: {
      nexi: 'The whole amount comes back to your card in a few days.',
      mobilepay: 'The whole amount comes back to you by MobilePay in a few days.',
    },
    given_back: {
      nexi: 'The whole amount has been sent back to your card. It may take a few days.',
      mobilepay: 'The whole amount has been sent back by MobilePay. It may take a few days.',
    },
    unclear: 'We are finding out where the money is. It will not be lost.',
  },
  causes: {
    cancelled_by_payer: 'The payment was cancelled.',
    not_finished: 'The payment was not approved in time.',
    insufficient_funds:
      'There was not enough money in your bank account. Try again with another card.',
    card_expired: 'The card has expired. Try again with another card.',
    card_not_accepted: 'The bank refused the card. Try again with another card, or ask your bank.',
    approval_needed: 'The payment was not approved. Try again and approve it yourself.',
    agreement_stopped: 'The agreement has been stopped in MobilePay. Try again.',
    own_limit_too_low:
      'The amount is above your own limit in MobilePay. Change it in the app, or pay by card.',
    provider_trouble: 'Something went wrong at the bank or the payment service.',
    no_answer:
      'The payment service has not answered for a day. We keep asking, and nothing is taken twice.',
    above_highest_balance:
      'There was no room on the account for the whole amount. Choose a smaller one.',
    cancelled_elsewhere: 'The payment was cancelled at the payment service.',
    refunded_elsewhere: 'The payment has been given back.',
    needs_a_person:
      'We have to look at the payment. Contact us if you have heard nothing by tomorrow.',
  },
  remedies: {
    again: 'Try again',
    other_way: { nexi: 'Pay by card instead', mobilepay: 'Pay by MobilePay instead' },
    other_amount: 'Choose a smaller amount',
    contact: 'Contact us',
  },
  mine: {
    title: 'Your latest payments',
    more: 'Show more',
    automatic: 'Automatic',
    receipt: 'Receipt',
    receiptFor: (when: string) => ` of ${when}`,
    states: {
      created: 'Not begun',
      waiting: 'Awaiting an answer',
      credited: 'Paid',
      cancelled: 'Not completed',
      declined: 'Declined',
      refund_due: 'On its way back',
      refunded: 'Sent back',
    },
    takenBack: (amount: string) => `${amount} was later returned to you.`,
  },
};

export const words = wordsIn({ da, en });
export type PayingInWords = typeof da;
