// What others rely on when they take the personas for contacts of the demo's children.
import { expect, test } from 'vitest';
import { DEMO_CHILDREN } from './demo-children.ts';
import { DEMO_CITIZENS, DEMO_PERSONAS, DEMO_STAFF } from './demo-personas.ts';

const names = DEMO_CHILDREN.map((child) => `${child.givenName} ${child.familyName}`);

test('speaks of children that the demo has', () => {
  for (const { contactOf, paysFor, isChild } of DEMO_CITIZENS) {
    for (const name of [...contactOf, ...paysFor, ...(isChild === null ? [] : [isChild])]) {
      expect(names).toContain(name);
    }
  }
});

test('gives everybody a national id that no living person can have', () => {
  for (const { nationalId, birthDate } of DEMO_CITIZENS) {
    expect(nationalId).toMatch(/^9[2-9]\d{8}$/);
    expect(nationalId.slice(2, 6)).toBe(birthDate.slice(5, 7) + birthDate.slice(2, 4));
  }
  expect(new Set(DEMO_CITIZENS.map(({ nationalId }) => nationalId)).size).toBe(
    DEMO_CITIZENS.length,
  );
});

test('has everybody that a visitor should be able to be', () => {
  const clubsOf = (name: string) => DEMO_CHILDREN[names.indexOf(name)]?.clubs ?? [];
  const mette = DEMO_CITIZENS.find(({ personaId }) => personaId === 'mette');
  expect(new Set(mette?.contactOf.flatMap(clubsOf)).size).toBe(2);
  expect(DEMO_CITIZENS.some(({ paysFor, contactOf }) => paysFor.length && !contactOf.length)).toBe(
    true,
  );
  expect(DEMO_CITIZENS.some(({ nameProtected }) => nameProtected)).toBe(true);
  expect(DEMO_CITIZENS.some(({ isChild }) => isChild !== null)).toBe(true);
  expect(DEMO_STAFF.map(({ role }) => role)).toEqual([
    'cashier',
    'club_leader',
    'finance',
    'admin',
  ]);
  expect(new Set(DEMO_PERSONAS.map(({ personaId }) => personaId)).size).toBe(DEMO_PERSONAS.length);
});
