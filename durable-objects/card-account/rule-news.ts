// What guardians are told of their standing rules, and the pause that is told. Each inside the caller's
// transaction. Absent: why (rule-settling.ts, rule-approvals.ts), and who hears it (notice-content.ts).
import type { Notice } from './account-store.ts';
import type { AutoTopUpStore, StoredRule } from './auto-top-up-store.ts';
import { causeOfPause } from './cause-of-pause.ts';
import { isGraver, mendOf } from './decide-auto-top-up.ts';
import type { Books } from './settle.ts';

const HOUR_MS = 3_600_000;

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
    this.#pause(rule, because, now, false);
  }

  /** As `pause`; what its guardian's press only brought about again is seen on the page. */
  pauseAfterDecline(rule: StoredRule, because: string, now: number): void {
    const isSeen = this.isSeen('auto_top_up_paused', rule, causeOfPause(because), now);
    this.#pause(rule, because, now, isSeen);
  }

  /** Its guardian pressed, and it failed for the cause that was told within the hour. */
  isSeen(
    kind: 'auto_top_up_paused' | 'top_up_failed',
    { press, guardianId }: StoredRule,
    because: string,
    now: number,
  ): boolean {
    const { store } = this.#doors.books();
    return press !== null && store.wasTold(kind, guardianId, because, now - HOUR_MS);
  }

  #pause(rule: StoredRule, because: string, now: number, isSeen: boolean): void {
    const { pausedBecause, endedAt } = rule;
    if (endedAt !== null) return;
    if (pausedBecause !== null && !isGraver(because, pausedBecause)) return;
    this.#doors.rules.pause(rule.ruleId, because);
    if (isSeen) return;
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
