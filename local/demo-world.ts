// The demo: Albertslund's two clubs with what they sell, who sells it, and at which tills. Data only; the
// children are demo-children.ts's. Prices are whole kroner and accounting codes are invented.
import type { ClubContact } from '../contracts/clubs.ts';
import { FIRST_SETTINGS, type Settings } from '../durable-objects/municipality/settings.ts';
import type { DemoClubKey } from './demo-children.ts';

export const DEMO_MUNICIPALITY = { code: '0165', name: 'Albertslund Kommune' } as const;

/** The first settings, but that a visitor may be linked as a club's contact: the letter is another way to try. */
export const DEMO_SETTINGS: Settings = { ...FIRST_SETTINGS, contactMatchIsEnough: true };

export interface DemoProduct {
  readonly name: string;
  readonly category: string;
  readonly salesPoints: readonly string[];
  readonly price: { readonly fixedKroner: number } | { readonly typedUpToKroner: number };
  readonly favourite: boolean;
  readonly accountingCode: string;
}

export interface DemoOperator {
  readonly operatorId: string;
  readonly name: string;
  readonly kind: 'staff' | 'youth';
  readonly pin: string;
}

export interface DemoClub {
  readonly clubId: DemoClubKey;
  readonly name: string;
  readonly contact: ClubContact;
  readonly salesPoints: readonly { readonly salesPointId: string; readonly name: string }[];
  readonly categories: readonly {
    readonly categoryId: string;
    readonly name: string;
    readonly colour: number;
  }[];
  readonly products: readonly DemoProduct[];
  readonly operators: readonly DemoOperator[];
}

const SALES_POINTS = [
  { salesPointId: 'cafe', name: 'Café' },
  { salesPointId: 'vaerksted', name: 'Værksted' },
  { salesPointId: 'aktiviteter', name: 'Aktiviteter' },
];

const CATEGORIES = [
  { categoryId: 'varm-mad', name: 'Varm mad', colour: 1 },
  { categoryId: 'kold-mad', name: 'Brød og frugt', colour: 2 },
  { categoryId: 'drikke', name: 'Drikkevarer', colour: 3 },
  { categoryId: 'sodt', name: 'Sødt', colour: 4 },
  { categoryId: 'materialer', name: 'Materialer', colour: 5 },
  { categoryId: 'aktiviteter', name: 'Aktiviteter', colour: 6 },
];

const FOOD = '4110';
const MATERIALS = '4120';
const ACTIVITIES = '4130';

