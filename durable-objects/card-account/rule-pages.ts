// Leads a guardian to a provider's page: what is to be approved there is written before anybody is told of it, with
// the first top-up that is paid in the same step. Inside the caller's transaction. Absent: the provider
// (agreement-desk.ts), and whether it may be asked (decide-rule-change.ts).
import type { AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AccountId, TopUpId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { paymentReference } from '../payments/payment-reference.ts';
import type { Agreement } from './agreement-store.ts';
import type { PutAutoTopUpCommand } from './auto-top-up-commands.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import { nextAskAt } from './decide-top-up-attempt.ts';
import type { EndingDoors, RuleEndings } from './rule-endings.ts';

export type Page = Pick<PutAutoTopUpCommand, 'language' | 'returnAddress' | 'manageAddress'>;

export interface PageDoors extends EndingDoors {
  readonly accountId: AccountId;
}

export interface PageWish {
  readonly terms: AutoTopUpTerms;
  readonly consentNumber: number;
  readonly firstTopUpOre: Ore | null;
}

export class RulePages {
  readonly #doors: PageDoors;
  readonly #endings: RuleEndings;

  constructor(doors: PageDoors, endings: RuleEndings) {
    this.#doors = doors;
    this.#endings = endings;
  }

  ask(rule: StoredRule, wish: PageWish, page: Page, now: number): void {
    const { accountId, attempts, agreements, rules } = this.#doors;
    const { ruleId, guardianId } = rule;
    const { provider } = wish.terms;
    const number = attempts.nextNumber();
    const reference = paymentReference(accountId, number);
    const { language, returnAddress, manageAddress } = page;
    const inForce = this.#agreement(rule.agreementNumber);
    const isRenewal = inForce?.state === 'active' && inForce.provider === provider;
    const common = { number, reference, ruleId, provider, language, returnAddress };
    agreements.insert({
      ...{ ...common, ...wish, manageAddress, since: now, nextAskAt: nextAskAt(now, now) },
      renewsAgreementId: isRenewal ? inForce.agreementId : null,
    });
    if (wish.firstTopUpOre !== null) {
      attempts.insert({
        ...{ ...common, guardianId, agreementNumber: number, forDay: null, way: 'agreement_first' },
        ...{ amountOre: wish.firstTopUpOre, createdAt: now, nextAskAt: nextAskAt(now, now) },
        topUpId: crypto.randomUUID() as TopUpId,
      });
    }
    rules.putAsked(ruleId, number);
    // One that was never in force waits again; one that is paused stays so until the new page is approved.
    if (rule.terms === null) rules.clear(ruleId);
  }

  /** Another method for the same terms and consent. What was to be paid on a page that failed is paid on this one. */
  askAgain(rule: StoredRule, page: Page, now: number): void {
    const last = this.#agreement(rule.agreementNumber) ?? this.#agreement(rule.askedNumber);
    if (last === null) throw new Error(`rule ${rule.ruleId} was never asked for`);
    const { consentNumber } = last;
    const terms = rule.terms ?? last.terms;
    const firstTopUpOre = rule.terms === null ? this.#stillToPay(last) : null;
    this.#endings.dropAsked(rule, now);
    this.ask(rule, { terms, consentNumber, firstTopUpOre }, page, now);
  }

  /** Whether another page would come with what was to be paid on the one that failed, if there is room. */
  hasFirstToPay(rule: StoredRule): boolean {
    const last = this.#agreement(rule.agreementNumber) ?? this.#agreement(rule.askedNumber);
    return rule.terms === null && last !== null && this.#unpaidOre(last) !== null;
  }

  #stillToPay(last: Agreement): Ore | null {
    const { attempts, books } = this.#doors;
    const { journal, account } = books();
    const firstTopUpOre = this.#unpaidOre(last);
    if (firstTopUpOre === null) return null;
    const filledOre = journal.running().sumsOre.purse + attempts.inFlightOre() + firstTopUpOre;
    return filledOre > account.settings.highestBalanceOre ? null : firstTopUpOre;
  }

  #unpaidOre({ number, firstTopUpOre }: Agreement): Ore | null {
    const isPaid = this.#doors.attempts.attempt(number)?.state === 'credited';
    return isPaid ? null : firstTopUpOre;
  }

  #agreement(number: number | null): Agreement | null {
    return number === null ? null : this.#doors.agreements.agreement(number);
  }
}
