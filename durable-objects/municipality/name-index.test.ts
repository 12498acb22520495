import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../contracts/ids.ts';
import { NameIndex } from './name-index.ts';

const NAMES = [
  'Åse Prøvesen',
  'Aske Prøvesen',
  'Émile Testesen',
  'Emil Testesen',
  'Øjvind Ærlig',
  'Oline Testesen',
  'Anne-Grete Opdigtet',
];

const index = new NameIndex(
  NAMES.map((name, number) => ({ childId: `child-${number}` as PersonId, name })),
);

function found(query: string, most = 8): string[] {
  return index.find(query, most).map(({ name }) => name);
}

describe('the search by name', () => {
  it('finds by the beginning of any word, whatever the case', () => {
    expect(found('OLI')).toEqual(['Oline Testesen']);
    expect(found('opd')).toEqual(['Anne-Grete Opdigtet']);
  });

  it('finds by the part after a hyphen', () => {
    expect(found('gre')).toEqual(['Anne-Grete Opdigtet']);
  });

  it('does not find by the middle of a word', () => {
    expect(found('line')).toEqual([]);
  });

  it('does not care for accents', () => {
    expect(found('emil')).toEqual(['Emil Testesen', 'Émile Testesen']);
    expect(found('émil')).toEqual(['Emil Testesen', 'Émile Testesen']);
  });

  it('takes æ, ø and å for letters of their own, however they are composed', () => {
    expect(found('as')).toEqual(['Aske Prøvesen']);
    expect(found('ås')).toEqual(['Åse Prøvesen']);
    expect(found('a\u030Ase')).toEqual(['Åse Prøvesen']);
    expect(found('oj')).toEqual([]);
    expect(found('øj ær')).toEqual(['Øjvind Ærlig']);
  });

  it('wants each word of the query to begin a word of the name', () => {
    expect(found('emil test')).toEqual(['Emil Testesen', 'Émile Testesen']);
    expect(found('emil prøv')).toEqual([]);
  });

  it('sorts as a Danish list does, å last', () => {
    expect(found('prøv')).toEqual(['Aske Prøvesen', 'Åse Prøvesen']);
  });

  it('gives no more than it was asked for', () => {
    expect(found('te', 2)).toHaveLength(2);
  });

  it.each(['--', '- -', '  ', '\u0301\u0301', 'e-'])(
    'finds nobody by %j, which has no two letters',
    (query) => {
      expect(found(query)).toEqual([]);
    },
  );
});
