// What a screen says of an answer that was not a success: the problem in words, or that nobody can be reached.
import type { Language } from '../ui/language.ts';
import type { Answer } from './api.ts';
import { words } from './words.ts';
import { problemWords } from './words-of-problems.ts';

export function answerWords(answer: Answer<unknown>, language: Language): string {
  switch (answer.kind) {
    case 'ok':
      return '';
    case 'unreachable':
      return words.value.unreachable;
    case 'problem': {
      const { title, advice } = problemWords(answer.problem, language);
      return `${title}. ${advice}`;
    }
  }
}
