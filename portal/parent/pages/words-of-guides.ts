// The texts around the guides. The guides themselves stand in guides-in-<language>.ts.
import { computed, type ReadonlySignal } from '@preact/signals';
import { type Language, language, wordsIn } from '../../ui/language.ts';
import type { Guides } from './guide-names.ts';
import { danish } from './guides-in-danish.ts';
import { english } from './guides-in-english.ts';

const da = {
  title: 'Vejledninger',
  lead: 'Kort sagt, hvordan du gør. Du behøver ikke at være logget på.',
  groups: {
    begin: 'Når I begynder',
    money: 'Penge og forbrug',
    card: 'Kortet',
    family: 'Jer og jeres adgang',
  },
  all: 'Alle vejledninger',
  next: 'Læs også',
};

const en: typeof da = {
  title: 'Guides',
  lead: 'In short, what to do. You need not be logged on.',
  groups: {
    begin: 'When you begin',
    money: 'Money and spending',
    card: 'The card',
    family: 'You and your access',
  },
  all: 'All guides',
  next: 'Read also',
};

export const words = wordsIn({ da, en });

export const GUIDES: Readonly<Record<Language, Guides>> = { da: danish, en: english };

export const guides: ReadonlySignal<Guides> = computed(() => GUIDES[language.value]);
