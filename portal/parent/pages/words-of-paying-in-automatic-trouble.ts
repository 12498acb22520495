// The texts of what needs the owner of an automatic top-up: an approval that is missing, a pause with its reason, a
// payment that failed, a card that ends; and of the buttons that mend it.
import { wordsIn } from '../../ui/language.ts';

const da = {
  paused: {
    title: 'Automatisk optankning er sat på pause',
    notTaken: 'Der er ikke trukket noget.',
    waits: 'Der bliver ikke trukket noget imens. Du behøver ikke slette den og oprette en ny.',
    causes: {
      cancelled_by_payer: 'Du afbrød godkendelsen.',
      not_finished: 'Godkendelsen blev ikke færdig i tide.',
      insufficient_funds:
        'Der var flere gange ikke penge nok på din bankkonto. Sørg for dækning, og prøv igen.',
      card_expired: 'Dit betalingskort er udløbet. Forny det, så kører optankningen videre.',
      card_not_accepted: 'Banken sagde nej til dit betalingskort. Skift det, eller spørg din bank.',
      approval_needed: {
        nexi: 'Din bank vil have, at du selv godkender igen.',
        mobilepay: 'MobilePay vil have, at du selv gør noget. Åbn appen, og prøv så igen.',
      },
      agreement_stopped:
        'Aftalen er stoppet i MobilePay. Godkend igen, hvis optankningen skal køre videre.',
      own_limit_too_low:
        'Beløbet er over den grænse, du selv har i MobilePay. Ret den i appen, og prøv igen.',
      provider_trouble: 'Noget gik galt hos banken eller betalingstjenesten. Prøv igen.',
      no_answer:
        'Betalingstjenesten har ikke svaret i et døgn. Vi bliver ved med at spørge, og der trækkes ikke to gange.',
      above_highest_balance: 'Der var ikke plads til beløbet på kontoen.',
      cancelled_elsewhere:
        'Betalingen blev flere gange annulleret hos betalingstjenesten. Er det ikke med vilje, så prøv igen.',
      refunded_elsewhere:
        'En indbetaling er ført tilbage hos betalingstjenesten. Er det i orden, kan optankningen køre videre.',
      needs_a_person: 'Vi er nødt til at se på en betaling. Kontakt os.',
      charged_back:
        'Din bank har trukket en indbetaling tilbage. Godkend igen, hvis optankningen skal køre videre.',
    },
  },
  mend: {
    try_again: 'Prøv igen nu',
    go_on: 'Lad den køre videre',
    new_method: { nexi: 'Forny betalingskort', mobilepay: 'Godkend igen i MobilePay' },
    approve_again: 'Godkend igen',
    change_card: 'Skift betalingskort',
    other_method: { nexi: 'Skift betalingskort', mobilepay: 'Godkend igen i MobilePay' },
    tried: {
      nexi: 'Kortet kan ikke prøves flere gange lige nu. Du kan give et andet kort i stedet.',
      mobilepay:
        'Aftalen kan ikke prøves flere gange lige nu. Du kan godkende en ny i MobilePay i stedet.',
    },
  },
  retried: {
    title: (amount: string) => `${amount} kunne ikke trækkes`,
    again: (when: string) => `Vi prøver igen ${when}.`,
    day: (when: string) => `den ${when}`,
  },
  endsSoon: {
    title: (end: string) => `Dit betalingskort udløber i ${end}`,
    lead: 'Forny det nu, så optankningen ikke går i stå.',
    over: (end: string) => `Dit betalingskort udløb i ${end}`,
  },
  waiting: {
    title: 'Automatisk optankning mangler din godkendelse',
    lead: (company: string) => `Den er ikke slået til, før du har godkendt hos ${company}.`,
    go: (company: string) => `Fortsæt til ${company}`,
    asking: (company: string) =>
      `Vi spørger ${company}, om du har godkendt. Har du ikke godkendt, er der ikke trukket noget.`,
    unreached: (company: string) =>
      `${company} svarer ikke lige nu. Prøv igen om lidt. Der er ikke trukket noget.`,
    again: 'Prøv igen',
    cancel: 'Annuller tilmeldingen',
    cancelling: 'Annullerer …',
  },
  approval: {
    title: 'Din ændring mangler at blive godkendt',
    wanted: 'Du har bedt om:',
    until: 'Indtil du har godkendt, fortsætter den som før.',
    drop: 'Behold den, som den er',
  },
  renewal: {
    title: {
      nexi: 'Dit nye betalingskort mangler at blive godkendt',
      mobilepay: 'Din nye aftale i MobilePay mangler at blive godkendt',
    },
    until: {
      nexi: 'Indtil du har godkendt, betales der med det kort, du har.',
      mobilepay: 'Indtil du har godkendt, betales der efter den aftale, du har.',
    },
    drop: { nexi: 'Behold det gamle kort', mobilepay: 'Behold den gamle aftale' },
  },
};

