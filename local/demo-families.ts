// When the demo's children were born, who their contacts are, and who is linked to whom from the start. All of
// it is invented: no day of a month is above 31, so a national id that begins with 92 or more is nobody's.
import { DEMO_CHILDREN, type DemoChild, demoChildName } from './demo-children.ts';
import { digitsOf } from './demo-ids.ts';
import { DEMO_CITIZENS } from './demo-personas.ts';

export interface DemoAdult {
  readonly nationalId: string;
  readonly name: string;
}

export interface DemoLink {
  readonly adult: DemoAdult;
  readonly rights: 'full' | 'payer';
}

/** A letter lies ready for these, its code printed at each start: one to link, one for the other parent. */
export const CHILDREN_WITH_LETTER = ['Frida Testesen', 'Alma Testesen'] as const;

/** Who has asked with a letter's code without being a contact, and waits for the club. */
export const AWAITING_APPROVAL = { personaId: 'peter', childName: 'Frida Testesen' } as const;

/** Left for the visitor to make: the child's own parents are no more than contacts. */
const NOT_LINKED_YET: readonly { readonly personaId: string; readonly childName: string }[] = [
  { personaId: 'mette', childName: 'Frida Testesen' },
  { personaId: 'peter', childName: 'Alma Testesen' },
];

/** Whom the letter about a child lies ready for; others have been linked, or wait. */
export function letterIsFor(childName: string): string {
  return NOT_LINKED_YET.filter((link) => link.childName === childName)
    .map(({ personaId }) => adultOfPersona(personaId).name)
    .join(', ');
}

const OLDEST_BORN_IN = 2011;
const YEARS = 6;

/** A child that somebody plays at the login has that person's date and number. */
export function bornOn(child: DemoChild): string {
  const played = personaOfChild(child);
  if (played !== undefined) return played.birthDate;
  const index = DEMO_CHILDREN.indexOf(child);
  const month = String((index % 12) + 1).padStart(2, '0');
  const day = String(((index * 11) % 28) + 1).padStart(2, '0');
  return `${OLDEST_BORN_IN + (index % YEARS)}-${month}-${day}`;
}

export function nationalIdOf(child: DemoChild): string {
  const played = personaOfChild(child);
  if (played !== undefined) return played.nationalId;
  const [year = '', month = ''] = bornOn(child).split('-');
  const number = String(DEMO_CHILDREN.indexOf(child) + 100).padStart(4, '0');
  return `98${month}${year.slice(2)}${number}`;
}

/** In the club's order: the first is the registered guardian once that person logs in. */
export function contactsOf(child: DemoChild): DemoAdult[] {
  const name = demoChildName(child);
  const played = DEMO_CITIZENS.filter(({ contactOf }) => contactOf.includes(name)).map(adultOf);
  if (played.length > 0) return played;
  const { familyName } = child;
  return [{ nationalId: `99${digitsOf(`guardian ${familyName}`)}`, name: `Voksen ${familyName}` }];
}

/** Nobody where the demo wants the start credit in force, or leaves the link to the visitor. */
export function linksOf(child: DemoChild): DemoLink[] {
  if (!child.guardianLinked) return [];
  const name = demoChildName(child);
  const left = NOT_LINKED_YET.filter(({ childName }) => childName === name).map(
    ({ personaId }) => adultOfPersona(personaId).nationalId,
  );
  const contacts = contactsOf(child).filter(({ nationalId }) => !left.includes(nationalId));
  const payers = DEMO_CITIZENS.filter(({ paysFor }) => paysFor.includes(name));
  return [
    ...contacts.map((adult) => ({ adult, rights: 'full' }) as const),
    ...payers.map((payer) => ({ adult: adultOf(payer), rights: 'payer' }) as const),
  ];
}

export function adultOfPersona(personaId: string): DemoAdult {
  const persona = DEMO_CITIZENS.find((citizen) => citizen.personaId === personaId);
  if (persona === undefined) throw new Error(`The demo has nobody called ${personaId}.`);
  return adultOf(persona);
}

function adultOf(persona: (typeof DEMO_CITIZENS)[number]): DemoAdult {
  const { nationalId, givenName, familyName } = persona;
  return { nationalId, name: `${givenName} ${familyName}` };
}

function personaOfChild(child: DemoChild) {
  return DEMO_CITIZENS.find(({ isChild }) => isChild === demoChildName(child));
}
