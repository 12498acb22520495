// What the end of a provider's page does to its rule: in force from now on, not approved, stopped by its customer,
// its card soon at its end. Each inside the caller's transaction. Absent: the provider (agreement-desk.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { StoredMethod } from '../payments/payment-provider.ts';
import type { Agreement } from './agreement-store.ts';
import type { AutoTopUpLooks, LookDoors } from './auto-top-up-looks.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import type { TakenBack } from './decide-charge-return.ts';
import type { RuleNews } from './rule-news.ts';

export class RuleApprovals {
  readonly #looks: AutoTopUpLooks;
  readonly #news: RuleNews;
  readonly #doors: Pick<LookDoors, 'rules' | 'agreements'>;

  constructor(
    looks: AutoTopUpLooks,
    news: RuleNews,
    doors: Pick<LookDoors, 'rules' | 'agreements'>,
  ) {
    this.#looks = looks;
    this.#news = news;
    this.#doors = doors;
  }

  /** False where nobody wants it any more: the rule is gone, or another page was asked for since. */
  approved(agreement: Agreement, agreementId: string, now: number): boolean {
    const { rules, agreements } = this.#doors;
    const rule = this.#live(agreement);
    if (rule?.askedNumber !== agreement.number) return false;
    const before =
      rule.agreementNumber === null ? null : agreements.agreement(rule.agreementNumber);
    if (before?.state === 'active') {
      // A renewal keeps its id: what is in force is not stopped.
      if (before.agreementId === agreementId) agreements.end(before.number, 'renewed', now);
      else agreements.putStopping(before.number, null, now);
    }
    const { dayOfMonth } = agreement.terms;
    if (dayOfMonth !== null && dayOfMonth !== rule.terms?.dayOfMonth) {
      rules.putDoneDay(rule.ruleId, this.#looks.standing.doneWhenMade(dayOfMonth, now));
    }
    const isChange = JSON.stringify(rule.terms) !== JSON.stringify(agreement.terms);
    if (isChange) this.#news.tellChange(rule, rule.terms === null ? 'made' : 'changed', now);
    rules.putInForce(rule.ruleId, agreement.number, agreement.terms);
    this.#looks.look(now);
    return true;
  }

  /** What was in force stays so; a rule that never was is paused, and mended by another page. */
  notApproved(agreement: Agreement, because: string, now: number): void {
    const rule = this.#live(agreement);
    if (rule?.askedNumber !== agreement.number) return;
    if (rule.terms !== null) this.#doors.rules.putAsked(rule.ruleId, null);
    // Whoever closed the page knows of it.
    else if (because === 'not_approved') this.#doors.rules.pause(rule.ruleId, because);
    else this.#news.pause(rule, because, now);
  }

  stoppedByCustomer(agreement: Agreement, now: number): void {
    const rule = this.#live(agreement);
    if (rule?.agreementNumber === agreement.number) {
      this.#news.pause(rule, 'agreement_stopped', now);
    }
  }

  /** Only of the method in force, or that comes into force with this. */
  endsSoon(agreement: Agreement, method: StoredMethod, now: number): void {
    const rule = this.#live(agreement);
    if (rule?.agreementNumber !== agreement.number) return;
    const { ruleId, guardianId: payer } = rule;
    const facts = { payer, ruleId, endsAtEndOf: method.expiresAtEndOf };
    this.#news.tell(now, 'method_ends', facts);
  }

  /** A charge was taken back or given back: nothing more is taken by itself until its guardian has seen to it. */
  takenBack(guardianId: GuardianId, because: TakenBack, now: number): void {
    for (const rule of this.#doors.rules.rules()) {
      if (rule.guardianId === guardianId) this.#news.pause(rule, because, now);
    }
  }

  #live({ ruleId }: Agreement): StoredRule | null {
    const rule = this.#doors.rules.rule(ruleId);
    return rule === null || rule.endedAt !== null ? null : rule;
  }
}
