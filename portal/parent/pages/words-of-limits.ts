// The texts of "Begrænsninger".
import { wordsIn } from '../../ui/language.ts';

const da = {
  lead: 'Alle barnets forældre her deler begrænsningerne. En ændring gælder, næste gang kortet bruges.',
  noneSet: 'Der er ingen begrænsninger endnu.',
  setBy: (who: string, when: string) => `Senest ændret af ${who} ${when}.`,
  setters: { me: 'dig', guardian: 'en anden forælder', child: 'barnet', club: 'klubben' },
  amounts: 'Beløb',
  amountHint: 'Lad feltet stå tomt, hvis der ikke skal være en grænse.',
  kroner: 'kr.',
  categoriesHint: 'Sæt flueben ved det, barnet ikke må købe på kortet.',
  /** Where the card is the reader's own. */
  own: {
    lead: 'Kun du kan ændre begrænsningerne. En ændring gælder, næste gang kortet bruges.',
    categoriesHint: 'Sæt flueben ved det, du ikke vil kunne købe på kortet.',
    setters: { me: 'dig', guardian: 'en forælder', child: 'dig', club: 'klubben' },
  },
  clubsHint: 'Kortet virker kun i de valgte klubber.',
  weekdayNames: 'Mandag Tirsdag Onsdag Torsdag Fredag Lørdag Søndag',
  fields: {
    perPurchase: 'Højst pr. køb',
    perDay: 'Højst pr. dag',
    perWeek: 'Højst pr. uge',
    blockedCategories: 'Må ikke købe',
    weekdays: 'Kun på disse dage',
    hours: 'Tid på dagen',
    clubs: 'Kun i disse klubber',
  },
  hours: {
    all: 'Hele dagen',
    limited: 'Kun mellem to klokkeslæt',
    from: 'Fra kl.',
    until: 'Til kl.',
  },
  spent: {
    today: {
      ofLimit: (spent: string, limit: string) => `Brugt ${spent} af ${limit} i dag.`,
      withoutLimit: (spent: string) => `Brugt ${spent} i dag.`,
    },
    thisWeek: {
      ofLimit: (spent: string, limit: string) => `Brugt ${spent} af ${limit} i denne uge.`,
      withoutLimit: (spent: string) => `Brugt ${spent} i denne uge.`,
    },
    reached: 'Grænsen er nået.',
  },
  mistakes: {
    amount: 'Skriv et beløb som 40 eller 40,50. Det kan højst være 10.000.',
    no_weekday: 'Vælg mindst én dag. Vil du stoppe alle køb, så spær kortet.',
    hours: 'Skriv to klokkeslæt. Det sidste skal være senere end det første.',
    no_club: 'Vælg mindst én klub. Vil du stoppe alle køb, så spær kortet.',
  },
  save: 'Gem begrænsninger',
  saved: 'Begrænsningerne er gemt. De gælder, næste gang kortet bruges.',
  unsaved: 'Ændringerne er ikke gemt endnu.',
  leave: 'Ændringerne er ikke gemt. Vil du forlade siden uden at gemme?',
  news: {
    title: (who: string, name: string) =>
      `${who} har ændret begrænsningerne for ${name} i mellemtiden`,
    setters: { me: 'Du', guardian: 'En anden forælder', child: 'Barnet', club: 'Klubben' },
    lead: 'Dine ændringer er ikke gemt endnu. Se felterne igennem, og gem igen, hvis de stadig skal gælde. Nu gælder:',
    clash: (typed: string) => `Du har skrevet: ${typed}`,
  },
  value: {
    noLimit: 'ingen grænse',
    nothingBlocked: 'ingenting',
    eachDay: 'alle dage',
    eachClub: 'alle klubber',
    allDay: 'hele dagen',
    hours: (from: string, until: string) => `kl. ${from}–${until}`,
    weekdays: 'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  },
};

const en: typeof da = {
  lead: "All of the child's parents here share the limits. A change holds the next time the card is used.",
  noneSet: 'There are no limits yet.',
  setBy: (who: string, when: string) => `Last changed by ${who} ${when}.`,
  setters: { me: 'you', guardian: 'another parent', child: 'the child', club: 'the club' },
  amounts: 'Amounts',
  amountHint: 'Leave the field empty for no limit.',
  kroner: 'kroner',
  categoriesHint: 'Tick what the child may not buy with the card.',
  own: {
    lead: 'Only you can change the limits. A change holds the next time the card is used.',
    categoriesHint: 'Tick what you do not want to be able to buy with the card.',
    setters: { me: 'you', guardian: 'a parent', child: 'you', club: 'the club' },
  },
  clubsHint: 'The card works in the chosen clubs only.',
  weekdayNames: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  fields: {
    perPurchase: 'At most per purchase',
    perDay: 'At most per day',
    perWeek: 'At most per week',
    blockedCategories: 'May not buy',
    weekdays: 'On these days only',
    hours: 'Time of day',
    clubs: 'In these clubs only',
  },
  hours: {
    all: 'All day',
    limited: 'Only between two times',
    from: 'From',
    until: 'Until',
  },
  spent: {
    today: {
      ofLimit: (spent: string, limit: string) => `Spent ${spent} of ${limit} today.`,
      withoutLimit: (spent: string) => `Spent ${spent} today.`,
    },
    thisWeek: {
      ofLimit: (spent: string, limit: string) => `Spent ${spent} of ${limit} this week.`,
      withoutLimit: (spent: string) => `Spent ${spent} this week.`,
    },
    reached: 'The limit is reached.',
  },
  mistakes: {
    amount: 'Write an amount such as 40 or 40.50. It can be at most 10,000.',
    no_weekday: 'Choose at least one day. To stop all purchases, block the card.',
    hours: 'Write two times. The second one must be later than the first.',
    no_club: 'Choose at least one club. To stop all purchases, block the card.',
  },
  save: 'Save limits',
  saved: 'The limits are saved. They hold the next time the card is used.',
  unsaved: 'Your changes are not saved yet.',
  leave: 'Your changes are not saved. Leave the page without saving?',
  news: {
    title: (who: string, name: string) => `Meanwhile ${who} changed the limits for ${name}`,
    setters: { me: 'you', guardian: 'another parent', child: 'the child', club: 'the club' },
    lead: 'Your changes are not saved yet. Look through the fields and save again if they should still hold. Now in force:',
    clash: (typed: string) => `You have typed: ${typed}`,
  },
  value: {
    noLimit: 'no limit',
    nothingBlocked: 'nothing',
    eachDay: 'each day',
    eachClub: 'each club',
    allDay: 'all day',
    hours: (from: string, until: string) => `${from}–${until}`,
    weekdays: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  },
};

export const words = wordsIn({ da, en });
export type LimitsWords = typeof da;
