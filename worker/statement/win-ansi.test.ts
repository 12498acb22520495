import { describe, expect, it } from 'vitest';
import { fitting, textWidth, winAnsiBytes, winAnsiText } from './win-ansi.ts';

describe('a text for Helvetica', () => {
  it.each([
    ['Danish stays', 'Ærø Åse Øster æøå é ü ß', 'Ærø Åse Øster æøå é ü ß'],
    ['what print needs stays', '“Bolle” – 2 × 5 € …', '“Bolle” – 2 × 5 € …'],
    [
      'an accent that is missing is left out',
      'Žižka Ğüneş Ștefan Nguyễn',
      'Žižka Günes Stefan Nguyen',
    ],
    ['a stroke is, too', 'Łódź Đorđe ısı', 'Lódz Dorde isi'],
    ['an accent of its own joins its letter', 'A\u030ase', 'Åse'],
    ['or goes where there is no such letter', 'Ase\u030a', 'Ase'],
    ['what has no neighbour is marked', '日本', '??'],
    ['what cannot be seen is left out', 'a\u200bb\u0007c', 'abc'],
  ])('%s', (_, text, shown) => {
    expect(winAnsiText(text)).toBe(shown);
  });

  it('has one byte for each letter, the same that Windows has', () => {
    const text = winAnsiText('Køb – 12 € “Å” Žž Œœ Ÿ …');
    const bytes = Buffer.from(winAnsiBytes(text), 'latin1');
    expect(new TextDecoder('windows-1252').decode(bytes)).toBe(text);
  });

  it('ends in the same place for amounts of as many digits', () => {
    expect(textWidth('111,11', 10, false)).toBe(textWidth('789,05', 10, false));
    expect(textWidth('åéü', 10, true)).toBe(textWidth('aeu', 10, true));
  });

  it('is cut off where it would be wider', () => {
    expect(fitting('Bolle', 100, 10, false)).toBe('Bolle');
    const cut = fitting('Bolle med ost og skinke og salat', 80, 10, false);
    expect(cut).toMatch(/^Bolle med.*…$/);
    expect(textWidth(cut, 10, false)).toBeLessThanOrEqual(80);
  });
});
