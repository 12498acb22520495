// What guardians are told of their standing rules, and the pause that is always told. Each inside the caller's
// transaction. Absent: why (rule-settling.ts, rule-approvals.ts), and who hears it (notice-content.ts).
import type { Notice } from './account-store.ts';
import type { AutoTopUpStore, StoredRule } from './auto-top-up-store.ts';
import { causeOfPause } from './cause-of-pause.ts';
import { isGraver, mendOf } from './decide-auto-top-up.ts';
import type { Books } from './settle.ts';

export interface NewsDoors {
  readonly books: () => Books;
  readonly rules: AutoTopUpStore;
}

export class RuleNews {
  readonly #doors: NewsDoors;

  constructor(doors: NewsDoors) {
    this.#doors = doors;
  }

  /**
   * It stops until it is mended, and its guardian is told why and what helps. One that is paused already stays so for
   * its first cause, unless the new one is graver: a charge that the bank took back is not to be tried again by a button.
   */
  pause(rule: StoredRule, because: string, now: number): void {
    const { pausedBecause, endedAt } = rule;
    if (endedAt !== null) return;
    if (pausedBecause !== null && !isGraver(because, pausedBecause)) return;
    this.#doors.rules.pause(rule.ruleId, because);
    const { ruleId, guardianId: payer } = rule;
    this.tell(now, 'auto_top_up_paused', {
      ...{ payer, ruleId, because: causeOfPause(because), mend: mendOf(because) },
    });
  }

  /** The other guardians of the child, and its own. */
  tellChange(rule: StoredRule, change: 'made' | 'changed' | 'deleted', now: number): void {
    this.tell(now, 'auto_top_up_changed', { change, by: rule.guardianId });
  }

  tell(
    at: number,
    kind: 'auto_top_up_paused' | 'auto_top_up_changed' | 'method_ends' | 'top_up_failed',
    facts: Notice['facts'],
  ): void {
    this.#doors.books().store.insertNotice({ at, kind, facts });
  }
}
