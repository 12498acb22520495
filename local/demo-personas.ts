// Who can log in at the demo's identity provider: plainly invented people, and what they are to the demo's
// children (named as in demo-children.ts). Data only. No day of a month is above 31, and the registry's stand-in
// numbers end at 91, so a national id that begins with 92 or more is nobody's.

export type StaffRole = 'cashier' | 'club_leader' | 'finance' | 'admin';

export interface CitizenPersona {
  readonly kind: 'citizen';
  readonly personaId: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Ten digits, as the national registry writes them without the hyphen. */
  readonly nationalId: string;
  /** Year, month, day. */
  readonly birthDate: string;
  /** The provider tells no name of somebody who is protected. */
  readonly nameProtected: boolean;
  /** Full names of the children whose clubs have this person as a contact, the first contact first. */
  readonly contactOf: readonly string[];
  /** Full names of the children that this person will pay for with a letter's code, without being a contact. */
  readonly paysFor: readonly string[];
  /** The full name of the child that this person is. */
  readonly isChild: string | null;
  /** What the chooser says beside the name. */
  readonly about: { readonly da: string; readonly en: string };
}

export interface StaffPersona {
  readonly kind: 'staff';
  readonly personaId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: StaffRole;
  /** The clubs that the role is limited to; empty for the whole municipality. */
  readonly clubIds: readonly string[];
  readonly about: { readonly da: string; readonly en: string };
}

export type Persona = CitizenPersona | StaffPersona;

export const DEMO_CITIZENS: readonly CitizenPersona[] = [
  citizen('mette', 'Mette', 'Testesen', '9304820002', '1982-04-03', {
    contactOf: ['Alma Testesen', 'Frida Testesen'],
    about: {
      da: 'forælder til to børn i to klubber',
      en: 'parent of two children in two clubs',
    },
  }),
  citizen('peter', 'Peter', 'Testesen', '9411800003', '1980-11-04', {
    contactOf: ['Alma Testesen'],
    about: { da: 'den anden forælder til Alma', en: "Alma's other parent" },
  }),
  citizen('bodil', 'Bodil', 'Testesen', '9506520004', '1952-06-05', {
    paysFor: ['Alma Testesen'],
    about: {
      da: 'bedsteforælder, der kun betaler',
      en: 'grandparent who only pays',
    },
  }),
  citizen('beskyttet', 'Navn', 'Beskyttetsen', '9609860006', '1986-09-06', {
    nameProtected: true,
    contactOf: ['Karla Snemandsen'],
    about: {
      da: 'forælder med navne- og adressebeskyttelse',
      en: 'parent with a protected name',
    },
  }),
  citizen('malik', 'Malik', 'Skovtestesen', '9703135007', '2013-03-07', {
    isChild: 'Malik Skovtestesen',
    about: { da: '13 år, har selv et kort', en: '13 years old, has a card' },
  }),
  citizen('fremmed', 'Ida', 'Fremmedsen', '9801900008', '1990-01-08', {
    about: { da: 'ingen børn i klubberne', en: 'no children in the clubs' },
  }),
];

export const DEMO_STAFF: readonly StaffPersona[] = [
  staff('kasse', 'Mette', 'Klubvoksen', 'cashier', ['bakkens-hjerte'], {
    da: 'kassebetjener i Bakkens Hjerte',
    en: 'cashier at Bakkens Hjerte',
  }),
  staff('leder', 'Lise', 'Klubleder', 'club_leader', ['bakkens-hjerte'], {
    da: 'klubleder i Bakkens Hjerte',
    en: 'leader of Bakkens Hjerte',
  }),
  staff('oekonomi', 'Øjvind', 'Regnskabsen', 'finance', [], {
    da: 'kommunens økonomi',
    en: "the municipality's finance",
  }),
  staff('administrator', 'Anna', 'Systemsen', 'admin', [], {
    da: 'kommunens administrator',
    en: "the municipality's administrator",
  }),
];

export const DEMO_PERSONAS: readonly Persona[] = [...DEMO_CITIZENS, ...DEMO_STAFF];

function citizen(
  personaId: string,
  givenName: string,
  familyName: string,
  nationalId: string,
  birthDate: string,
  special: Pick<CitizenPersona, 'about'> & Partial<CitizenPersona>,
): CitizenPersona {
  return {
    ...{ kind: 'citizen', personaId, givenName, familyName, nationalId, birthDate },
    ...{ nameProtected: false, contactOf: [], paysFor: [], isChild: null },
    ...special,
  };
}

function staff(
  personaId: string,
  givenName: string,
  familyName: string,
  role: StaffRole,
  clubIds: readonly string[],
  about: StaffPersona['about'],
): StaffPersona {
  return { kind: 'staff', personaId, givenName, familyName, role, clubIds, about };
}
