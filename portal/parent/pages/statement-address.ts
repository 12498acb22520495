// A statement's choices as they stand in the page's address, so that they outlive a login, a reload and a
// step back, and the same choices as the server is asked. What does not fit is as if it were not there.
import type { z } from 'zod';
import { CategoryId, ClubId, SalesPointId } from '../../../contracts/ids.ts';
import { EntryKind, type Place } from '../../../contracts/statement.ts';
import { isPeriod, namedPeriod, type Period } from './statement-period.ts';

export interface Choices extends Period {
  readonly categoryId: CategoryId | null;
  readonly clubId: ClubId | null;
  readonly salesPointId: SalesPointId | null;
  readonly kind: EntryKind | null;
}

export function choicesOf(search: string, today: string): Choices {
  const query = new URLSearchParams(search);
  const from = query.get('fra') ?? '';
  const to = query.get('til') ?? '';
  const clubId = fitting(ClubId, query.get('klub'));
  return {
    ...(isPeriod({ from, to }) ? { from, to } : namedPeriod('this_month', today)),
    categoryId: fitting(CategoryId, query.get('kategori')),
    clubId,
    salesPointId: clubId === null ? null : fitting(SalesPointId, query.get('sted')),
    kind: fitting(EntryKind, query.get('slags')),
  };
}

export function searchOf(choices: Choices): string {
  return `?${new URLSearchParams({
    ...{ fra: choices.from, til: choices.to },
    ...given('kategori', choices.categoryId),
    ...given('klub', choices.clubId),
    ...given('sted', choices.salesPointId),
    ...given('slags', choices.kind),
  })}`;
}

export function statementTarget(accountId: string, choices: Choices, before?: number): string {
  const query = new URLSearchParams({
    ...{ from: choices.from, to: choices.to },
    ...given('categoryId', choices.categoryId),
    ...given('clubId', choices.clubId),
    ...given('salesPointId', choices.salesPointId),
    ...given('kind', choices.kind),
    ...(before === undefined ? {} : { before: String(before) }),
  });
  return `/api/accounts/${accountId}/statement?${query}`;
}

export function isFiltered({ categoryId, clubId, kind }: Choices): boolean {
  return categoryId !== null || clubId !== null || kind !== null;
}

/** A place as one value of a list to choose from; the empty one is each place. */
export function placeValue(place: Place | Pick<Choices, 'clubId' | 'salesPointId'>): string {
  return place.clubId === null ? '' : `${place.clubId} ${place.salesPointId ?? ''}`.trim();
}

export function placeOfValue(value: string): Pick<Choices, 'clubId' | 'salesPointId'> {
  const [clubId = '', salesPointId = ''] = value.split(' ');
  return {
    clubId: fitting(ClubId, clubId),
    salesPointId: fitting(SalesPointId, salesPointId),
  };
}

function fitting<Shape extends z.ZodType>(shape: Shape, text: string | null) {
  return shape.safeParse(text).data ?? null;
}

function given(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}
