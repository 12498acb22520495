// The demo's children, plainly invented, over both clubs. Each line is one child and what is special about
// it; whoever shows the house to somebody picks from here. Absent: how any of it is stored.
import type { HairStyle } from './face-traits.ts';

export type DemoCardKind = 'mifare-classic' | 'ntag21x' | 'ntag424';
export type DemoClubKey = 'bakkens-hjerte' | 'klub-storagergaard';

export interface DemoChild {
  readonly givenName: string;
  readonly familyName: string;
  readonly clubs: readonly DemoClubKey[];
  readonly hair: HairStyle;
  /** Null: no card yet, found by name. */
  readonly card: DemoCardKind | null;
  readonly cardIsBlocked: boolean;
  readonly moneyKroner: number;
  /** False: nobody is linked yet, so the start credit is in force. */
  readonly guardianLinked: boolean;
  readonly limits: 'none' | 'tight' | 'no-sweets';
}

type Special = Partial<Omit<DemoChild, 'givenName' | 'familyName' | 'clubs' | 'hair'>>;

const B: readonly DemoClubKey[] = ['bakkens-hjerte'];
const S: readonly DemoClubKey[] = ['klub-storagergaard'];
const BOTH: readonly DemoClubKey[] = ['bakkens-hjerte', 'klub-storagergaard'];

export const DEMO_CHILDREN: readonly DemoChild[] = [
  child('Alma', 'Testesen', B, 'plaits', 'ntag424', { moneyKroner: 180 }),
  child('Bertil', 'Prøvesen', B, 'short', 'mifare-classic', { moneyKroner: 95 }),
  child('Clara', 'Demosen', B, 'fringe', 'ntag21x', { moneyKroner: 240 }),
  child('Dogan', 'Eksempelsen', B, 'parting', 'ntag21x', { moneyKroner: 60 }),
  // Without a card: found by name among the club's members.
  child('Esther', 'Øvesen', B, 'ponytail', null, { moneyKroner: 120 }),
  // A blocked card: refused at the tap.
  child('Fatima', 'Testesen', B, 'headscarf', 'ntag424', { moneyKroner: 150, cardIsBlocked: true }),
  // Tight limits: 20 kr a purchase, 30 kr a day, 100 kr a week, nothing sweet.
  child('Gustav', 'Prøvesen', B, 'spikes', 'mifare-classic', { moneyKroner: 200, limits: 'tight' }),
  // Little money: enough for a roll, not for a pizza.
  child('Hanna', 'Demosen', B, 'bob', 'ntag21x', { moneyKroner: 12 }),
  // On start credit: registered, nobody linked, nothing paid in.
  child('Ibrahim', 'Eksempelsen', B, 'curls', 'ntag21x', { moneyKroner: 0, guardianLinked: false }),
  // Siblings, each with an account of their own.
  child('Josefine', 'Legesen', B, 'bun', 'ntag424', { moneyKroner: 130 }),
  child('Kasper', 'Legesen', B, 'cap', 'ntag424', { moneyKroner: 45 }),
  child('Lily', 'Legesen', S, 'long', 'ntag21x', { moneyKroner: 75 }),
  // In both clubs: one account, two places to spend.
  child('Malik', 'Skovtestesen', BOTH, 'short', 'ntag424', { moneyKroner: 210 }),
  child('Nora', 'Skovtestesen', BOTH, 'curls', 'ntag21x', { moneyKroner: 160 }),
  child('Oskar', 'Bakkeprøvesen', BOTH, 'fringe', 'mifare-classic', { moneyKroner: 85 }),
  child('Petra', 'Bakkeprøvesen', B, 'parting', 'ntag21x', { moneyKroner: 110 }),
  child('Rasmus', 'Sandkassen', B, 'curls', 'ntag424', { moneyKroner: 70 }),
  child('Sofia', 'Sandkassen', B, 'plaits', 'ntag21x', { moneyKroner: 140, limits: 'no-sweets' }),
  child('Tobias', 'Legetøjsen', B, 'spikes', 'mifare-classic', { moneyKroner: 55 }),
  child('Uma', 'Papirsen', B, 'ponytail', 'ntag21x', { moneyKroner: 300 }),
  child('Vincent', 'Blyantsen', B, 'cap', 'ntag424', { moneyKroner: 25 }),
  child('Wilma', 'Viskelæder', B, 'bun', 'ntag21x', { moneyKroner: 90 }),
  child('Yusuf', 'Kartoffelsen', S, 'short', 'ntag21x', { moneyKroner: 125 }),
  child('Zara', 'Kartoffelsen', S, 'long', 'ntag424', { moneyKroner: 65 }),
  child('Ægir', 'Gulerodsen', S, 'curls', 'mifare-classic', { moneyKroner: 40 }),
  child('Øjvind', 'Gulerodsen', S, 'fringe', 'ntag21x', { moneyKroner: 190 }),
  child('Åse', 'Rugbrødsen', S, 'plaits', 'ntag21x', { moneyKroner: 105 }),
  child('Anton', 'Rugbrødsen', S, 'parting', 'ntag424', { moneyKroner: 50 }),
  child('Bilal', 'Cykelsen', S, 'spikes', 'ntag21x', { moneyKroner: 135 }),
  child('Cille', 'Cykelsen', S, 'bob', 'mifare-classic', { moneyKroner: 80 }),
  child('Daniel', 'Regnbuesen', S, 'cap', 'ntag21x', { moneyKroner: 30 }),
  child('Ella', 'Regnbuesen', S, 'bun', 'ntag424', { moneyKroner: 220 }),
  child('Frida', 'Testesen', S, 'ponytail', 'ntag21x', { moneyKroner: 15 }),
  child('Hamza', 'Øvesen', S, 'short', 'ntag424', { moneyKroner: 145 }),
  child('Ingrid', 'Papfigursen', S, 'fringe', null, { moneyKroner: 0, guardianLinked: false }),
  child('Jonas', 'Papfigursen', S, 'curls', 'ntag21x', { moneyKroner: 100, cardIsBlocked: true }),
  child('Karla', 'Snemandsen', S, 'bob', 'mifare-classic', { moneyKroner: 170, limits: 'tight' }),
  child('Leyla', 'Snemandsen', S, 'headscarf', 'ntag21x', { moneyKroner: 115 }),
  child('Magnus', 'Byggeklodsen', S, 'parting', 'ntag424', { moneyKroner: 35 }),
  child('Naja', 'Byggeklodsen', S, 'long', 'ntag21x', { moneyKroner: 155 }),
];

export function demoChildName({ givenName, familyName }: DemoChild): string {
  return `${givenName} ${familyName}`;
}

function child(
  givenName: string,
  familyName: string,
  clubs: readonly DemoClubKey[],
  hair: HairStyle,
  card: DemoCardKind | null,
  special: Special,
): DemoChild {
  return {
    ...{ givenName, familyName, clubs, hair, card },
    ...{ cardIsBlocked: false, moneyKroner: 0, guardianLinked: true, limits: 'none' },
    ...special,
  };
}
