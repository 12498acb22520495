import { expect, it } from 'vitest';
import { seal, unseal } from './edge-seal.ts';

const KEY = Buffer.from('k'.repeat(32)).toString('base64');
const ANOTHER_KEY = Buffer.from('a'.repeat(32)).toString('base64');

it('gives back what was sealed, which nobody else can read', () => {
  const sealed = seal('id-token', 'Åse', KEY);
  expect(unseal('id-token', sealed, KEY)).toBe('Åse');
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('se');
  expect(seal('id-token', 'Åse', KEY)).not.toEqual(sealed);
});

it('does not open for another purpose or key', () => {
  const sealed = seal('id-token', 'token', KEY);
  expect(unseal('pending-login', sealed, KEY)).toBeNull();
  expect(unseal('id-token', sealed, ANOTHER_KEY)).toBeNull();
});

it('does not open when any byte of it was changed, or some are missing', () => {
  const sealed = seal('id-token', 'token', KEY);
  for (const index of sealed.keys()) {
    const altered = sealed.with(index, (sealed[index] ?? 0) ^ 1);
    expect(unseal('id-token', altered, KEY)).toBeNull();
  }
  for (const length of [0, 11, 27, sealed.length - 1]) {
    expect(unseal('id-token', sealed.slice(0, length), KEY)).toBeNull();
  }
});