const en: typeof da = {
  paused: {
    title: 'Automatic top-up is paused',
    notTaken: 'Nothing has been taken.',
    waits: 'Nothing is taken meanwhile. You need not delete it and make a new one.',
    causes: {
      cancelled_by_payer: 'You cancelled the approval.',
      not_finished: 'The approval was not completed in time.',
      insufficient_funds:
        'There was not enough money in your bank account several times. Make sure that there is, and try again.',
      card_expired: 'Your payment card has expired. Renew it, and the top-up goes on.',
      card_not_accepted: 'The bank refused your payment card. Change it, or ask your bank.',
      approval_needed: {
        nexi: 'Your bank wants you to approve it yourself again.',
        mobilepay: 'MobilePay wants you to do something yourself. Open the app, then try again.',
      },
      agreement_stopped:
        'The agreement has been stopped in MobilePay. Approve it again if the top-up should go on.',
      own_limit_too_low:
        'The amount is above your own limit in MobilePay. Change it in the app and try again.',
      provider_trouble: 'Something went wrong at the bank or the payment service. Try again.',
      no_answer:
        'The payment service has not answered for a day. We keep asking, and nothing is taken twice.',
      above_highest_balance: 'There was no room for the amount on the account.',
      cancelled_elsewhere:
        'The payment was cancelled at the payment service several times. If that was not intended, try again.',
      refunded_elsewhere:
        'A payment was given back at the payment service. If that is right, the top-up can go on.',
      needs_a_person: 'We have to look at a payment. Contact us.',
      charged_back:
        'Your bank has taken a payment back. Approve it again if the top-up should go on.',
    },
  },
  mend: {
    try_again: 'Try again now',
    go_on: 'Let it go on',
    new_method: { nexi: 'Renew payment card', mobilepay: 'Approve again in MobilePay' },
    approve_again: 'Approve again',
    change_card: 'Change payment card',
    other_method: { nexi: 'Change payment card', mobilepay: 'Approve again in MobilePay' },
    tried: {
      nexi: 'The card cannot be tried again just now. You can give another card instead.',
      mobilepay:
        'The agreement cannot be tried again just now. You can approve a new one in MobilePay instead.',
    },
  },
  retried: {
    title: (amount: string) => `${amount} could not be taken`,
    again: (when: string) => `We will try again ${when}.`,
    day: (when: string) => `on ${when}`,
  },
  endsSoon: {
    title: (end: string) => `Your payment card expires in ${end}`,
    lead: 'Renew it now, so that the top-up does not come to a halt.',
    over: (end: string) => `Your payment card expired in ${end}`,
  },
  waiting: {
    title: 'Automatic top-up awaits your approval',
    lead: (company: string) => `It is not turned on until you have approved it at ${company}.`,
    go: (company: string) => `Continue to ${company}`,
    asking: (company: string) =>
      `We are asking ${company} whether you have approved. If you have not, nothing has been taken.`,
    unreached: (company: string) =>
      `${company} is not answering just now. Try again in a moment. Nothing has been taken.`,
    again: 'Try again',
    cancel: 'Cancel automatic top-up',
    cancelling: 'Cancelling …',
  },
  approval: {
    title: 'Your change awaits your approval',
    wanted: 'You have asked for:',
    until: 'Until you have approved it, it goes on as before.',
    drop: 'Keep it as it is',
  },
  renewal: {
    title: {
      nexi: 'Your new payment card awaits your approval',
      mobilepay: 'Your new agreement in MobilePay awaits your approval',
    },
    until: {
      nexi: 'Until you have approved it, the card that you have is used.',
      mobilepay: 'Until you have approved it, the agreement that you have is used.',
    },
    drop: { nexi: 'Keep the old card', mobilepay: 'Keep the old agreement' },
  },
};

export const words = wordsIn({ da, en });
