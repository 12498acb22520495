// The texts of the form of an automatic top-up: the sentence to fill in, what is paid at once, and the consent. The
// consent's own wording is the contract's.
import { wordsIn } from '../../ui/language.ts';

const da = {
  newTitle: 'Sådan skal det være',
  changeTitle: 'Ret automatisk optankning',
  when: 'Hvornår?',
  howMuch: 'Hvor meget?',
  balance: 'Når saldoen er under',
  byDay: 'Den',
  everyMonth: 'i hver måned',
  dayOption: (day: number) => `${day}.`,
  put: 'Sæt',
  in: 'ind,',
  most: 'højst',
  monthly: 'om måneden',
  kroner: 'kr.',
  fields: {
    when: 'Hvornår',
    below: 'Grænse for saldoen i kroner',
    day: 'Dag i måneden',
    amount: 'Beløb hver gang i kroner',
    most: 'Højst om måneden i kroner',
  },
  lateDay: 'I korte måneder bliver det månedens sidste dag.',
  first: {
    needed: (needed: string) => `Der skal stå mindst ${needed} på kontoen, når du slår den til.`,
    box: (amount: string) => `Sæt ${amount} ind med det samme`,
    outside: 'De tæller ikke med i månedens loft.',
    wanted: 'Sæt flueben her, eller sæt penge ind først.',
  },
  atOnce: (below: string, amount: string) =>
    `Saldoen er under ${below} lige nu. Derfor sættes der ${amount} ind, så snart du har godkendt.`,
  atOnceByDay: (amount: string) =>
    `Månedens faste dag er ikke betalt endnu. Derfor sættes der ${amount} ind, så snart du har godkendt.`,
  consent: 'Dit samtykke',
  consentWanted: 'Sæt flueben, hvis du er enig.',
  consentLater: 'Her står dit samtykke, når du har udfyldt sætningen.',
  approve: 'Godkend og fortsæt',
  leaving: (company: string) => `Du godkender hos ${company} og kommer tilbage hertil.`,
  save: 'Gem ændringer',
  saving: 'Gemmer …',
  upward: 'Det er mere, end du har sagt ja til. Derfor skal du godkende igen. Indtil da gælder:',
  downward: 'Ændringen gælder med det samme.',
  cancel: 'Fortryd',
  mistakes: {
    no_trigger: 'Vælg mindst én af de to.',
    amount: 'Skriv et beløb som 50 eller 50,50.',
    too_low: (lowest: string) => `Beløbet skal være mindst ${lowest}`,
    too_high: (highest: string) => `Beløbet kan højst være ${highest}`,
    together: (highest: string) =>
      `Grænsen og beløbet må højst være ${highest} tilsammen, for mere kan der ikke stå på kontoen.`,
    below_one: 'Det skal være mindst så meget som én optankning.',
  },
  news: {
    changed: 'Automatisk optankning er ændret i mellemtiden',
    lead: 'Dine ændringer er ikke gemt endnu. Gem igen, hvis de stadig skal gælde. Nu gælder:',
    gone: 'Automatisk optankning er slettet i mellemtiden',
    goneLead: 'Godkend, hvis du vil slå den til igen.',
  },
};

const en: typeof da = {
  newTitle: 'How it should be',
  changeTitle: 'Change automatic top-up',
  when: 'When?',
  howMuch: 'How much?',
  balance: 'When the balance is below',
  byDay: 'On day',
  everyMonth: 'of each month',
  dayOption: (day: number) => `${day}`,
  put: 'Pay in',
  in: 'each time,',
  most: 'at most',
  monthly: 'a month',
  kroner: 'kroner',
  fields: {
    when: 'When',
    below: 'Threshold of the balance in kroner',
    day: 'Day of the month',
    amount: 'Amount each time in kroner',
    most: 'At most a month in kroner',
  },
  lateDay: "In short months it is the month's last day.",
  first: {
    needed: (needed: string) =>
      `There must be at least ${needed} on the account when you turn it on.`,
    box: (amount: string) => `Pay in ${amount} at once`,
    outside: "This does not count towards the month's maximum.",
    wanted: 'Tick this, or pay in first.',
  },
  atOnce: (below: string, amount: string) =>
    `The balance is below ${below} just now, so ${amount} is paid in as soon as you have approved.`,
  atOnceByDay: (amount: string) =>
    `This month's fixed day is not paid yet, so ${amount} is paid in as soon as you have approved.`,
  consent: 'Your consent',
  consentWanted: 'Tick it if you agree.',
  consentLater: 'Your consent appears here once you have filled in the sentence.',
  approve: 'Approve and continue',
  leaving: (company: string) => `You approve it at ${company} and come back here.`,
  save: 'Save changes',
  saving: 'Saving …',
  upward:
    'This is more than you have agreed to, so you have to approve it again. Until then this is in effect:',
  downward: 'The change takes effect at once.',
  cancel: 'Cancel',
  mistakes: {
    no_trigger: 'Choose at least one of the two.',
    amount: 'Write an amount such as 50 or 50.50.',
    too_low: (lowest: string) => `The amount must be at least ${lowest}.`,
    too_high: (highest: string) => `The amount can be at most ${highest}.`,
    together: (highest: string) =>
      `Threshold and amount can be at most ${highest} together: the account can hold no more.`,
    below_one: 'It must be at least as much as one top-up.',
  },
  news: {
    changed: 'Automatic top-up has been changed meanwhile',
    lead: 'Your changes are not saved yet. Save again if you still want them. In effect now:',
    gone: 'Automatic top-up has been deleted meanwhile',
    goneLead: 'Approve it if you want to turn it on again.',
  },
};

export const words = wordsIn({ da, en });
