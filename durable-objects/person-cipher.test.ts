import { describe, expect, it } from 'vitest';
import { decryptText, encryptText, newPersonKey } from './person-cipher.ts';

const KEY = newPersonKey();
const CHILD = 'child-1';

describe('a personal field', () => {
  it('opens with the key, the person and the field that it was closed with', () => {
    const stored = encryptText(KEY, CHILD, 'name', 'Åse Prøvesen');
    expect(decryptText(KEY, CHILD, 'name', stored)).toBe('Åse Prøvesen');
  });

  it('does not open with another key, for another person, or as another field', () => {
    const stored = encryptText(KEY, CHILD, 'name', 'Åse Prøvesen');
    expect(() => decryptText(newPersonKey(), CHILD, 'name', stored)).toThrow();
    expect(() => decryptText(KEY, 'child-2', 'name', stored)).toThrow();
    expect(() => decryptText(KEY, CHILD, 'reason', stored)).toThrow();
  });

  it('does not open when any one of its bytes was altered', () => {
    const stored = encryptText(KEY, CHILD, 'name', 'Åse');
    for (let place = 0; place < stored.length; place++) {
      const altered = stored.map((byte, index) => (index === place ? byte ^ 1 : byte));
      expect(() => decryptText(KEY, CHILD, 'name', altered), `byte ${place}`).toThrow();
    }
  });

  it('is never closed twice to the same bytes', () => {
    const stored = Array.from({ length: 50 }, () =>
      Buffer.from(encryptText(KEY, CHILD, 'name', 'Åse')).toString('hex'),
    );
    expect(new Set(stored).size).toBe(50);
  });
});
