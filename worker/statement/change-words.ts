// What happened to a child's card and limits, in the words of a statement's file.
import type { CardState } from '../../contracts/cards.ts';
import type { LimitsChange } from '../../contracts/limits.ts';
import type { Who } from '../../contracts/who.ts';
import type { FileLanguage } from './statement-words.ts';

export interface ChangeWords {
  readonly title: string;
  readonly none: string;
  readonly olderAreLeftOut: string;
  readonly card: Readonly<Record<CardState, string>>;
  /** A blocked card that may be used again. */
  readonly unblocked: string;
  readonly number: string;
  readonly limits: string;
  readonly by: Readonly<Record<Who['role'], string>>;
  readonly fields: Readonly<Record<LimitsChange['field'], string>>;
  fromTo(before: string, after: string): string;
  readonly noLimit: string;
  readonly nothing: string;
  readonly eachDay: string;
  readonly allDay: string;
  readonly eachClub: string;
  readonly weekdays: readonly string[];
  hours(from: string, until: string): string;
}

export const CHANGE_WORDS: Readonly<Record<FileLanguage, ChangeWords>> = {
  da: {
    title: 'Kort og begrænsninger i perioden',
    none: 'Der er ikke sket ændringer i perioden.',
    olderAreLeftOut: 'Ældre ændringer er ikke med. Vælg en kortere periode for at se dem.',
    card: {
      ordered: 'Nyt kort bestilt',
      produced: 'Nyt kort lavet',
      delivered: 'Nyt kort i klubben',
      active: 'Kort aktiveret',
      blocked: 'Kort spærret',
      cancelled: 'Bestilling af kort annulleret',
      retired: 'Kort udgået',
    },
    unblocked: 'Spærring ophævet',
    number: 'Kort nr.',
    limits: 'Begrænsninger ændret',
    by: { me: 'dig', guardian: 'en forælder', child: 'barnet selv', club: 'klubben' },
    fields: {
      perPurchaseOre: 'Højst pr. køb',
      perDayOre: 'Højst pr. dag',
      perWeekOre: 'Højst pr. uge',
      blockedCategoryIds: 'Må ikke købe',
      allowedWeekdays: 'Kun på disse dage',
      allowedHours: 'Tid på dagen',
      allowedClubIds: 'Kun i disse klubber',
    },
    fromTo: (before, after) => `fra ${before} til ${after}`,
    noLimit: 'ingen grænse',
    nothing: 'ingenting',
    eachDay: 'alle dage',
    allDay: 'hele dagen',
    eachClub: 'alle klubber',
    weekdays: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
    hours: (from, until) => `kl. ${from}–${until}`.replaceAll(':', '.'),
  },
  en: {
    title: 'Card and limits in the period',
    none: 'Nothing was changed in the period.',
    olderAreLeftOut: 'Older changes are left out. Choose a shorter period to see them.',
    card: {
      ordered: 'New card ordered',
      produced: 'New card made',
      delivered: 'New card at the club',
      active: 'Card activated',
      blocked: 'Card blocked',
      cancelled: 'Order of a card cancelled',
      retired: 'Card no longer valid',
    },
    unblocked: 'Block lifted',
    number: 'Card no.',
    limits: 'Limits changed',
    by: { me: 'you', guardian: 'a parent', child: 'the child', club: 'the club' },
    fields: {
      perPurchaseOre: 'At most per purchase',
      perDayOre: 'At most per day',
      perWeekOre: 'At most per week',
      blockedCategoryIds: 'May not buy',
      allowedWeekdays: 'On these days only',
      allowedHours: 'Time of day',
      allowedClubIds: 'In these clubs only',
    },
    fromTo: (before, after) => `from ${before} to ${after}`,
    noLimit: 'no limit',
    nothing: 'nothing',
    eachDay: 'each day',
    allDay: 'all day',
    eachClub: 'each club',
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    hours: (from, until) => `${from}–${until}`,
  },
};
