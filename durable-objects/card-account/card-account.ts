// The one account of a child: a Durable Object that serialises everything that moves its money. Thin: it
// opens itself, and gives each request one transactionSync. Absent: who may ask (the edge and the till
// decide that), SQL (journal.ts, account-store.ts), rules (decide-*.ts).

import { DurableObject } from 'cloudflare:workers';
import { randomBytes } from 'node:crypto';
import { type AccountId, GuardianId, type PresentationId } from '../../contracts/ids.ts';
import { Limits } from '../../contracts/limits.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { Dispute, Statement } from '../../contracts/statement.ts';
import type { Env } from '../env.ts';
import { InvariantViolation } from '../invariant.ts';
import { hasTables, migrate } from '../migrate.ts';
import { isOurObjectId, municipalityIdOf } from '../object-id.ts';
import { encryptText } from '../person-cipher.ts';
import { remember } from '../remember.ts';
import {
  type AccountOpening,
  type CopyCommand,
  installCopy,
  installOpening,
} from './account-copies.ts';
import { AccountStore } from './account-store.ts';
import { type AccountInspection, auditBooks, inspectBooks } from './audit.ts';
import type {
  AddCardCommand,
  CardStateCommand,
  EndPresentationCommand,
  PresentCardCommand,
  PresentNamedCommand,
  PurchaseCommand,
  RefundCommand,
  ReversalCommand,
  SetLimitsCommand,
  TillFacts,
  TopUpCommand,
} from './commands.ts';
import type { CardState } from './decide-purchase.ts';
import { isWellFormed } from './decide-top-up.ts';
import { type DisputeCommand, DisputeDesk } from './dispute-desk.ts';
import { DisputeStore } from './dispute-store.ts';
import { type Face, revealFace } from './face.ts';
import { Journal } from './journal.ts';
import { type LoadedAccount, loadAccount } from './loaded-account.ts';
import { LookLog } from './look-log.ts';
import { CARD_ACCOUNT_MIGRATIONS } from './migrations.ts';
import { NoticeFeed } from './notice-feed.ts';
import { NoticeStore } from './notice-store.ts';
import type { SealedPresentation } from './presentation-seal.ts';
import {
  endPresentation,
  presentationByName,
  presentationOfCard,
  presentedChild,
} from './presenting.ts';
import type { RefundReceipt, TopUpReceipt } from './receipt.ts';
import { type Books, settlePurchase, settleRefund, settleReversal, settleTopUp } from './settle.ts';
import { type Intent, type Settled, settleOnce } from './settle-once.ts';
import {
  type StatementCommand,
  type StatementCover,
  StatementDesk,
  type StatementSlice,
  type StatementSliceCommand,
} from './statement.ts';
import { StatementStore } from './statement-store.ts';

const REMEMBERED_NAMED = 10;

