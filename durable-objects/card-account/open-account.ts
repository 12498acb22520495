// An account from its first use on: it opens itself, holds in memory what each request reads, gives each request
// one transaction, and stops when its books are found wrong. Absent: what is asked of it (card-account.ts), SQL
// (journal.ts, the stores) and rules (decide-*.ts).
import { randomBytes } from 'node:crypto';
import type { AccountId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Env } from '../env.ts';
import { InvariantViolation } from '../invariant.ts';
import { hasTables, migrate } from '../migrate.ts';
import { municipalityIdOf } from '../object-id.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import { type AccountOpening, installOpening } from './account-copies.ts';
import { AccountStore } from './account-store.ts';
import { CardStore } from './card-store.ts';
import { type Face, revealFace } from './face.ts';
import { Journal } from './journal.ts';
import { LaterWrites } from './later-writes.ts';
import { type LoadedAccount, loadAccount } from './loaded-account.ts';
import { CARD_ACCOUNT_MIGRATIONS } from './migrations.ts';
import type { Books } from './settle.ts';
import { type Intent, type Settled, settleOnce } from './settle-once.ts';

export interface OpenAccountDoors {
  /** Something was committed that guardians may have to be told of. */
  readonly committed: () => void;
  /** The same of the cards, for the municipality. */
  readonly cardsMoved: () => Promise<void>;
  /** Inside the transaction of an entry that lowers what is available: a standing rule may be due. */
  readonly afterTaking: (availableOre: Ore, now: number) => void;
}

export class OpenAccount {
  readonly accountId: AccountId;
  readonly store: AccountStore;
  readonly cards: CardStore;
  readonly journal: Journal;
  readonly later: LaterWrites;
  readonly #ctx: DurableObjectState;
  readonly #env: Env;
  readonly #doors: OpenAccountDoors;
  #loaded: LoadedAccount | null = null;
  #opening: Promise<boolean> | null = null;
  #personKey: Uint8Array | null = null;
  #face: Face | null = null;

  constructor(ctx: DurableObjectState, env: Env, doors: OpenAccountDoors) {
    this.#ctx = ctx;
    this.#env = env;
    this.#doors = doors;
    this.accountId = ctx.id.name as AccountId;
    this.store = new AccountStore(ctx.storage.sql);
    this.cards = new CardStore(ctx.storage.sql);
    this.journal = new Journal(ctx.storage.sql);
    this.later = new LaterWrites(ctx);
    if (!hasTables(ctx.storage)) return;
    migrate(ctx.storage, CARD_ACCOUNT_MIGRATIONS);
    this.#loaded = loadAccount(this.store);
  }

  /** What is in memory; null before the first use. */
  get loaded(): LoadedAccount | null {
    return this.#loaded;
  }

