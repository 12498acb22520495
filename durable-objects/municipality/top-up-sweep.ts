// Walks the accounts that have standing rules or open payments, each once in an hour, so that what lost its alarm
// runs all the same (I9). In slices, a few accounts side by side: tills are served between them. Absent: what an
// account does with it (CardAccount.sweepTopUps), and the alarm, which is the municipality's.
import type { AccountId } from '../../contracts/ids.ts';
import { within } from '../within.ts';
import type { TopUpSweepStore } from './top-up-sweep-store.ts';

const ROUND_MS = 3_600_000;
/** A start soon after a round walks nobody twice. */
const ROUND_AFTER_START_MS = 600_000;
const ACCOUNTS_PER_SLICE = 25;
/** For the tills: each charge costs a dozen fsyncs, and they share the one thread. 10,000 accounts fit the hour. */
const REST_MS = 500;
/** Each may wait for its payment provider: none waits for all of the others. */
const AT_ONCE = 10;
/**
 * A provider that hangs holds a call for ten seconds, and an account may have several. The slice goes on without: three
 * turns of it are less than one such call. What the account has begun it ends by itself.
 */
const ACCOUNT_WITHIN_MS = 3_000;

export interface SweepDoors {
  readonly account: (accountId: AccountId) => {
    sweepTopUps(): PromiseLike<{ readonly hasWork: boolean }>;
  };
}

export class TopUpSweep {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpSweepStore;
  readonly #doors: SweepDoors;

  constructor(ctx: DurableObjectState, store: TopUpSweepStore, doors: SweepDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  /** From now on the account is walked, or no more. */
  note(accountId: AccountId, hasWork: boolean): void {
    this.#store.note(accountId, hasWork);
  }

  /** One that has just looked by itself: the next round is soon enough. */
  watch(accountId: AccountId, now: number): void {
    if (!this.#store.isAnyone()) this.begin(now);
    this.#store.note(accountId, true);
    this.#store.swept([accountId], now);
  }

  /** A round from now on, whatever was walked before. */
  begin(now: number): void {
    this.#store.beginRound(now);
  }

  /** At the process's start: what came due while nothing ran is not to wait for the hour. */
  beginAfterStart(now: number): void {
    if (now >= this.#store.roundBeganAt() + ROUND_AFTER_START_MS) this.begin(now);
  }

  /** Null where nobody waits. */
  nextAt(now: number): number | null {
    if (!this.#store.isAnyone()) return null;
    const beganAt = this.#store.roundBeganAt();
    const isLeft = this.#store.notSweptSince(beganAt, 1).length > 0;
    return isLeft ? now + REST_MS : Math.max(now, beganAt + ROUND_MS);
  }

  /** The next slice, or a new round when its hour has come. Returns when to come back; null where nobody waits. */
  async goOn(now: number): Promise<number | null> {
    if (!this.#store.isAnyone()) return null;
    if (now >= this.#store.roundBeganAt() + ROUND_MS) this.begin(now);
    const slice = this.#store.notSweptSince(this.#store.roundBeganAt(), ACCOUNTS_PER_SLICE);
    const waiting = slice.values();
    // One iterator for all of them: each takes the next account when it is done with one.
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const accountId of waiting) await this.#ask(accountId);
    });
    await Promise.all(workers);
    this.#store.swept(slice, Math.max(now, this.#store.roundBeganAt()));
    return this.nextAt(Date.now());
  }

  /** From the nightly audit, of every account: the walk comes by, and finds one that could not say that it has work. */
  comeBy(accountId: AccountId): void {
    this.note(accountId, true);
  }

  /** One out of reach does not keep the round from the others: it is said, and tried in the next. */
  async #ask(accountId: AccountId): Promise<void> {
    try {
      const swept = Promise.resolve(this.#doors.account(accountId).sweepTopUps());
      const noted = swept.then(({ hasWork }) => this.note(accountId, hasWork));
      await within(this.#ctx, ACCOUNT_WITHIN_MS, noted);
    } catch (error) {
      console.error(`account ${accountId} could not be swept: ${error}`);
    }
  }
}
