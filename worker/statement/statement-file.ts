// What a statement's file is made of: cover, names and the lines in slices, and how its amounts, days and names
// are written. The journal keeps ids; names are the municipality's. Absent: CSV and PDF themselves.
import type { PublicClubs } from '../../contracts/clubs.ts';
import { ENTRY_NAMES, entryName } from '../../contracts/entry-names.ts';
import { formatOre, type Ore } from '../../contracts/ore.ts';
import type {
  Place,
  StatementItem,
  StatementLine,
  StatementQuery,
} from '../../contracts/statement.ts';
import { copenhagenMoment } from '../../durable-objects/card-account/copenhagen-moment.ts';
import type { StatementFileCover } from '../../durable-objects/card-account/statement.ts';
import type { FileLanguage } from './statement-words.ts';

export interface StatementFile extends StatementFileCover {
  readonly childName: string;
  readonly query: StatementQuery;
  readonly language: FileLanguage;
  readonly names: PublicClubs;
  readonly madeAt: number;
  /** Oldest first, some at a time. */
  readonly slices: AsyncIterable<readonly StatementLine[]>;
}

/** What an entry is called, here as on the screen. */
export function nameOf(line: StatementLine, language: FileLanguage): string {
  return ENTRY_NAMES[language][entryName(line)];
}

/** Of a club or place that is no more, the id is what is left. */
export function clubName({ clubs }: PublicClubs, clubId: string): string {
  return clubs.find((club) => club.clubId === clubId)?.name ?? clubId;
}

export function placeName({ clubs }: PublicClubs, { clubId, salesPointId }: Place): string {
  const { salesPoints = [] } = clubs.find((club) => club.clubId === clubId) ?? {};
  return salesPoints.find((point) => point.salesPointId === salesPointId)?.name ?? salesPointId;
}

/** As the club calls it, if one is meant; else as the first club does that has such a category. */
export function categoryName({ clubs }: PublicClubs, categoryId: string, clubId?: string): string {
  const meant = clubs.filter((club) => club.clubId === clubId);
  const categories = [...meant, ...clubs].flatMap((club) => club.categories);
  return categories.find((category) => category.categoryId === categoryId)?.name ?? categoryId;
}

export function itemCategory(
  names: PublicClubs,
  { categoryId }: StatementItem,
  { place }: StatementLine,
): string {
  return categoryName(names, categoryId, place?.clubId);
}

/** "1.234,50", without the currency; English "1,234.50". */
export function amountText(amountOre: Ore, language: FileLanguage): string {
  return formatOre(amountOre, language).replace(/\u00a0kr\.|DKK\u00a0/, '');
}

/** A day as "2026-11-21" written with a sign between day, month and year. */
export function dayText(day: string, sign: '.' | '-'): string {
  const [year, month, date] = day.split('-');
  return [date, month, year].join(sign);
}

export function momentOf(instant: string): { readonly day: string; readonly clock: string } {
  return copenhagenMoment(Date.parse(instant));
}

export function clockText(clock: string, language: FileLanguage): string {
  return language === 'da' ? clock.replace(':', '.') : clock;
}
