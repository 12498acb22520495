import { expect, test } from 'vitest';
import { StatementQuery } from '../../../contracts/statement.ts';
import {
  choicesOf,
  isFiltered,
  placeOfValue,
  placeValue,
  searchOf,
  statementTarget,
} from './statement-address.ts';

const TODAY = '2026-11-21';
const FULL =
  '?fra=2026-10-01&til=2026-10-31&kategori=mad&klub=bakkens-hjerte&sted=cafe&slags=refund';

test('the choices of an address are in it again', () => {
  expect(searchOf(choicesOf(FULL, TODAY))).toBe(FULL);
  expect(searchOf(choicesOf('', TODAY))).toBe('?fra=2026-11-01&til=2026-11-21');
});

test('what does not fit is as if it were not there', () => {
  expect(choicesOf('?fra=2026-11-09&til=2026-11-01&slags=gave&sted=cafe', TODAY)).toEqual({
    ...{ from: '2026-11-01', to: '2026-11-21', categoryId: null, clubId: null },
    ...{ salesPointId: null, kind: null },
  });
});

test('the server is asked for the same, in its own words', () => {
  const target = new URL(statementTarget('a1', choicesOf(FULL, TODAY), 90), 'https://here.test');
  expect(target.pathname).toBe('/api/accounts/a1/statement');
  expect(StatementQuery.parse(Object.fromEntries(target.searchParams))).toEqual({
    ...{ from: '2026-10-01', to: '2026-10-31', categoryId: 'mad' },
    ...{ clubId: 'bakkens-hjerte', salesPointId: 'cafe', kind: 'refund', before: 90 },
  });
});

test('a place is one value to choose, a whole club too', () => {
  const cafe = placeOfValue('bakkens-hjerte cafe');
  expect(cafe).toEqual({ clubId: 'bakkens-hjerte', salesPointId: 'cafe' });
  expect(placeValue(cafe)).toBe('bakkens-hjerte cafe');
  expect(placeValue(placeOfValue('bakkens-hjerte'))).toBe('bakkens-hjerte');
  expect(placeValue(placeOfValue(''))).toBe('');
});

test('a period alone is no filter', () => {
  expect(isFiltered(choicesOf('', TODAY))).toBe(false);
  expect(isFiltered(choicesOf(FULL, TODAY))).toBe(true);
});
