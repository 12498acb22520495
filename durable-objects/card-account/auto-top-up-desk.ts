// Guardians' standing rules for money in: shows, makes, changes, mends and deletes them. Absent: what may be asked
// of a rule (decide-rule-change.ts), when one is due (auto-top-up-looks.ts), the provider's side of an agreement
// (agreement-desk.ts).
import type { AutoTopUpRule, AutoTopUps, AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId, GuardianId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { readPaymentReference } from '../payments/payment-reference.ts';
import { within } from '../within.ts';
import type { AgreementDesk } from './agreement-desk.ts';
import type { Agreement } from './agreement-store.ts';
import type {
  AskAboutAgreementCommand,
  AskedAboutAgreement,
  AutoTopUpsCommand,
  DeleteAutoTopUpCommand,
  MendAutoTopUpCommand,
  PutAutoTopUpCommand,
} from './auto-top-up-commands.ts';
import type { AutoTopUpLooks, LookDoors } from './auto-top-up-looks.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import { beWalked } from './be-walked.ts';
import { boundedRuleChange } from './bounded-rule-change.ts';
import { topUpBound } from './daily-bounds.ts';
import { DAY_MS } from './decide-auto-top-up.ts';
import type { RuleChangeState } from './decide-rule-change.ts';
import { mayGuardian } from './guardian-rights.ts';
import { mendPressed } from './mend-of-rule.ts';
import type { RoomTriesStore } from './room-tries-store.ts';
import type { RuleNews } from './rule-news.ts';
import { RulePages } from './rule-pages.ts';
import { rulesShown } from './rules-shown.ts';
import { fingerprintOf } from './settle-once.ts';
import { TopUpWebhookStore } from './top-up-webhook-store.ts';

/** How long a guardian waits for a provider's answer; the question goes on without. */
const BEGIN_WITHIN_MS = 9_000;
const LOOK_WITHIN_MS = 4_000;
/** A charge that was declined so often within a day is not tried again by hand either. */
const MOST_DECLINES_A_DAY = 3;

export interface AutoTopUpDoors extends LookDoors {
  readonly roomTries: RoomTriesStore;
}

type Done = Outcome<null, Refusal>;

export class AutoTopUpDesk {
  readonly #ctx: DurableObjectState;
  readonly #looks: AutoTopUpLooks;
  readonly #news: RuleNews;
  readonly #agreementDesk: AgreementDesk;
  readonly #doors: AutoTopUpDoors;
  readonly #pages: RulePages;
  readonly #webhooks: TopUpWebhookStore;

  constructor(
    ctx: DurableObjectState,
    looks: AutoTopUpLooks,
    news: RuleNews,
    agreementDesk: AgreementDesk,
    doors: AutoTopUpDoors,
  ) {
    this.#ctx = ctx;
    this.#looks = looks;
    this.#news = news;
    this.#agreementDesk = agreementDesk;
    this.#doors = doors;
    this.#pages = new RulePages(doors, looks.endings);
    this.#webhooks = new TopUpWebhookStore(ctx.storage.sql);
  }

  /** One that waits for its page is asked for first. Refusals in order: `account_unknown`, `rights_not_enough`. */
  async rules({ by }: AutoTopUpsCommand): Promise<Outcome<AutoTopUps, Refusal>> {
    const before = mayGuardian(this.#doors.books().account, by, 'pay_in', Date.now());
    if (!before.ok) return before;
    const asked = this.#doors.rules
      .rules()
      .find(({ guardianId }) => guardianId === by)?.askedNumber;
    if (asked != null && this.#agreement(asked)?.state === 'waiting') {
      await within(this.#ctx, LOOK_WITHIN_MS, this.#agreementDesk.askOnce(asked));
    }
    return rulesShown(this.#doors, this.#looks.standing, by, Date.now());
  }

  /**
   * Makes a rule or changes it. The same change again is the answer that got lost and no conflict; where the
   * provider's page was lost, it is asked for again.
   *
   * Refusals in order: `account_unknown`, `rights_not_enough` (another guardian's), `auto_top_up_unknown`,
   * `auto_top_up_exists`, `version_conflict`, `account_frozen`, `too_many_tries` (with a first top-up: as by hand),
   * those of `decideRuleChange`.
   */
  async put(command: PutAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return this.#change(command, () => this.#put(command, Date.now()));
  }

  /**
   * Tries again at once, or leads to the provider's page; which of the two is the rule's `mend`, unless another
   * method is wanted.
   *
   * Refusals in order: `account_unknown`, `auto_top_up_unknown`, `rights_not_enough` (another guardian's),
   * `account_frozen`, `nothing_to_mend`, `too_many_tries`.
   */
  async mend(command: MendAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return this.#change(command, () => this.#mend(command, Date.now()));
  }

  /**
   * At once, also with the provider down: it is told until it has heard. Refusals in order: `account_unknown`,
   * `auto_top_up_unknown`, `rights_not_enough` (another guardian's).
   */
  async delete({ by, ruleId }: DeleteAutoTopUpCommand): Promise<Done> {
    const now = Date.now();
    const deleted = this.#ctx.storage.transactionSync((): Done => {
      const own = this.#own(by, ruleId, now);
      if (!own.ok) return own;
      if (own.value.endedAt !== null) return accepted(null);
      this.#looks.endings.end(own.value, 'deleted', now);
      if (own.value.terms !== null) this.#news.tellChange(own.value, 'deleted', now);
      return accepted(null);
    });
    this.#looks.committed();
    if (!deleted.ok) return deleted;
    // I9: the alarm stands before the provider is told, so that a crash between the two loses nothing.
    await this.#agreementDesk.comeBack();
    this.#ctx.waitUntil(this.#agreementDesk.askDue());
    return deleted;
  }

  /** Refusal: `auto_top_up_unknown`. */
  async askAboutAgreement({
    reference,
    event = null,
  }: AskAboutAgreementCommand): Promise<Outcome<AskedAboutAgreement, Refusal>> {
    const read = readPaymentReference(reference);
    const isOurs = read?.accountId === this.#doors.accountId;
    const agreement = isOurs ? this.#agreement(read.attemptNumber) : null;
    if (agreement === null) return refused({ code: 'auto_top_up_unknown' });
    const isRepeated = event !== null && this.#webhooks.note(agreement.number, event);
    await this.#agreementDesk.askOnce(agreement.number);
    return accepted({ isRepeated });
  }

  async #change(
    { by, ruleId }: { readonly by: GuardianId; readonly ruleId: AutoTopUpId },
    change: () => Done,
  ): Promise<Outcome<AutoTopUpRule, Refusal>> {
    const changed = this.#ctx.storage.transactionSync(change);
    this.#looks.committed();
    if (!changed.ok) return changed;
    await this.#agreementDesk.comeBack();
    const asked = this.#doors.rules.rule(ruleId)?.askedNumber;
    if (asked != null && this.#agreement(asked)?.state === 'created') {
      await within(this.#ctx, BEGIN_WITHIN_MS, this.#agreementDesk.begin(asked));
    }
    this.#ctx.waitUntil(this.#agreementDesk.askDue());
    this.#ctx.waitUntil(beWalked(this.#doors));
    const shown = rulesShown(this.#doors, this.#looks.standing, by, Date.now());
    if (!shown.ok) return shown;
    const rule = shown.value.rules.find((one) => one.ruleId === ruleId);
    return rule === undefined ? refused({ code: 'auto_top_up_unknown' }) : accepted(rule);
  }

  /** Inside the transaction. */
  #put(command: PutAutoTopUpCommand, now: number): Done {
    const { by, ruleId, version, terms, consent, firstTopUpOre } = command;
    const { account } = this.#doors.books();
    const may = mayGuardian(account, by, 'pay_in', now);
    if (!may.ok) return may;
    const { rules } = this.#doors;
    const known = rules.rule(ruleId);
    const body = { by, terms, consent, firstTopUpOre };
    const askedAs = fingerprintOf(account.sealKey, {
      ...{ kind: 'auto_top_up', id: ruleId, body, reusedCode: 'version_conflict' },
    });
    const hindrance = this.#hindranceToPut(known, command);
    if (hindrance !== null) return refused(hindrance);
    if (known !== null && version === known.version - 1 && askedAs === known.askedAs) {
      return accepted(null);
    }
    if (version !== (known?.version ?? 0)) return refused({ code: 'version_conflict' });
    if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
    const changer = { by, rights: may.value };
    const state = this.#changeState(known, terms, may.value !== 'payer');
    const decision = boundedRuleChange(this.#doors, changer, state, command, now);
    if (!decision.ok) return decision;
    if (known === null) rules.insertRule(ruleId, by, now);
    const rule = this.#rule(ruleId);
    rules.raiseVersion(ruleId, askedAs);
    this.#looks.endings.dropAsked(rule, now);
    if (decision.value.kind === 'at_once') {
      const isChange = JSON.stringify(rule.terms) !== JSON.stringify(terms);
      if (isChange) this.#news.tellChange(rule, 'changed', now);
      rules.putTerms(ruleId, terms);
      this.#looks.endings.dropUnbegun(rule);
    } else {
      const consentNumber = rules.insertConsent(rule, decision.value.consent, terms, now);
      this.#pages.ask(rule, { terms, consentNumber, firstTopUpOre }, command, now);
    }
    this.#looks.look(now);
    return accepted(null);
  }

  #hindranceToPut(known: StoredRule | null, command: PutAutoTopUpCommand): Refusal | null {
    const { by, version } = command;
    if (known === null) {
      if (version !== 0) return { code: 'auto_top_up_unknown' };
      const hasOne = this.#doors.rules.rules().some(({ guardianId }) => guardianId === by);
      return hasOne ? { code: 'auto_top_up_exists' } : null;
    }
    if (known.guardianId !== by) return { code: 'rights_not_enough' };
    return known.endedAt === null ? null : { code: 'auto_top_up_unknown' };
  }

  #changeState(
    known: StoredRule | null,
    terms: AutoTopUpTerms,
    mayUseThreshold: boolean,
  ): RuleChangeState {
    const { books, attempts, providers } = this.#doors;
    const { account, journal } = books();
    // What waits on a page that this change closes fills no room.
    const closing = known?.askedNumber == null ? null : attempts.attempt(known.askedNumber);
    const closingOre = closing?.state === 'created' || closing?.state === 'waiting';
    return {
      ...{ inForce: known?.terms ?? null, isNew: known?.terms == null, mayUseThreshold },
      isOffered: providers().has(terms.provider),
      purseOre: journal.running().sumsOre.purse,
      inFlightOre: ore(attempts.inFlightOre() - (closing && closingOre ? closing.amountOre : 0)),
      settings: account.settings,
    };
  }

  /** Inside the transaction. */
  #mend(command: MendAutoTopUpCommand, now: number): Done {
    const { by, ruleId, mendingId, wanted } = command;
    const own = this.#own(by, ruleId, now);
    if (!own.ok) return own;
    const rule = own.value;
    if (rule.endedAt !== null) return refused({ code: 'auto_top_up_unknown' });
    const { account, journal } = this.#doors.books();
    const fingerprint = fingerprintOf(account.sealKey, {
      ...{ kind: 'mending', id: mendingId, body: { by, ruleId, wanted } },
      reusedCode: 'nothing_to_mend',
    });
    const stored = journal.outcomeOf(mendingId);
    if (stored !== null) {
      return stored.fingerprint === fingerprint
        ? accepted(null)
        : refused({ code: 'nothing_to_mend' });
    }
    if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
    const inForce = this.#agreement(rule.agreementNumber);
    const mend = mendPressed(wanted, rule, inForce, now);
    if (mend === null) return refused({ code: 'nothing_to_mend' });
    if (mend === 'try_again') {
      const declined = this.#doors.ordered.declinedSince(ruleId, now - DAY_MS);
      const blocking = declined.at(-MOST_DECLINES_A_DAY);
      if (blocking !== undefined) {
        return refused({ code: 'too_many_tries', retryAfterMs: blocking + DAY_MS - now });
      }
      this.#doors.rules.press(ruleId, now);
      this.#looks.look(now);
    } else {
      const may = mayGuardian(account, by, 'pay_in', now);
      if (!may.ok) return may;
      const isPaidWithIt = this.#pages.hasFirstToPay(rule);
      const bound = isPaidWithIt ? topUpBound(this.#doors.attempts, by, may.value, now) : null;
      if (bound !== null) return refused(bound);
      this.#pages.askAgain(rule, command, now);
    }
    journal.recordOutcome(mendingId, fingerprint, null, JSON.stringify(accepted(null)));
    return accepted(null);
  }

  #own(by: GuardianId, ruleId: AutoTopUpId, now: number): Outcome<StoredRule, Refusal> {
    const may = mayGuardian(this.#doors.books().account, by, 'pay_in', now);
    if (!may.ok) return may;
    const rule = this.#doors.rules.rule(ruleId);
    if (rule === null) return refused({ code: 'auto_top_up_unknown' });
    return rule.guardianId === by ? accepted(rule) : refused({ code: 'rights_not_enough' });
  }

  #agreement(number: number | null | undefined): Agreement | null {
    return number == null ? null : this.#doors.agreements.agreement(number);
  }

  #rule(ruleId: AutoTopUpId): StoredRule {
    const rule = this.#doors.rules.rule(ruleId);
    if (rule === null) throw new Error(`there is no rule ${ruleId}`);
    return rule;
  }
}