export class CardAccount extends DurableObject<Env> {
  readonly #store: AccountStore;
  readonly #journal: Journal;
  readonly #looks: LookLog;
  readonly #feed: NoticeFeed;
  readonly #statements: StatementDesk;
  readonly #disputes: DisputeDesk;
  #account: LoadedAccount | null = null;
  #opening: Promise<boolean> | null = null;
  #personKey: Uint8Array | null = null;
  #face: Face | null = null;
  /** The same request again gets the same presentation, not another 90 s. */
  readonly #shownByName = new Map<PresentationId, SealedPresentation>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new AccountStore(ctx.storage.sql);
    this.#journal = new Journal(ctx.storage.sql);
    this.#looks = new LookLog(this.#store, ctx);
    this.#feed = new NoticeFeed(ctx, new NoticeStore(ctx.storage.sql), this.#journal, {
      accountId: this.#accountId(),
      account: () => this.#account,
      isOurs: (guardianId) =>
        GuardianId.safeParse(guardianId).success && isOurObjectId(guardianId, env.EDGE_KEY),
      guardian: (guardianId) => env.GUARDIAN.getByName(guardianId),
    });
    this.#statements = new StatementDesk(this.#journal, new StatementStore(ctx.storage.sql));
    this.#disputes = new DisputeDesk(ctx, this.#journal, new DisputeStore(ctx.storage.sql), {
      accountId: this.#accountId(),
      municipality: () => this.#municipality(),
    });
    if (hasTables(ctx.storage)) {
      migrate(ctx.storage, CARD_ACCOUNT_MIGRATIONS);
      this.#account = loadAccount(this.#store);
      this.#feed.nudgeIfBehind();
    }
  }

  /**
   * Shows the child of a tapped card to a till. Called by `Till.tap` only. Writes nothing but the look.
   *
   * Refusals in order of precedence: `account_unknown`, `account_frozen`, `card_unknown`,
   * `card_blocked`, `card_retired`, `card_not_active`.
   */
  async presentCard(command: PresentCardCommand): Promise<Outcome<PresentedChild, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const face = await this.#revealedFace();
    const now = Date.now();
    const sealed = presentationOfCard(this.#books(), command, now);
    return sealed.ok ? accepted(this.#show(sealed.value, face, command.till, now)) : sealed;
  }

  /**
   * Shows a child that the operator found by name. Called by `Till.presentNamed` only, which has checked
   * that the operator is staff. Refusals in order: `account_unknown`, `account_frozen`,
   * `presentation_ended`, `presentation_used`.
   */
  async presentNamed(command: PresentNamedCommand): Promise<Outcome<PresentedChild, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const face = await this.#revealedFace();
    const now = Date.now();
    const sealed = presentationByName(this.#books(), command, now);
    if (!sealed.ok) return sealed;
    const { presentationId, tillId } = sealed.value;
    const known = this.#shownByName.get(presentationId);
    const shown = known?.tillId === tillId ? known : sealed.value;
    remember(this.#shownByName, presentationId, shown, REMEMBERED_NAMED);
    return accepted(this.#show(shown, face, command.till, now));
  }

  /**
   * Ends a presentation: the wrong child stands there, or the till stays with another. Repeating it, or
   * ending one that has expired or paid, changes nothing. Refusals: `account_unknown`,
   * `presentation_not_valid`.
   */
  async endPresentation(command: EndPresentationCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const books = this.#books();
    const ended = this.ctx.storage.transactionSync(() =>
      endPresentation(books, command, Date.now()),
    );
    this.#feed.nudge();
    return ended;
  }

  /**
   * Spends money from the purse in one message. Retrying with the same `purchaseId` returns the first
   * outcome, refusals included. Called by `Till.purchase` only, which has checked the device.
   *
   * Refusals in order of precedence: `account_unknown` (not remembered), `purchase_id_reused`,
   * `account_frozen`, then those of `decidePurchase`.
   *
   * @throws nothing of its own; a violated invariant writes nothing but the freeze.
   */
  async purchase(command: PurchaseCommand): Promise<Outcome<Receipt, Refusal>> {
    const { purchaseId, request } = command;
    const intent = intentOf('purchase', purchaseId, request, 'purchase_id_reused');
    return this.#settle(intent, (books, now) => settlePurchase(books, command, now));
  }

  /** Undoes a purchase at the till, within minutes. Refusals: see `decideReversal`. Retry-safe. */
  async reverse(command: ReversalCommand): Promise<Outcome<ReversalReceipt, Refusal>> {
    const { reversalId, purchaseId } = command;
    const intent = intentOf('reversal', reversalId, { purchaseId }, 'reversal_id_reused');
    return this.#settle(intent, (books, now) => settleReversal(books, command, now));
  }

  /** Gives back a purchase, whole or by line, with a reason. Refusals: see `decideRefund`. Retry-safe. */
  async refund(command: RefundCommand): Promise<Outcome<RefundReceipt, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    if (command.reason.trim() === '') return refused({ code: 'invalid_request' });
    const reason = await this.#encryptedReason(command.reason);
    const intent = intentOf('refund', command.refundId, command, 'refund_id_reused');
    return this.#settle(intent, (books, now) => settleRefund(books, command, reason, now));
  }

  /** Puts money in that a person of the municipality vouches for. Refusals: see `decideTopUp`. */
  async topUp(command: TopUpCommand): Promise<Outcome<TopUpReceipt, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    if (!isWellFormed(command)) return refused({ code: 'invalid_request' });
    const reason = await this.#encryptedReason(command.reason);
    const intent = intentOf('top_up', command.topUpId, command, 'top_up_id_reused');
    return this.#settle(intent, (books, now) => settleTopUp(books, command, reason, now));
  }

  /**
   * Replaces the parent's limits, in force at the next purchase. Refusals: `account_unknown`,
   * `version_conflict` when another version is in force than the one that was seen, `invalid_request`.
   */
  async setLimits(command: SetLimitsCommand): Promise<Outcome<{ version: number }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const { limitsVersion } = this.#opened();
    if (command.seenVersion !== limitsVersion) return refused({ code: 'version_conflict' });
    const parsed = Limits.safeParse(command.limits);
    if (!parsed.success) return refused({ code: 'invalid_request' });
    const limits = parsed.data;
    const version = limitsVersion + 1;
    this.#change((now) => {
      this.#store.insertLimits(version, limits, command.by, now);
      this.#store.insertNotice({ at: now, kind: 'limits', facts: { version, by: command.by } });
    });
    return accepted({ version });
  }

  /** Blocks an active card; a blocked one stays as it is. Refusals: `card_unknown`, `card_state_conflict`. */
  async blockCard(command: CardStateCommand): Promise<Outcome<{ state: CardState }, Refusal>> {
    return this.#moveCard(command, 'active', 'blocked');
  }

  /** Unblocks a blocked card. Refusals: `card_unknown`, `card_state_conflict`. */
  async unblockCard(command: CardStateCommand): Promise<Outcome<{ state: CardState }, Refusal>> {
    return this.#moveCard(command, 'blocked', 'active');
  }

  /** Adds an active card; one that it has stays as it is. Called by `Municipality.registerCard`. */
  async addCard(command: AddCardCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const { cardId, identifier, by } = command;
    if (this.#store.cardState(cardId) === null) {
      this.#change((now) => this.#store.putCardState(cardId, identifier, 'active', by, now));
    }
    return accepted(null);
  }

  /** Takes over a newer copy from the municipality; an older one than seen changes nothing. */
  async takeCopy(command: CopyCommand): Promise<void> {
    if (!(await this.#isOpen())) return;
    this.#change((now) => {
      const before = this.#opened().links;
      installCopy(this.#store, command);
      if (command.kind === 'links') this.#feed.beginMarks(before, this.#store.copy('links'), now);
    });
    this.#face = null;
  }

  /** Replays the whole journal in slices and compares. A violated invariant freezes the account. */
  async audit(): Promise<Outcome<{ entries: number }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    await this.#disputes.tell();
    try {
      const audited = await auditBooks(this.#journal);
      // A frozen account does not agree again by itself: somebody must look at it.
      const isFrozen = this.#opened().frozenBecause !== null;
      return isFrozen ? refused({ code: 'account_frozen' }) : accepted(audited);
    } catch (error) {
      return this.#freezeOn(error);
    }
  }

  /** Sums and logs as they stand, for the sweeper, support and tests. Holds no name. */
  async inspect(): Promise<AccountInspection | null> {
    return (await this.#isOpen()) ? inspectBooks(this.#books()) : null;
  }

  // --- what guardians are told -------------------------------------------------------------------

  /** Comes back for what did not reach a guardian. */
  override async alarm(): Promise<void> {
    await this.#feed.deliver();
    await this.#disputes.tell();
  }

  // --- statement ---------------------------------------------------------------------------------

  /** A page of a period, newest first, with its sums and chart. Refusals: see `StatementDesk.page`. */
  async statement(command: StatementCommand): Promise<Outcome<Statement, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#statements.page(this.#books(), command);
  }

  /** What a file of a period begins with. Its lines come by `statementSlice`. The same refusals. */
  async statementCover(
    command: StatementCommand,
  ): Promise<Outcome<StatementCover & { readonly childName: string }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const cover = this.#statements.cover(this.#books(), command);
    if (!cover.ok) return cover;
    const { childName } = await this.#revealedFace();
    return accepted({ ...cover.value, childName });
  }

  /** The next lines of a file, oldest first. Refusals: `account_unknown`, `rights_not_enough`. */
  async statementSlice(command: StatementSliceCommand): Promise<Outcome<StatementSlice, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#statements.slice(this.#books(), command);
  }

  /** "Det var ikke mit barn." Refusals: see `DisputeDesk.report`. Retry-safe; a frozen account hears it too. */
  async dispute(command: DisputeCommand): Promise<Outcome<Dispute, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const encrypt = (text: string) => this.#encryptedReason(text);
    return this.#disputes.report(() => this.#opened(), command, encrypt);
  }

  async #settle<Value>(
    intent: Intent,
    settle: (books: Books, now: number) => Settled<Value>,
  ): Promise<Outcome<Value, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const books = this.#books();
    const { sealKey, frozenBecause } = books.account;
    try {
      let written = 0;
      const outcome = this.ctx.storage.transactionSync(() => {
        written = this.#looks.writePending();
        return settleOnce<Value>(this.#journal, sealKey, intent, () =>
          frozenBecause === null
            ? settle(books, Date.now())
            : { outcome: refused({ code: 'account_frozen' }), sequence: null },
        );
      });
      this.#looks.forget(written);
      this.#feed.nudge();
      return outcome;
    } catch (error) {
      return this.#freezeOn(error);
    }
  }

  /** I1 to I12: the account stops and says so; anything else is not ours to judge here. */
  #freezeOn(error: unknown): { ok: false; refusal: Refusal } {
    if (!(error instanceof InvariantViolation)) throw error;
    // The first reason stands, and is said once, however many nights find it again.
    if (this.#opened().frozenBecause !== null) return refused({ code: 'account_frozen' });
    console.error(`account ${this.ctx.id.name} is frozen: ${error.message}`);
    this.#change((now) => {
      this.#store.freeze(error.message, now);
      this.#store.insertNotice({ at: now, kind: 'frozen', facts: { because: error.message } });
    });
    return refused({ code: 'account_frozen' });
  }

  #moveCard(
    { cardId, by }: CardStateCommand,
    from: CardState,
    to: CardState,
  ): Promise<Outcome<{ state: CardState }, Refusal>> {
    return this.#isOpen().then((isOpen) => {
      const state = isOpen ? this.#store.cardState(cardId) : null;
      if (state === null) return refused({ code: 'card_unknown' } as const);
      if (state === to) return accepted({ state });
      if (state !== from) return refused({ code: 'card_state_conflict' } as const);
      this.#change((now) => {
        this.#store.moveCard(cardId, to, by, now);
        this.#store.insertNotice({ at: now, kind: 'card_state', facts: { cardId, state: to, by } });
      });
      return accepted({ state: to });
    });
  }

  #show(sealed: SealedPresentation, face: Face, till: TillFacts, now: number): PresentedChild {
    const child = presentedChild(this.#books(), sealed, face, till, now);
    const { kind, presentationId } = child;
    const operatorId = till.operator?.operatorId ?? null;
    const { namedReason } = sealed;
    const { tillId } = till;
    this.#looks.add({ at: now, tillId, operatorId, kind, namedReason, presentationId });
    return child;
  }

  /** One transaction that changes what is held in memory, and then reads it again. */
  #change(write: (now: number) => void): void {
    this.ctx.storage.transactionSync(() => write(Date.now()));
    this.#account = loadAccount(this.#store);
    this.#feed.nudge();
  }

  #isOpen(): Promise<boolean> {
    if (this.#account !== null) return Promise.resolve(true);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** First use: the municipality knows whose account this is. An id that it does not know opens nothing. */
  async #open(): Promise<boolean> {
    const opening: AccountOpening | null = await this.#municipality().openAccount(
      this.#accountId(),
    );
    if (opening === null) return false;
    migrate(this.ctx.storage, CARD_ACCOUNT_MIGRATIONS);
    this.#change((now) => installOpening(this.#store, opening, randomBytes(32), now));
    return true;
  }

  async #revealedFace(): Promise<Face> {
    if (this.#face !== null) return this.#face;
    const key = await this.#key();
    this.#face = revealFace(this.#opened().child, this.#store, key);
    return this.#face;
  }

  async #encryptedReason(reason: string): Promise<string> {
    const key = await this.#key();
    const { childId } = this.#opened().child;
    return Buffer.from(encryptText(key, childId, 'reason', reason)).toString('hex');
  }

  async #key(): Promise<Uint8Array> {
    if (this.#personKey === null) {
      const { childId } = this.#opened().child;
      const [key] = await this.#municipality().personKeys([childId]);
      if (key === undefined || key === null) throw new Error('the child was erased');
      this.#personKey = key;
    }
    return this.#personKey;
  }

  #books(): Books {
    return {
      accountId: this.#accountId(),
      account: this.#opened(),
      journal: this.#journal,
      store: this.#store,
    };
  }

  #opened(): LoadedAccount {
    if (this.#account === null) throw new Error('the account is not open');
    return this.#account;
  }

  #accountId(): AccountId {
    return this.ctx.id.name as AccountId;
  }

  #municipality() {
    const { MUNICIPALITY, MUNICIPALITIES } = this.env;
    return MUNICIPALITY.getByName(municipalityIdOf(this.#accountId(), MUNICIPALITIES));
  }
}

function intentOf(
  kind: Intent['kind'],
  id: string,
  body: unknown,
  reusedCode: Intent['reusedCode'],
): Intent {
  return { kind, id, body, reusedCode };
}
