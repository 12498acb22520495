import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Presentation } from '../../contracts/presentations.ts';
import {
  openPresentation,
  type SealedPresentation,
  sealPresentation,
} from './presentation-seal.ts';

const KEY = new Uint8Array(randomBytes(32));

const SEALED: SealedPresentation = {
  presentationId: crypto.randomUUID() as SealedPresentation['presentationId'],
  tillId: `t0165${'x'.repeat(33)}` as SealedPresentation['tillId'],
  cardId: 'card-1' as NonNullable<SealedPresentation['cardId']>,
  namedReason: null,
  readAt: 1_795_000_000_000,
  expiresAt: 1_795_000_090_000,
};

describe('a sealed presentation (I12)', () => {
  it('opens with the key that sealed it, to exactly what was sealed', () => {
    expect(openPresentation(sealPresentation(SEALED, KEY), KEY)).toEqual(SEALED);
  });

  it('has the form that the contract lets through the edge', () => {
    expect(Presentation.safeParse(sealPresentation(SEALED, KEY)).success).toBe(true);
  });

  it("does not open with another account's key", () => {
    expect(openPresentation(sealPresentation(SEALED, KEY), randomBytes(32))).toBeNull();
  });

  it('does not open when any one of its characters was altered', () => {
    const text = sealPresentation(SEALED, KEY);
    for (let place = 0; place < text.length; place++) {
      const other = text[place] === 'A' ? 'B' : 'A';
      const altered = text.slice(0, place) + other + text.slice(place + 1);
      expect(openPresentation(altered, KEY), `place ${place}`).toBeNull();
    }
  });

  it('does not open with a longer life under the old seal', () => {
    const [, mac] = sealPresentation(SEALED, KEY).split('.');
    const longer = JSON.stringify({ ...SEALED, expiresAt: SEALED.expiresAt + 1 });
    const payload = Buffer.from(longer).toString('base64url');
    expect(openPresentation(`${payload}.${mac}`, KEY)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no seal', 'eyJhIjoxfQ'],
    ['an empty seal', 'eyJhIjoxfQ.'],
    ['two seals', `${sealPresentation(SEALED, KEY)}.${'A'.repeat(43)}`],
    ['an invented one', `${'A'.repeat(40)}.${'A'.repeat(43)}`],
  ])('does not open when there is %s', (_, text) => {
    expect(openPresentation(text, KEY)).toBeNull();
  });
});
