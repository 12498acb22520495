// Takes a guardian's report that a purchase was not the child's, and brings it to the municipality, where the
// club reads it. It moves no money. What does not arrive stays, and an alarm comes back for it (I9).
import type { AccountId, DisputeId, GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Dispute, DisputeRequest } from '../../contracts/statement.ts';
import { callObject } from '../call-object.ts';
import type { TakeDisputeCommand } from '../municipality/disputes-store.ts';
import type { DisputeStore } from './dispute-store.ts';
import { mayGuardian } from './guardian-rights.ts';
import type { Journal } from './journal.ts';
import type { LoadedAccount } from './loaded-account.ts';
import { type Intent, type Settled, settleOnce } from './settle-once.ts';

/** Until a municipality that was out of reach is asked again. */
const TELL_AGAIN_MS = 60_000;

export interface DisputeCommand {
  readonly by: GuardianId;
  readonly disputeId: DisputeId;
  readonly request: DisputeRequest;
}

export interface DisputeDoors {
  readonly accountId: AccountId;
  readonly municipality: () => { takeDispute(command: TakeDisputeCommand): PromiseLike<unknown> };
}

export class DisputeDesk {
  readonly #ctx: DurableObjectState;
  readonly #journal: Journal;
  readonly #store: DisputeStore;
  readonly #doors: DisputeDoors;

  constructor(ctx: DurableObjectState, journal: Journal, store: DisputeStore, doors: DisputeDoors) {
    this.#ctx = ctx;
    this.#journal = journal;
    this.#store = store;
    this.#doors = doors;
  }

  /**
   * Refusals in order: `account_unknown`, `rights_not_enough`, `dispute_id_reused`, `entry_unknown` (not a
   * purchase of this account; not remembered). A purchase that is reported already stays as it was reported.
   * Only a report that is taken leaves a row, so that there are never more of them than purchases.
   *
   * @param encrypt puts the text under the child's key.
   */
  async report(
    account: () => LoadedAccount,
    command: DisputeCommand,
    encrypt: (text: string) => Promise<string>,
  ): Promise<Outcome<Dispute, Refusal>> {
    const { by, request } = command;
    const may = () => mayGuardian(account(), by, 'dispute', Date.now());
    const before = may();
    if (!before.ok) return before;
    const textCiphertext = await encrypt(request.text);
    // Asked again: the link may have ended while the key was on its way.
    const still = may();
    if (!still.ok) return still;
    const outcome = this.#ctx.storage.transactionSync(
      () =>
        this.#answerWithoutRow(command) ??
        settleOnce(this.#journal, account().sealKey, intentOf(command), () =>
          this.#take(command, textCiphertext, Date.now()),
        ),
    );
    if (outcome.ok) {
      await this.#comeBackLater();
      this.#ctx.waitUntil(this.tell());
    }
    return outcome;
  }

  /** Tells the municipality what it does not know yet. Called by the alarm and the nightly audit, too. */
  async tell(): Promise<void> {
    const { accountId, municipality } = this.#doors;
    for (const { reportedBy, textCiphertext, ...dispute } of this.#store.untold()) {
      try {
        await callObject(() =>
          municipality().takeDispute({ ...dispute, accountId, reportedBy, textCiphertext }),
        );
        this.#store.markTold(dispute.sequence, Date.now());
      } catch (error) {
        console.error(`account ${accountId}: a report did not reach the municipality: ${error}`);
        await this.#comeBackLater();
        return;
      }
    }
  }

  /** To an id that is not known, of no purchase or of one that is reported already. Null: it is to be settled. */
  #answerWithoutRow({ disputeId, request }: DisputeCommand): Outcome<Dispute, Refusal> | null {
    const { sequence } = request;
    if (this.#journal.outcomeOf(disputeId) !== null) return null;
    if (!this.#store.isPurchase(sequence)) return refused({ code: 'entry_unknown' });
    const knownAt = this.#store.reportedAt(sequence);
    return knownAt === null ? null : accepted(disputeOf(sequence, knownAt));
  }

  #take(
    { by, disputeId, request: { sequence } }: DisputeCommand,
    textCiphertext: string,
    now: number,
  ): Settled<Dispute> {
    this.#store.insert({ disputeId, sequence, reportedBy: by, reportedAt: now, textCiphertext });
    return { outcome: accepted(disputeOf(sequence, now)), sequence: null };
  }

  /** I9: the alarm stands before the municipality is told, so that a crash between the two loses nothing. */
  async #comeBackLater(): Promise<void> {
    const at = Date.now() + TELL_AGAIN_MS;
    const set = await this.#ctx.storage.getAlarm();
    if (set === null || set > at) await this.#ctx.storage.setAlarm(at);
  }
}

function disputeOf(sequence: number, reportedAt: number): Dispute {
  return { sequence, reportedAt: new Date(reportedAt).toISOString() };
}

/** An id is its guardian's own: another one's report under it is another body. */
function intentOf({ by, disputeId, request }: DisputeCommand): Intent {
  return {
    kind: 'dispute',
    id: disputeId,
    body: { by, ...request },
    reusedCode: 'dispute_id_reused',
  };
}
