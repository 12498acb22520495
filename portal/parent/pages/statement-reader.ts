// What the statement's page shows, as it is read: a first page, older ones after it, and again when the
// account has changed. What is shown stays until something newer is there; a late answer to an older
// question is void.
import { signal } from '@preact/signals';
import { Statement, type StatementLine } from '../../../contracts/statement.ts';
import { type Answer, call } from '../api.ts';
import type { Failure } from '../problem-notice.tsx';
import type { LoadState } from '../use-loaded.ts';
import { type Choices, statementTarget } from './statement-address.ts';

export class StatementReader {
  readonly shown = signal<LoadState<Statement>>({ kind: 'loading' });
  /** True while what is shown is not yet what was asked for. */
  readonly isBusy = signal(false);
  readonly moreFailure = signal<Failure | null>(null);
  readonly #accountId: string;
  #choices: Choices | null = null;
  #question = 0;

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  async read(choices: Choices): Promise<void> {
    this.#choices = choices;
    const answer = await this.#ask();
    if (answer) this.shown.value = answer;
  }

  /** Older pages that are shown stay: only what is new comes to them. */
  async refresh(): Promise<void> {
    const answer = await this.#ask();
    const { value: shown } = this.shown;
    if (answer?.kind === 'ok' && shown.kind === 'ok') {
      const fresh = answer.value;
      const value = hasGap(fresh, shown.value) ? fresh : joined(fresh, shown.value);
      this.shown.value = { kind: 'ok', value };
    } else if (answer && (answer.kind !== 'unreachable' || shown.kind !== 'ok')) {
      this.shown.value = answer;
    }
  }

  async readMore(): Promise<void> {
    const { value: shown } = this.shown;
    if (shown.kind !== 'ok' || shown.value.next === null || this.isBusy.value) return;
    const answer = await this.#ask(shown.value.next);
    if (!answer) return;
    this.moreFailure.value = answer.kind === 'ok' ? null : answer;
    if (answer.kind !== 'ok') return;
    this.shown.value = { kind: 'ok', value: joined(shown.value, answer.value) };
  }

  async #ask(before?: number): Promise<Answer<Statement> | null> {
    if (!this.#choices) return null;
    this.#question += 1;
    const question = this.#question;
    this.isBusy.value = true;
    this.moreFailure.value = null;
    const target = statementTarget(this.#accountId, this.#choices, before);
    const answer = await call({ method: 'GET', target, answer: Statement });
    if (question !== this.#question) return null;
    this.isBusy.value = false;
    return answer;
  }
}

/** The newer answer's sums and lines, followed by the older one's lines that it has not. */
function joined(newer: Statement, older: Statement): Statement {
  const known = new Set(newer.lines.map(({ sequence }) => sequence));
  const rest: StatementLine[] = older.lines.filter(({ sequence }) => !known.has(sequence));
  return { ...newer, lines: [...newer.lines, ...rest], next: older.next };
}

/** More came meanwhile than one page holds: what lies between is not known. */
function hasGap(newer: Statement, older: Statement): boolean {
  if (newer.next === null) return false;
  const known = new Set(older.lines.map(({ sequence }) => sequence));
  return !newer.lines.some(({ sequence }) => known.has(sequence));
}
