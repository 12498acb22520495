// Why something asked of the server did not happen, in words and with what to do: a refusal, or no
// connection. The code of a problem is never shown.
import type { ComponentChildren } from 'preact';
import { language } from '../ui/language.ts';
import type { Answer } from './api.ts';
import { Notice } from './notice.tsx';
import { words } from './words.ts';
import { problemWords } from './words-of-problems.ts';

export type Failure = Exclude<Answer<unknown>, { kind: 'ok' }>;

interface ProblemNoticeProperties {
  readonly failure: Failure;
  readonly children?: ComponentChildren;
}

export function ProblemNotice({ failure, children }: ProblemNoticeProperties) {
  const { title, advice } = failureWords(failure);
  return (
    <Notice kind={failure.kind === 'problem' ? 'error' : 'warning'} title={title} alert>
      <p>{advice}</p>
      {children}
    </Notice>
  );
}

export function failureWords(failure: Failure): { title: string; advice: string } {
  if (failure.kind === 'problem') return problemWords(failure.problem, language.value);
  return words.value.unreachable[failure.because];
}
