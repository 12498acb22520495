// Looks whether one of a child's standing rules is due, and orders its charge in the same transaction. An account
// without rules pays one comparison in memory. Absent: which rule pays (decide-auto-top-up.ts), making and mending
// rules (auto-top-up-desk.ts), the charge itself (rule-charges.ts), what became of it (rule-settling.ts).
import type { AutoTopUpId, TopUpId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { paymentReference } from '../payments/payment-reference.ts';
import type { StoredRule } from './auto-top-up-store.ts';
import { decideRun, nextLookAt, type Run } from './decide-auto-top-up.ts';
import { nextAskAt, type TopUpAttempt } from './decide-top-up-attempt.ts';
import { isStillDue, isWithinTerms } from './decide-unsent-charge.ts';
import { HeldNews } from './held-news.ts';
import { type EndingDoors, RuleEndings } from './rule-endings.ts';
import { RuleStanding, type StandingDoors } from './rule-standing.ts';

export interface LookDoors extends StandingDoors, EndingDoors {
  /** Carries out what was ordered, after the commit. */
  readonly charge: (number: number) => Promise<void>;
  /** From now on the municipality's walk comes by. */
  readonly watch: () => PromiseLike<void>;
  /** @throws what is not an invariant's. */
  readonly freezeOn: (error: unknown) => unknown;
  /** What was told goes out. */
  readonly nudge: () => void;
}

/** The answer goes out first: its commit does not wait for the alarm's. */
const AFTER_THE_ANSWER_MS = 20;

export class AutoTopUpLooks {
  readonly #ctx: DurableObjectState;
  readonly #doors: LookDoors;
  readonly standing: RuleStanding;
  readonly endings: RuleEndings;
  readonly #held: HeldNews;
  /** What a purchase has to know of the rules; null where there is none. */
  #summary: { readonly highestBelowOre: number; readonly hasDay: boolean } | null = null;
  /** Something was ordered, or a time to look was set, since the last commit. */
  #isLeft = false;

  constructor(ctx: DurableObjectState, doors: LookDoors) {
    this.#ctx = ctx;
    this.#doors = doors;
    this.standing = new RuleStanding(doors);
    this.endings = new RuleEndings(doors);
    this.#held = new HeldNews(doors);
  }

  /** At the object's start: whatever is open has an alarm again (I9). */
  wake(): void {
    this.refresh();
    if (this.#earliest() !== null) this.#ctx.waitUntil(this.comeBack());
  }

  /** Inside the transaction of an entry that lowers what is available, and of no other. */
  afterTaking(availableOre: Ore, now: number): void {
    const summary = this.#summary;
    if (summary === null) return;
    if (availableOre < summary.highestBelowOre || summary.hasDay) this.look(now);
  }

  /** Inside the transaction: orders what is due, and notes when to look again. */
  look(now: number): void {
    const rules = this.#doors.rules.rules();
    if (rules.length === 0) return;
    const run = decideRun(this.standing.rules(rules, now), this.standing.account(now));
    if (run !== null) this.#order(run, now);
    this.keepLookAt(now);
  }

  /** Its rule stands, by the same agreement; its guardian may still pay, and has agreed to as much as that. */
  isWanted({ ruleId, agreementNumber, cancelledAt, amountOre }: TopUpAttempt): boolean {
    const rule = this.#liveRule(ruleId);
    if (rule === null || cancelledAt !== null) return false;
    if (!this.#isSameAgreement(rule.agreementNumber, agreementNumber)) return false;
    return this.standing.rules([rule], Date.now()).every((one) => isWithinTerms(one, amountOre));
  }

  /** What it was ordered for is still so: the balance is below, or its day is not paid. */
  isDue({ ruleId, forDay }: TopUpAttempt): boolean {
    const rule = this.#liveRule(ruleId);
    if (rule === null) return false;
    const now = Date.now();
    const standing = this.standing.account(now);
    return this.standing.rules([rule], now).every((one) => isStillDue(one, forDay, standing));
  }

  /** After each commit that may have touched rules or attempts. */
  committed(): void {
    this.refresh();
    this.runOrdered();
  }

  /** After a purchase: beside the answer, and nothing at all where nothing became due. */
  runOrdered(): void {
    if (!this.#isLeft) return;
    this.#isLeft = false;
    this.#ctx.waitUntil(scheduler.wait(AFTER_THE_ANSWER_MS).then(() => this.carryOut()));
  }

  /** One that fails does not hold up the others: its alarm comes back. */
  async carryOut(): Promise<void> {
    const numbers = this.#doors.ordered.unbegunCharges();
    await this.comeBack();
    for (const number of numbers) {
      try {
        await this.#doors.charge(number);
      } catch (error) {
        console.error(`account ${this.#doors.accountId}: charge ${number} failed: ${error}`);
      }
    }
  }

  /** From the account's alarm: where a time to look has come. */
  async lookDue(): Promise<void> {
    const at = this.#doors.rules.earliestLookAt();
    if (at !== null && at <= Date.now()) await this.sweep();
    await this.comeBack();
  }

  /** A look for its own sake: by the alarm, by the municipality's walk, when a child comes of age. */
  async sweep(): Promise<void> {
    const { account } = this.#doors.books();
    if (account.frozenBecause !== null || this.#doors.rules.rules().length === 0) return;
    try {
      this.#ctx.storage.transactionSync(() => {
        const now = Date.now();
        this.endings.endThoseOfTheGone(now);
        this.look(now);
      });
    } catch (error) {
      this.#doors.freezeOn(error);
    }
    this.refresh();
    this.#doors.nudge();
    this.#isLeft = false;
    await this.carryOut();
  }

  /** The account has one alarm for all that it has to do: each puts it earlier, and none later. */
  async comeBack(): Promise<void> {
    const at = this.#earliest();
    if (at === null) return;
    const set = await this.#ctx.storage.getAlarm();
    if (set === null || set > at) await this.#ctx.storage.setAlarm(Math.max(at, Date.now()));
  }

  /** What is held in memory of the rules; to be read again after each change, also one that was rolled back. */
  refresh(): void {
    const terms = this.#doors.rules.rules().flatMap((rule) => rule.terms ?? []);
    this.#summary =
      terms.length === 0
        ? null
        : {
            highestBelowOre: Math.max(...terms.map(({ belowOre }) => belowOre ?? 0)),
            hasDay: terms.some(({ dayOfMonth }) => dayOfMonth !== null),
          };
  }

  #liveRule(ruleId: AutoTopUpId | null): StoredRule | null {
    const rule = ruleId === null ? null : this.#doors.rules.rule(ruleId);
    return rule?.endedAt === null ? rule : null;
  }

  /** New terms on the same card are another agreement of ours, and the same one of the provider's. */
  #isSameAgreement(one: number | null, other: number | null): boolean {
    if (one === null || other === null || one === other) return one === other;
    const { agreements } = this.#doors;
    const id = agreements.agreement(one)?.agreementId ?? null;
    return id !== null && id === agreements.agreement(other)?.agreementId;
  }

  #earliest(): number | null {
    const { rules, attempts, agreements, books } = this.#doors;
    // A frozen account does not look, so that its time to look would ring again at once, and for ever.
    const isFrozen = books().account.frozenBecause !== null;
    const lookAt = isFrozen ? null : rules.earliestLookAt();
    const times = [lookAt, attempts.earliestAskAt(), agreements.earliestAskAt()];
    const open = times.filter((at) => at !== null);
    return open.length === 0 ? null : Math.min(...open);
  }

  #order(run: Run, now: number): void {
    const { accountId, attempts, rules, agreements } = this.#doors;
    const rule = rules.rule(run.ruleId);
    const agreement =
      rule?.agreementNumber == null ? null : agreements.agreement(rule.agreementNumber);
    if (rule === null || agreement === null) throw new Error(`rule ${run.ruleId} has no agreement`);
    const number = attempts.nextNumber();
    const { ruleId, guardianId } = rule;
    const { provider, language, returnAddress } = agreement;
    attempts.insert({
      ...{ number, guardianId, ruleId, provider, language, returnAddress },
      ...{ amountOre: run.amountOre, forDay: run.forDay, way: 'agreement_charge' },
      ...{ agreementNumber: agreement.number, createdAt: now, nextAskAt: nextAskAt(now, now) },
      topUpId: crypto.randomUUID() as TopUpId,
      reference: paymentReference(accountId, number),
    });
    this.#isLeft = true;
  }

  /** Inside the transaction: tells whose rule is held back, and when time alone makes another look worth while. */
  keepLookAt(now: number): void {
    const { rules: store, books } = this.#doors;
    const rules = store.rules();
    if (rules.length === 0) return;
    const { adultAt } = books().account.child;
    const before = rules.find(({ lookAt }) => lookAt !== null)?.lookAt ?? null;
    const standingRules = this.standing.rules(rules, now);
    const standing = this.standing.account(now);
    this.#held.tell(rules, standingRules, standing);
    const times = [
      nextLookAt(standingRules, standing),
      before !== null && before > now ? before : null,
      adultAt !== null && adultAt > now ? adultAt : null,
    ].filter((at) => at !== null);
    const at = times.length === 0 ? null : Math.min(...times);
    if (rules.every(({ lookAt }) => lookAt === at)) return;
    store.putLookAt(at);
    this.#isLeft = true;
  }
}
