// The nightly audit of the opened accounts, in slices: each gets its copies once more, replays its books and says
// what it has open. Absent: what an account looks at (card-account/audit.ts), and the alarm (open-work.ts).
import type { AccountId } from '../../contracts/ids.ts';
import type { Env } from '../env.ts';
import type { AccountPushes } from './account-pushes.ts';
import { nextAuditAt } from './next-audit-at.ts';
import type { PaymentComparison } from './payment-comparison.ts';
import type { RegistryStore } from './registry-store.ts';
import type { TopUpSweep } from './top-up-sweep.ts';

const DAY_MS = 86_400_000;
/** Accounts to audit before the one thread serves a till again. */
const AUDITS_PER_SLICE = 20;
/** Until it is looked whether the comparison with a slow provider has ended. */
const LOOK_AGAIN_MS = 60_000;

export interface AuditAnswer {
  readonly accountId: AccountId;
  readonly auditedAt: number;
  /** `agrees`, or the code with which the account refused. Null before the first audit. */
  readonly answer: string | null;
}

export interface NightlyAuditDoors {
  readonly registry: RegistryStore;
  readonly accounts: Env['CARD_ACCOUNT'];
  readonly accountPushes: AccountPushes;
  readonly payments: PaymentComparison;
  readonly topUpSweep: TopUpSweep;
}

export class NightlyAudit {
  readonly #doors: NightlyAuditDoors;

  constructor(doors: NightlyAuditDoors) {
    this.#doors = doors;
  }

  /** The next slice of the accounts that are due; after the last, the days of the providers. Returns when to go on. */
  async goOn(now: number): Promise<number> {
    const { registry, payments } = this.#doors;
    const roundBeganAt = nextAuditAt(now) - DAY_MS;
    const due = registry.notAuditedSince(roundBeganAt, AUDITS_PER_SLICE);
    for (const accountId of due) await this.#audit(accountId);
    if (due.length === AUDITS_PER_SLICE) return now;
    return (await payments.goOn(now, roundBeganAt)) ? nextAuditAt(now) : now + LOOK_AGAIN_MS;
  }

  /** Every account at once, due or not. */
  async all(): Promise<AuditAnswer[]> {
    const { registry, payments } = this.#doors;
    for (const accountId of registry.openedAccounts()) await this.#audit(accountId);
    await payments.compareDays(Date.now());
    return registry.auditAnswers();
  }

  /** Also pushes the copies once more: a push that was lost is made good within a day. */
  async #audit(accountId: AccountId): Promise<void> {
    this.#doors.registry.recordAudit(accountId, await this.#answerOf(accountId), Date.now());
  }

  /** One account out of reach must not keep the round from the others: it is said, and tried next night. */
  async #answerOf(accountId: AccountId): Promise<string> {
    const { accounts, accountPushes, payments, topUpSweep } = this.#doors;
    try {
      await accountPushes.push(accountId);
      const outcome = await accounts.getByName(accountId).audit();
      await payments.lookAt(accountId, Date.now());
      topUpSweep.comeBy(accountId);
      return outcome.ok ? 'agrees' : outcome.refusal.code;
    } catch (error) {
      console.error(`account ${accountId} could not be audited: ${error}`);
      return 'failed';
    }
  }
}
