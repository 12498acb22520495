// What the demo's families must be for its visitor: contacts for every child, nobody's number, and somebody
// left to link.
import { expect, test } from 'vitest';
import { DEMO_CHILDREN, type DemoChild, demoChildName } from './demo-children.ts';
import {
  AWAITING_APPROVAL,
  adultOfPersona,
  bornOn,
  CHILDREN_WITH_LETTER,
  contactsOf,
  linksOf,
  nationalIdOf,
} from './demo-families.ts';

function childNamed(name: string): DemoChild {
  const child = DEMO_CHILDREN.find((candidate) => demoChildName(candidate) === name);
  if (child === undefined) throw new Error(name);
  return child;
}

const namesOf = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

test('every child has a birthday in a club’s age, and a number that is nobody’s', () => {
  for (const child of DEMO_CHILDREN) {
    const day = bornOn(child);
    expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
    expect(Number(day.slice(0, 4))).toBeGreaterThanOrEqual(2011);
    expect(Number(day.slice(0, 4))).toBeLessThanOrEqual(2016);
    expect(nationalIdOf(child)).toMatch(/^9[2-9]\d{8}$/);
  }
  const ids = DEMO_CHILDREN.flatMap((child) => [
    nationalIdOf(child),
    ...contactsOf(child).map(({ nationalId }) => nationalId),
  ]);
  const families = new Set(DEMO_CHILDREN.map(({ familyName }) => familyName));
  expect(new Set(ids).size).toBeGreaterThanOrEqual(DEMO_CHILDREN.length + families.size);
});

test('every child has a contact; siblings have the same', () => {
  for (const child of DEMO_CHILDREN) expect(contactsOf(child).length).toBeGreaterThan(0);
  expect(contactsOf(childNamed('Josefine Legesen'))).toEqual(
    contactsOf(childNamed('Kasper Legesen')),
  );
});

test('a parent has one child linked and one left, with a letter for it', () => {
  const [frida, alma] = CHILDREN_WITH_LETTER.map(childNamed);
  if (frida === undefined || alma === undefined) throw new Error('no letters');
  expect(namesOf(contactsOf(frida))).toEqual(['Mette Testesen']);
  expect(linksOf(frida)).toEqual([]);
  expect(namesOf(contactsOf(alma))).toEqual(['Mette Testesen', 'Peter Testesen']);
  expect(linksOf(alma).map(({ adult, rights }) => [adult.name, rights])).toEqual([
    ['Mette Testesen', 'full'],
    ['Bodil Testesen', 'payer'],
  ]);
});

test('who waits for the club is no contact of the child', () => {
  const { personaId, childName } = AWAITING_APPROVAL;
  const contacts = contactsOf(childNamed(childName));
  expect(contacts).not.toContainEqual(adultOfPersona(personaId));
});
