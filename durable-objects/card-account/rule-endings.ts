// The ends of standing rules, and of pages that nobody is to approve any more. Each inside the caller's
// transaction: at once for us, and for the providers as soon as they have heard (agreement-desk.ts).
import type { AgreementStore } from './agreement-store.ts';
import type { AutoTopUpStore, EndOfRule, StoredRule } from './auto-top-up-store.ts';
import type { OrderedChargeStore } from './ordered-charge-store.ts';
import type { Books } from './settle.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface EndingDoors {
  readonly books: () => Books;
  readonly attempts: TopUpStore;
  readonly rules: AutoTopUpStore;
  readonly ordered: OrderedChargeStore;
  readonly agreements: AgreementStore;
}

export class RuleEndings {
  readonly #doors: EndingDoors;

  constructor(doors: EndingDoors) {
    this.#doors = doors;
  }

  end(rule: StoredRule, because: EndOfRule, now: number): void {
    const { rules, agreements } = this.#doors;
    rules.end(rule.ruleId, because, now);
    this.dropAsked(rule, now);
    if (rule.agreementNumber !== null) {
      const inForce = agreements.agreement(rule.agreementNumber);
      if (inForce?.state === 'active') agreements.putStopping(inForce.number, null, now);
    }
    this.dropUnbegun(rule);
  }

  /** Charges that no provider has heard of: what is due is ordered anew, by what is in force then. */
  dropUnbegun({ ruleId }: StoredRule): void {
    const { attempts, ordered } = this.#doors;
    for (const number of ordered.unbegunCharges()) {
      if (attempts.attempt(number)?.ruleId === ruleId) attempts.end(number, 'cancelled', 'by_us');
    }
  }

  /** Nobody is to approve that page any more. */
  dropAsked(rule: StoredRule, now: number): void {
    const { attempts, rules, agreements } = this.#doors;
    const asked = rule.askedNumber === null ? null : agreements.agreement(rule.askedNumber);
    rules.putAsked(rule.ruleId, null);
    if (asked?.state === 'waiting') agreements.putStopping(asked.number, null, now);
    if (asked?.state !== 'created') return;
    // Its page never opened, and nobody has its address.
    agreements.end(asked.number, 'by_us', now);
    if (attempts.attempt(asked.number)?.state === 'created') {
      attempts.end(asked.number, 'cancelled', 'by_us');
    }
  }

  /** The rules of guardians who are linked no more, or whose child has come of age. */
  endThoseOfTheGone(now: number): void {
    const { links, child } = this.#doors.books().account;
    const isOfAge = child.adultAt !== null && child.adultAt <= now;
    for (const rule of this.#doors.rules.rules()) {
      const held = links.filter(
        ({ guardianId, until }) =>
          guardianId === rule.guardianId && (until === null || now < until),
      );
      if (held.length === 0) this.end(rule, 'link_ended', now);
      else if (isOfAge && !held.some(({ rights }) => rights === 'self')) {
        this.end(rule, 'child_of_age', now);
      }
    }
  }
}
