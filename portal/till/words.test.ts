import { afterEach, describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { PROBLEMS, type ProblemCode, problemOf } from '../../contracts/problems.ts';
import { language } from '../ui/language.ts';
import { saidAlike } from '../ui/testing/texts-of.ts';
import { words } from './words.ts';
import { problemWords } from './words-of-problems.ts';

afterEach(() => {
  language.value = 'da';
});

describe('the words of the till', () => {
  test('are other words in the other language', () => {
    // A PIN is a PIN, and an arrow an arrow.
    expect(new Set(saidAlike(words))).toEqual(new Set(['PIN', 'fact: fact → fact']));
  });

  test('count one and many as each language does', () => {
    expect(words.value.cart.pieces(1)).toBe('1 vare');
    expect(words.value.child.boughtAgo(2)).toBe('Købte for 2 minutter siden');
    language.value = 'en';
    expect(words.value.cart.pieces(1)).toBe('1 item');
    expect(words.value.child.boughtAgo(1)).toBe('Bought 1 minute ago');
  });
});

describe('the words for problems', () => {
  const CODES = Object.keys(PROBLEMS) as ProblemCode[];
  const said = (code: ProblemCode, spoken: 'da' | 'en') => {
    const { title, advice } = problemWords(problemOf({ code }, 'once'), spoken);
    return `${title}. ${advice}`;
  };

  test('exist for every code in both languages, and never show the code itself', () => {
    for (const code of CODES) {
      expect(said(code, 'da').length, code).toBeGreaterThan(8);
      expect(said(code, 'en'), code).not.toBe(said(code, 'da'));
      expect(said(code, 'da'), code).not.toContain(code);
    }
  });

  test('tell nobody at the counter of money, balance or limits', () => {
    for (const code of CODES) {
      expect(said(code, 'da'), code).not.toMatch(/saldo|dækning|penge|grænse|begræns|forælder/i);
      expect(said(code, 'en'), code).not.toMatch(/balance|\bfunds?\b|money|limit|parent/i);
    }
  });

  test('refuse kindly: "Ikke denne i dag"', () => {
    expect(problemWords(problemOf({ code: 'not_today' }, 'once'), 'da').title).toBe(
      'Ikke denne i dag',
    );
  });

  test('name the cap, the tries left and how long to wait', () => {
    const cap = problemOf({ code: 'presentation_cap', capOre: ore(5000) }, 'once');
    expect(problemWords(cap, 'da').advice).toContain('50,00\u00a0kr.');
    expect(problemWords(cap, 'en').advice).toContain('DKK\u00a050.00');
    const pin = problemOf({ code: 'pin_wrong', triesLeft: 1 }, 'once');
    expect(problemWords(pin, 'da').advice).toBe('Prøv igen. 1 forsøg tilbage.');
    expect(problemWords(pin, 'en').advice).toBe('Try again. 1 try left.');
    const wait = problemOf({ code: 'too_many_tries', retryAfterMs: 61_000 }, 'once');
    expect(problemWords(wait, 'da').advice).toBe('Vent 2 min., og prøv igen.');
  });

  test('quote the occurrence when the mistake is ours', () => {
    const ours = problemOf({ code: 'internal_error' }, '4f1c');
    expect(problemWords(ours, 'da').advice).toContain('Fejlnr. 4f1c');
  });
});
