// Why an automatic top-up does not run, as a parent reads it.
import { expect, test } from 'vitest';
import type { AutoTopUpHeld } from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import { heldSentence } from './held-words.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const CAP: AutoTopUpHeld = {
  ...{ because: 'monthly_cap', usedOre: ore(350_00), mostOre: ore(400_00) },
  until: '2026-11-30T23:00:00.000Z',
};
const FUSE: AutoTopUpHeld = {
  ...{ because: 'daily_fuse', times: 3, since: '2026-11-20T12:57:00.000Z' },
  until: '2026-11-21T12:57:00.000Z',
};
const said = (held: AutoTopUpHeld, language: 'da' | 'en') =>
  heldSentence(held, NOW, language).replaceAll('\u00a0', ' ');

test('a cap is told with what is used, and from which day on it runs again', () => {
  expect(said(CAP, 'da')).toBe(
    'Der er brugt 350 kr. af højst 400 kr. om måneden, og der er ikke plads til en optankning mere. Næste gang er tidligst 1. december. Imens kan du selv sætte penge ind.',
  );
  expect(said(CAP, 'en')).toContain('DKK 350 of at most DKK 400 a month is used');
});

test('the fuse is told with how often, since when, and until when', () => {
  expect(said(FUSE, 'da')).toBe(
    'Automatisk optankning har sat penge ind, eller prøvet på det, 3 gange siden i går kl. 13.57. Flere gange kører den ikke på et døgn. Næste gang er tidligst i dag kl. 13.57. Imens kan du selv sætte penge ind.',
  );
  expect(said({ ...FUSE, times: 1 }, 'en')).toContain('or tried to, once since yesterday, 13:57.');
});
