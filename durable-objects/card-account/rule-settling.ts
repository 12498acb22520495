// What the end of a charge does to the rule that ordered it, or its want of an answer: inside the transaction that
// settles the attempt. Absent: what it does to the attempt and the books (top-up-settling.ts), and looking for what
// is due then (auto-top-up-looks.ts).
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import type { AgreementStore } from './agreement-store.ts';
import type { AutoTopUpStore, StoredRule } from './auto-top-up-store.ts';
import { causeOfPause } from './cause-of-pause.ts';
import { DAY_MS, ruleAfterDecline } from './decide-auto-top-up.ts';
import { isOpen, type TopUpAttempt } from './decide-top-up-attempt.ts';
import { retryAfterPress } from './mend-of-rule.ts';
import type { RuleNews } from './rule-news.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface RuleSettlingDoors {
  readonly attempts: TopUpStore;
  readonly rules: AutoTopUpStore;
  readonly agreements: AgreementStore;
  /** Whatever is due now. */
  readonly look: (now: number) => void;
  /** When to look again, and no look. */
  readonly keepLookAt: (now: number) => void;
}

export class RuleSettling {
  readonly #doors: RuleSettlingDoors;
  readonly #news: RuleNews;

  constructor(doors: RuleSettlingDoors, news: RuleNews) {
    this.#doors = doors;
    this.#news = news;
  }

  settled(before: TopUpAttempt, outcome: PaymentOutcome, now: number): void {
    const { attempts, rules } = this.#doors;
    if (before.way !== 'agreement_charge' || before.ruleId === null) return;
    if (isBeyondAsking(outcome) && now >= before.createdAt + DAY_MS) {
      attempts.leaveToPerson(before.number);
    }
    const rule = rules.rule(before.ruleId);
    const after = attempts.known(before.number);
    if (rule === null || rule.endedAt !== null) return;
    if (outcome.kind === 'unknown') this.#tellOfSilence(after, now);
    if (after.state === before.state && outcome.kind !== 'mismatch') {
      if (after.needsPerson && !before.needsPerson) this.#doors.look(now);
      return;
    }
    if (after.state === 'credited') {
      if (before.forDay !== null) rules.putDoneDay(rule.ruleId, before.forDay);
      if (rule.pausedBecause === null) rules.clear(rule.ruleId);
    } else if (after.because === 'refunded_elsewhere') {
      this.#news.pause(rule, 'refunded_elsewhere', now);
    } else if (after.state === 'declined' || outcome.kind === 'mismatch') {
      this.#afterDecline(rule, before, outcome, now);
    }
    // No credit starts another; what was never sent, or came to nothing, leaves the turn to who is due.
    const isDropped = after.state === 'cancelled' && after.because === 'by_us';
    const isUnsent = (before.state === 'created' || isDropped) && after.cancelledAt === null;
    const isLeftToOthers = after.state === 'declined' || isUnsent;
    if (isLeftToOthers && after.state !== 'credited') this.#doors.look(now);
    else this.#doors.keepLookAt(now);
  }

  #afterDecline(rule: StoredRule, attempt: TopUpAttempt, outcome: PaymentOutcome, now: number) {
    const { rules, agreements } = this.#doors;
    const change = ruleAfterDecline(rule.softDeclines, outcome, now);
    if (change.kind === 'retry') {
      const because = causeOfPause(change.because);
      const at = retryAfterPress(rule.press, change.at, now);
      rules.putRetry(rule.ruleId, change.softDeclines, at);
      if (!this.#news.isSeen('top_up_failed', rule, because, now)) {
        this.#tellFailed(attempt, because, now);
      }
    }
    if (change.kind !== 'pause') return;
    this.#news.pauseAfterDecline(rule, change.because, now);
    if (change.because === 'agreement_stopped' && attempt.agreementNumber !== null) {
      agreements.end(attempt.agreementNumber, 'stopped', now);
    }
  }

  /** Nothing has failed yet, but money that was to come has not come for a day. A person's look is told apart. */
  #tellOfSilence(attempt: TopUpAttempt, now: number): void {
    if (!isOpen(attempt) || attempt.needsPerson || now < attempt.createdAt + DAY_MS) return;
    if (this.#doors.attempts.tellWaitOnce(attempt.number))
      this.#tellFailed(attempt, 'no_answer', now);
  }

  #tellFailed(attempt: TopUpAttempt, because: string, now: number): void {
    const { topUpId, amountOre, guardianId: payer } = attempt;
    this.#news.tell(now, 'top_up_failed', {
      topUpId,
      amountOre,
      because,
      isAutomatic: true,
      payer,
    });
  }
}

/** Only ordering it again would tell, and nobody wants that any more: a person looks, and no other rule waits for it. */
function isBeyondAsking(outcome: PaymentOutcome): boolean {
  return outcome.kind === 'unknown' && outcome.because === 'only_repeating_would_tell';
}
