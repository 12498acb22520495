// All that an account has for guardians' standing rules, put together: the rules, their agreements with providers,
// their charges, and the looks that order them. Absent: what each does (its own file).
import type { ChildOverview } from '../../contracts/children.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import type { PaymentOutcome, PaymentProvider } from '../payments/payment-provider.ts';
import { AgreementDesk } from './agreement-desk.ts';
import { AgreementStore } from './agreement-store.ts';
import { AutoTopUpDesk } from './auto-top-up-desk.ts';
import { AutoTopUpLooks, type LookDoors } from './auto-top-up-looks.ts';
import { AutoTopUpStore } from './auto-top-up-store.ts';
import { heldOf } from './decide-held.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import { OrderedChargeStore } from './ordered-charge-store.ts';
import type { RoomTriesStore } from './room-tries-store.ts';
import { RuleApprovals } from './rule-approvals.ts';
import { RuleCharges } from './rule-charges.ts';
import { RuleNews } from './rule-news.ts';
import { RuleSettling } from './rule-settling.ts';

export interface OfficeDoors extends Omit<LookDoors, 'rules' | 'ordered' | 'agreements'> {
  readonly roomTries: RoomTriesStore;
  /** After each commit that may have moved money, or a rule. */
  readonly committed: () => void;
}

/** What the desk of top-ups needs for attempts that are not paid on a page of their own. */
export interface PaidByAgreement {
  outcome(attempt: TopUpAttempt, provider: PaymentProvider): Promise<PaymentOutcome>;
  /** Whether that is a charge of this attempt, with its reference and sum, and was taken. */
  found(attempt: TopUpAttempt, handle: string, provider: PaymentProvider): Promise<boolean>;
  /** Null for one by hand. */
  agreementIdOf(attempt: TopUpAttempt): string | null;
  /** Inside the transaction that settles it. */
  settled(before: TopUpAttempt, outcome: PaymentOutcome, now: number): void;
}

export class AutoTopUpOffice {
  readonly desk: AutoTopUpDesk;
  readonly looks: AutoTopUpLooks;
  readonly agreements: AgreementDesk;
  readonly approvals: RuleApprovals;
  readonly paid: PaidByAgreement;
  readonly #doors: LookDoors;

  constructor(ctx: DurableObjectState, doors: OfficeDoors) {
    const rules = new AutoTopUpStore(ctx.storage.sql);
    const agreements = new AgreementStore(ctx.storage.sql);
    const { accountId, books, providers, attempts, charge, watch, committed, freezeOn } = doors;
    const { nudge } = doors;
    const all = {
      ...{ accountId, books, providers, attempts, charge, watch, freezeOn, rules, agreements },
      ...{ nudge, ordered: new OrderedChargeStore(ctx.storage.sql) },
    };
    this.#doors = all;
    const looks = new AutoTopUpLooks(ctx, all);
    const news = new RuleNews(all);
    const approvals = new RuleApprovals(looks, news, all);
    const settling = new RuleSettling(
      {
        ...{ attempts, rules, agreements },
        look: (now) => looks.look(now),
        keepLookAt: (now) => looks.keepLookAt(now),
      },
      news,
    );
    const agreementDesk = new AgreementDesk(ctx, agreements, {
      ...{ attempts, providers, committed, freezeOn, askForFirst: charge },
      consentVersion: ({ consentNumber }) => rules.consent(consentNumber)?.version ?? '',
      approved: (agreement, agreementId, now) => approvals.approved(agreement, agreementId, now),
      notApproved: (agreement, because, now) => approvals.notApproved(agreement, because, now),
      stoppedByCustomer: (agreement, now) => approvals.stoppedByCustomer(agreement, now),
      endsSoon: (agreement, method, now) => approvals.endsSoon(agreement, method, now),
    });
    const charges = new RuleCharges(ctx, {
      ...{ attempts, agreements },
      askForAgreement: (number, first) => agreementDesk.ask(number, first),
      isWanted: (attempt) => looks.isWanted(attempt),
      isDue: (attempt) => looks.isDue(attempt),
      money: () => {
        const { account, journal } = books();
        return { purseOre: journal.running().sumsOre.purse, settings: account.settings };
      },
    });
    this.paid = {
      outcome: (attempt, provider) => charges.outcome(attempt, provider),
      found: (attempt, handle, provider) => charges.found(attempt, handle, provider),
      agreementIdOf: (attempt) => charges.agreementIdOf(attempt),
      settled: (before, outcome, now) => settling.settled(before, outcome, now),
    };
    this.desk = new AutoTopUpDesk(ctx, looks, news, agreementDesk, {
      ...all,
      roomTries: doors.roomTries,
    });
    this.looks = looks;
    this.agreements = agreementDesk;
    this.approvals = approvals;
  }

  /** Whether the guardian's own rule is stopped, has failed and is tried again, or is due and held back. */
  troubleOf(by: GuardianId, now: number): ChildOverview['autoTopUp'] {
    const rules = this.#doors.rules.rules();
    const own = rules.findIndex(({ guardianId }) => guardianId === by);
    const rule = rules[own];
    if (rule === undefined || rule.terms === null) return null;
    if (rule.pausedBecause !== null) return 'paused';
    if ((rule.retryAt ?? 0) > now) return 'retrying';
    const standingRules = this.looks.standing.rules(rules, now);
    const standing = standingRules[own];
    const moment = this.looks.standing.account(now);
    const isHeld = standing !== undefined && heldOf(standing, standingRules, moment) !== null;
    return isHeld ? 'held' : null;
  }

  /** Whether the municipality's walk has anything to see to here. */
  hasWork(): boolean {
    const { rules, attempts, agreements } = this.#doors;
    const isOpen = attempts.earliestAskAt() !== null || agreements.earliestAskAt() !== null;
    return isOpen || rules.rules().length > 0;
  }
}