export const DEMO_CLUBS: readonly DemoClub[] = [
  {
    clubId: 'bakkens-hjerte',
    name: 'Bakkens Hjerte',
    contact: {
      phone: '00 00 01 10',
      email: 'bakkens-hjerte@klubkort.invalid',
      address: 'Opdigtet Bakke 1, 0000 Demoby',
      openingHours: 'Mandag til torsdag kl. 14–17',
    },
    salesPoints: SALES_POINTS,
    categories: CATEGORIES,
    products: [
      food('Toast med skinke og ost', 'varm-mad', 15, true),
      food('Pizzasnegl', 'varm-mad', 12, true),
      food('Pastasalat', 'varm-mad', 20),
      food('Dagens varme ret', 'varm-mad', 25),
      food('Bolle med smør', 'kold-mad', 5, true),
      food('Rugbrødsmad', 'kold-mad', 6),
      food('Æble', 'kold-mad', 3, true),
      food('Gulerodsstave', 'kold-mad', 4),
      food('Kakaomælk', 'drikke', 8, true),
      food('Saft', 'drikke', 4),
      food('Danskvand', 'drikke', 6),
      food('Popcorn', 'sodt', 7, true),
      food('Frugtis', 'sodt', 10),
      food('Muffin', 'sodt', 9),
      measured('Træ efter mål', 150, true),
      measured('Stof efter mål', 120),
      material('Perlesæt', 18, true),
      material('T-shirt til tryk', 45),
      activity('Biografaften i klubben', 20, true),
      activity('Svømmehal med bus', 35, true),
      activity('Skøjtetur', 60),
    ],
    operators: [
      staff('bh-mette', 'Mette Klubvoksen', '1234'),
      staff('bh-soren', 'Søren Klubvoksen', '2345'),
      youth('bh-emma', 'Emma Ungmedhjælper', '3456'),
    ],
  },
  {
    clubId: 'klub-storagergaard',
    name: 'Klub Storagergård',
    contact: {
      phone: '00 00 01 20',
      email: 'klub-storagergaard@klubkort.invalid',
      address: 'Opdigtet Gård 2, 0000 Demoby',
      openingHours: 'Mandag til fredag kl. 13–16',
    },
    salesPoints: SALES_POINTS,
    categories: CATEGORIES,
    products: [
      food('Grillet sandwich', 'varm-mad', 18, true),
      food('Suppe med brød', 'varm-mad', 15),
      food('Pandekage', 'varm-mad', 8, true),
      food('Pizza, en hel', 'varm-mad', 30),
      food('Grovbolle med ost', 'kold-mad', 8, true),
      food('Banan', 'kold-mad', 4, true),
      food('Yoghurt med mysli', 'kold-mad', 10),
      food('Minimælk', 'drikke', 5),
      food('Hyldeblomstsaft', 'drikke', 5, true),
      food('Varm kakao', 'drikke', 10, true),
      food('Kanelsnegl', 'sodt', 10, true),
      food('Saltstænger', 'sodt', 5),
      food('Sodavandsis', 'sodt', 8),
      measured('Læder efter mål', 180, true),
      measured('Metal og ledning efter mål', 160),
      measured('Garn efter vægt', 90),
      material('Modelbil, byggesæt', 75, true),
      activity('Bordtennisturnering', 10, true),
      activity('Go-kart, en tur', 25, true),
      activity('Hyttetur, en dag', 95),
    ],
    operators: [
      staff('sg-lars', 'Lars Klubvoksen', '4567'),
      staff('sg-aisha', 'Aisha Klubvoksen', '5678'),
      youth('sg-noah', 'Noah Ungmedhjælper', '6789'),
    ],
  },
];

/** The till that has the reader, the first of its club. */
export const DEMO_READER_TILL = tillKey('bakkens-hjerte', 'cafe');

/** The municipality's own name for a till: one per sales point. */
export function tillKey(clubId: string, salesPointId: string): string {
  return `${clubId}/${salesPointId}`;
}

export function productId(club: Pick<DemoClub, 'clubId'>, product: DemoProduct): string {
  return `${club.clubId}-${plainLetters(product.name)}`.slice(0, 48).replace(/-+$/, '');
}

/** A name in the letters of an id: "Åse Rugbrødsen" becomes "aase-rugbroedsen". */
export function plainLetters(name: string): string {
  return name
    .toLocaleLowerCase('da')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function food(name: string, category: string, fixedKroner: number, favourite = false): DemoProduct {
  return {
    ...{ name, category, favourite, price: { fixedKroner } },
    ...{ salesPoints: ['cafe'], accountingCode: FOOD },
  };
}

/** Sold by measure: the operator types the price. */
function measured(name: string, typedUpToKroner: number, favourite = false): DemoProduct {
  return {
    ...{ name, category: 'materialer', favourite, price: { typedUpToKroner } },
    ...{ salesPoints: ['vaerksted'], accountingCode: MATERIALS },
  };
}

function material(name: string, fixedKroner: number, favourite = false): DemoProduct {
  return {
    ...{ name, category: 'materialer', favourite, price: { fixedKroner } },
    ...{ salesPoints: ['vaerksted'], accountingCode: MATERIALS },
  };
}

function activity(name: string, fixedKroner: number, favourite = false): DemoProduct {
  return {
    ...{ name, category: 'aktiviteter', favourite, price: { fixedKroner } },
    ...{ salesPoints: ['aktiviteter', 'cafe'], accountingCode: ACTIVITIES },
  };
}

function staff(operatorId: string, name: string, pin: string): DemoOperator {
  return { operatorId, name, kind: 'staff', pin };
}

function youth(operatorId: string, name: string, pin: string): DemoOperator {
  return { operatorId, name, kind: 'youth', pin };
}
