import { afterEach, describe, expect, test } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { PROBLEMS, type ProblemCode, problemOf } from '../../contracts/problems.ts';
import { language } from '../ui/language.ts';
import { saidAlike, textsOf } from '../ui/testing/texts-of.ts';
import { words as cardPage } from './pages/words-of-card.ts';
import { words as contact } from './pages/words-of-contact.ts';
import { words as guides } from './pages/words-of-guides.ts';
import { words as inbox } from './pages/words-of-inbox.ts';
import { words as limits } from './pages/words-of-limits.ts';
import { words as linkChild } from './pages/words-of-link-child.ts';
import { words as login } from './pages/words-of-login.ts';
import { words as me } from './pages/words-of-me.ts';
import { words as overview } from './pages/words-of-overview.ts';
import { words as payingIn } from './pages/words-of-paying-in.ts';
import { words as automaticTopUp } from './pages/words-of-paying-in-automatic.ts';
import { words as automaticTopUpForm } from './pages/words-of-paying-in-automatic-form.ts';
import { words as automaticTopUpTrouble } from './pages/words-of-paying-in-automatic-trouble.ts';
import { words as statement } from './pages/words-of-statement.ts';
import { words } from './words.ts';
import { cardWords } from './words-of-cards.ts';
import { problemWords } from './words-of-problems.ts';

afterEach(() => {
  language.value = 'da';
});

const DICTIONARIES = {
  contact,
  guides,
  inbox,
  me,
  statement,
  words,
  cardWords,
  cardPage,
  limits,
  linkChild,
  login,
  overview,
  payingIn,
  automaticTopUp,
  automaticTopUpForm,
  automaticTopUpTrouble,
};

describe('the words of the portal', () => {
  test.each(Object.entries(DICTIONARIES))(
    'are other words in the other language: %s',
    (_, said) => {
      // Some words are the same in both.
      const alike = [
        'Menu',
        'Cookies',
        'E-mail',
        'MobilePay',
        'Reference: fact',
        'fact, fact',
        ' for fact',
      ];
      expect(saidAlike(said).filter((text) => !alike.includes(text))).toEqual([]);
    },
  );

  test('never ask with "venligst", as public Danish does not', () => {
    for (const said of Object.values(DICTIONARIES)) {
      expect(textsOf(said.value).join(' ')).not.toMatch(/venligst/i);
    }
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
      expect(said(code, 'da').length, code).toBeGreaterThan(15);
      expect(said(code, 'en'), code).not.toBe(said(code, 'da'));
      expect(said(code, 'da'), code).not.toContain(code);
    }
  });

  test('say what is missing, what is left and how long to wait', () => {
    const poor = problemOf({ code: 'not_enough_money', missingOre: ore(1300) }, 'once');
    expect(problemWords(poor, 'da').advice).toContain('13,00\u00a0kr.');
    const price = problemOf({ code: 'price_changed', feeOre: ore(3000) }, 'once');
    expect(problemWords(price, 'en').advice).toContain('DKK\u00a030.00');
    const wrong = (triesLeft: number) =>
      problemWords(problemOf({ code: 'link_code_wrong', triesLeft }, 'once'), 'da').advice;
    expect(wrong(4)).toContain('4 forsøg');
    expect(wrong(1)).toContain('1 forsøg');
    expect(wrong(0)).toContain('Bed klubben om en ny');
    const room = problemOf({ code: 'too_many_tries', retryAfterMs: 1, isOfRoom: true }, 'once');
    expect(problemWords(room, 'da').advice).toContain('forældre');
    expect(problemWords(room, 'en').advice).toContain('parents');
    const wait = problemOf({ code: 'too_many_tries', retryAfterMs: 61_000 }, 'once');
    expect(problemWords(wait, 'da').advice).toBe('Vent 2 min., og prøv igen.');
    const long = problemOf({ code: 'too_many_tries', retryAfterMs: 86_400_000 }, 'once');
    expect(problemWords(long, 'da').advice).toBe('Vent 24 timer, og prøv igen.');
    expect(problemWords(long, 'en').advice).toBe('Wait 24 hours and try again.');
  });

  test('quote the occurrence when the mistake is ours', () => {
    const ours = problemOf({ code: 'internal_error' }, '4f1c');
    expect(problemWords(ours, 'da').advice).toContain('Fejlnr. 4f1c');
  });
});
