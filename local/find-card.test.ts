import { expect, test } from 'vitest';
import { findCard } from './find-card.ts';

const card = (name: string, uid: string) => ({ name, uid, kind: 'ntag21x' as const });
const demo = {
  cards: [
    card('Alma Testesen', '04000000000001'),
    card('Alma Prøvesen', '04000000000002'),
    card('Åse Øvesen', '04000000000003'),
    card('Bo', '04000000000004'),
    card('Bodil Testesen', '04000000000005'),
  ],
  childrenWithoutCard: ['Carl Uden'],
};

test.each([
  ['Alma Testesen', '04000000000001'],
  ['  alma   testesen ', '04000000000001'],
  ['ALMA P', '04000000000002'],
  ['åse ø', '04000000000003'],
])('"%s" finds one child', (typed, uid) => {
  expect(findCard(demo, typed).uid).toBe(uid);
});

test('a whole name wins over the longer ones that begin with it', () => {
  expect(findCard(demo, 'bo').uid).toBe('04000000000004');
});

test('a beginning that several share lists them', () => {
  expect(() => findCard(demo, 'alma')).toThrow(
    '"alma" fits several: Alma Prøvesen, Alma Testesen.',
  );
});

test.each(['Dorte', '', '  '])('"%s" is nobody, and the children are listed', (typed) => {
  expect(() => findCard(demo, typed)).toThrow(/No child in the demo.*Alma Prøvesen.*Carl Uden/);
});

test('a child without a card is told apart from no child', () => {
  expect(() => findCard(demo, 'carl')).toThrow(/Carl Uden has no card/);
});
