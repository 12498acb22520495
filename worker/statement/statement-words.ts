// The words of a statement's files, in the languages of the portal. The screens have their own (portal/).
import type { OperatorKind } from '../../contracts/operators.ts';

export type FileLanguage = 'da' | 'en';

export interface StatementWords {
  readonly title: string;
  readonly fileName: string;
  readonly period: string;
  readonly printed: string;
  readonly selection: string;
  readonly soldBy: Readonly<Record<OperatorKind, string>>;
  readonly openingBalance: string;
  readonly closingBalance: string;
  /** Purchases of the period less what was given back in it. */
  readonly spent: string;
  readonly byCategory: string;
  readonly byPlace: string;
  readonly otherPeriods: string;
  readonly items: string;
  readonly total: string;
  readonly entries: string;
  readonly noEntries: string;
  readonly page: string;
  readonly of: string;
  readonly givenBack: string;
  /** Before the number of the entry that another one belongs to. */
  readonly concerns: string;
  readonly givenBackBy: string;
  readonly disputed: string;
  /** Before the digits of a card. */
  readonly card: string;
  readonly columns: {
    readonly number: string;
    readonly date: string;
    readonly time: string;
    readonly kind: string;
    readonly club: string;
    readonly place: string;
    readonly soldBy: string;
    readonly item: string;
    readonly category: string;
    readonly quantity: string;
    readonly price: string;
    readonly itemAmount: string;
    readonly amount: string;
    readonly balance: string;
    readonly concerns: string;
    readonly disputed: string;
  };
}

export const STATEMENT_WORDS: Readonly<Record<FileLanguage, StatementWords>> = {
  da: {
    title: 'Kontoudtog',
    fileName: 'kontoudtog',
    period: 'Periode',
    printed: 'Udskrevet',
    selection: 'Viser kun',
    soldBy: { staff: 'en voksen i klubben', youth: 'en ung medhjælper' },
    openingBalance: 'Saldo ved periodens begyndelse',
    closingBalance: 'Saldo ved periodens slutning',
    spent: 'Køb, fratrukket tilbageførte',
    byCategory: 'Forbrug efter kategori',
    byPlace: 'Forbrug efter sted',
    otherPeriods: 'Køb og tilbageførsel i hver sin periode',
    items: 'Antal',
    total: 'I alt',
    entries: 'Bevægelser',
    noEntries: 'Der er ingen bevægelser i perioden.',
    page: 'Side',
    of: 'af',
    givenBack: 'tilbageført',
    concerns: 'Vedrører nr.',
    givenBackBy: 'Tilbageført i nr.',
    disputed: 'Meldt til klubben som ikke barnets køb',
    card: 'Kort nr.',
    columns: {
      number: 'Nr.',
      date: 'Dato',
      time: 'Tidspunkt',
      kind: 'Tekst',
      club: 'Klub',
      place: 'Sted',
      soldBy: 'Solgt af',
      item: 'Vare',
      category: 'Kategori',
      quantity: 'Antal',
      price: 'Pris pr. stk.',
      itemAmount: 'Varebeløb',
      amount: 'Beløb',
      balance: 'Saldo',
      concerns: 'Vedrører nr.',
      disputed: 'Meldt til klubben',
    },
  },
  en: {
    title: 'Statement',
    fileName: 'statement',
    period: 'Period',
    printed: 'Printed',
    selection: 'Shows only',
    soldBy: { staff: 'an adult at the club', youth: 'a young helper' },
    openingBalance: 'Balance at the beginning',
    closingBalance: 'Balance at the end',
    spent: 'Purchases less what was given back',
    byCategory: 'Spending by category',
    byPlace: 'Spending by place',
    otherPeriods: 'Bought and given back in different periods',
    items: 'Items',
    total: 'Total',
    entries: 'Entries',
    noEntries: 'There are no entries in the period.',
    page: 'Page',
    of: 'of',
    givenBack: 'given back',
    concerns: 'Concerns no.',
    givenBackBy: 'Given back in no.',
    disputed: "Reported to the club as not the child's",
    card: 'Card no.',
    columns: {
      number: 'No.',
      date: 'Date',
      time: 'Time',
      kind: 'Text',
      club: 'Club',
      place: 'Place',
      soldBy: 'Sold by',
      item: 'Item',
      category: 'Category',
      quantity: 'Quantity',
      price: 'Price each',
      itemAmount: 'Item amount',
      amount: 'Amount',
      balance: 'Balance',
      concerns: 'Concerns no.',
      disputed: 'Reported to the club',
    },
  },
};