  isOpen(): Promise<boolean> {
    if (this.#loaded !== null) return Promise.resolve(true);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** Refusal before those of `ask`: `account_unknown`. */
  async whenOpen<Value>(
    ask: () => Outcome<Value, Refusal> | Promise<Outcome<Value, Refusal>>,
  ): Promise<Outcome<Value, Refusal>> {
    return (await this.isOpen()) ? ask() : refused({ code: 'account_unknown' });
  }

  opened(): LoadedAccount {
    if (this.#loaded === null) throw new Error('the account is not open');
    return this.#loaded;
  }

  books(): Books {
    return {
      accountId: this.accountId,
      account: this.opened(),
      journal: this.journal,
      store: this.store,
      cards: this.cards,
      afterTaking: this.#doors.afterTaking,
    };
  }

  municipality() {
    const { MUNICIPALITY, MUNICIPALITIES } = this.#env;
    return MUNICIPALITY.getByName(municipalityIdOf(this.accountId, MUNICIPALITIES));
  }

  /**
   * One transaction of a desk. A refusal may come with a write: a lost card stays blocked though its
   * replacement is refused. When the books are found wrong, the desk is asked once more, of a frozen account.
   */
  handle<Value>(
    ask: (books: Books, now: number) => Outcome<Value, Refusal>,
  ): Promise<Outcome<Value, Refusal>> {
    return this.whenOpen(async () => {
      const askOnce = () => this.#ctx.storage.transactionSync(() => ask(this.books(), Date.now()));
      let outcome: Outcome<Value, Refusal>;
      try {
        outcome = askOnce();
      } catch (error) {
        const wasFrozen = this.opened().frozenBecause !== null;
        const frozen = this.freezeOn(error);
        outcome = wasFrozen ? frozen : askOnce();
      }
      this.#loaded = loadAccount(this.store);
      this.#doors.committed();
      await this.#doors.cardsMoved();
      return outcome;
    });
  }

  /** One transaction that has one outcome for its id (I3). */
  settle<Value>(
    intent: Intent,
    settle: (books: Books, now: number) => Settled<Value>,
  ): Promise<Outcome<Value, Refusal>> {
    return this.whenOpen(() => {
      const books = this.books();
      const { sealKey, frozenBecause } = books.account;
      try {
        const outcome = this.later.transaction(() =>
          settleOnce<Value>(this.journal, sealKey, intent, () =>
            frozenBecause === null
              ? settle(books, Date.now())
              : { outcome: refused({ code: 'account_frozen' }), sequence: null },
          ),
        );
        this.#doors.committed();
        return outcome;
      } catch (error) {
        return this.freezeOn(error);
      }
    });
  }

  /** One transaction that changes what is held in memory, and then reads it again. */
  change(write: (now: number) => void): void {
    this.#ctx.storage.transactionSync(() => write(Date.now()));
    this.#loaded = loadAccount(this.store);
    this.#face = null;
    this.#doors.committed();
  }

  /** I1 to I12: the account stops and says so; anything else is not ours to judge here. */
  freezeOn(error: unknown): { ok: false; refusal: Refusal } {
    if (!(error instanceof InvariantViolation)) throw error;
    // The first reason stands, and is said once, however many nights find it again.
    if (this.opened().frozenBecause !== null) return refused({ code: 'account_frozen' });
    console.error(`account ${this.accountId} is frozen: ${error.message}`);
    this.change((now) => {
      this.store.freeze(error.message, now);
      this.store.insertNotice({ at: now, kind: 'frozen', facts: { because: error.message } });
    });
    return refused({ code: 'account_frozen' });
  }

  async face(): Promise<Face> {
    if (this.#face !== null) return this.#face;
    const key = await this.key();
    this.#face = revealFace(this.opened().child, this.store, key);
    return this.#face;
  }

  /** The child's own, asked of the municipality and held in memory only. */
  async key(): Promise<Uint8Array> {
    if (this.#personKey === null) {
      const { childId } = this.opened().child;
      const [key] = await this.municipality().personKeys([childId]);
      if (key === undefined || key === null) throw new Error('the child was erased');
      this.#personKey = key;
    }
    return this.#personKey;
  }

  /** A free text under the child's key, in hex. */
  async encryptedReason(reason: string): Promise<string> {
    const key = await this.key();
    const { childId } = this.opened().child;
    return Buffer.from(encryptText(key, childId, 'reason', reason)).toString('hex');
  }

  /** What {@link encryptedReason} made, in clear. */
  async clearReason(ciphertext: string): Promise<string> {
    const key = await this.key();
    const { childId } = this.opened().child;
    return decryptText(key, childId, 'reason', Buffer.from(ciphertext, 'hex'));
  }

  /** First use: the municipality knows whose account this is. An id that it does not know opens nothing. */
  async #open(): Promise<boolean> {
    const opening: AccountOpening | null = await this.municipality().openAccount(this.accountId);
    if (opening === null) return false;
    migrate(this.#ctx.storage, CARD_ACCOUNT_MIGRATIONS);
    this.change((now) => installOpening(this.store, this.cards, opening, randomBytes(32), now));
    return true;
  }
}
