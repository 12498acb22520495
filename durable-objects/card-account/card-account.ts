// The one account of a child: a Durable Object that serialises everything that moves its money. Thin: it
// opens itself, and gives each request one transactionSync. Absent: who may ask (the edge and the till
// decide that), SQL (journal.ts, account-store.ts), rules (decide-*.ts).

import { DurableObject } from 'cloudflare:workers';
import { randomBytes } from 'node:crypto';
import type { AutoTopUpRule, AutoTopUps } from '../../contracts/auto-top-ups.ts';
import type { CardChange, CardOrder, CardState, ChildsCards } from '../../contracts/cards.ts';
import type { ChildOverview } from '../../contracts/children.ts';
import { type AccountId, GuardianId, type PresentationId } from '../../contracts/ids.ts';
import type { LimitsInForce } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { Dispute, Statement } from '../../contracts/statement.ts';
import type { PayingIn, TopUp } from '../../contracts/top-ups.ts';
import type { Env } from '../env.ts';
import { guardianNames } from '../guardian-names.ts';
import { InvariantViolation } from '../invariant.ts';
import { hasTables, migrate } from '../migrate.ts';
import type { PaymentItem } from '../municipality/payment-comparison-store.ts';
import { isOurObjectId, municipalityIdOf } from '../object-id.ts';
import { paymentProvidersOf } from '../payments/payment-providers.ts';
import { encryptText } from '../person-cipher.ts';
import { remember } from '../remember.ts';
import {
  type AccountOpening,
  type CopyCommand,
  installCopy,
  installOpening,
} from './account-copies.ts';
import { AccountStore } from './account-store.ts';
import { club, guardian } from './asker.ts';
import { type AccountInspection, auditBooks, inspectBooks } from './audit.ts';
import type {
  AskAboutAgreementCommand,
  AutoTopUpsCommand,
  DeleteAutoTopUpCommand,
  MendAutoTopUpCommand,
  PutAutoTopUpCommand,
} from './auto-top-up-commands.ts';
import { AutoTopUpDesk } from './auto-top-up-desk.ts';
import {
  activateByTap,
  activateCard,
  blockCard,
  cancelOrder,
  childsCards,
  deliverCard,
  orderCard,
  produceCard,
  retireCard,
  unblockCard,
} from './card-desk.ts';
import { CardOrderFeed } from './card-order-feed.ts';
import { CardStore } from './card-store.ts';
import { childsCard } from './card-views.ts';
import { ChargeReturnDesk } from './charge-return-desk.ts';
import { bodyOfRefund, bodyOfTopUp } from './command-bodies.ts';
import type {
  AddCardCommand,
  CancelCardOrderCommand,
  CardStateCommand,
  ChangeLimitsCommand,
  ChildsCardCommand,
  ChildsCardsCommand,
  EndPresentationCommand,
  OrderCardCommand,
  PresentCardCommand,
  PresentNamedCommand,
  ProduceCardCommand,
  PurchaseCommand,
  RefundCommand,
  ReversalCommand,
  SetLimitsCommand,
  TillFacts,
  TopUpCommand,
} from './commands.ts';
import { isWellFormed } from './decide-top-up.ts';
import type { TopUpAttempt, TopUpState } from './decide-top-up-attempt.ts';
import { type DisputeCommand, DisputeDesk } from './dispute-desk.ts';
import { DisputeStore } from './dispute-store.ts';
import { type Face, revealFace } from './face.ts';
import { mayGuardian } from './guardian-rights.ts';
import { Journal } from './journal.ts';
import { LaterWrites } from './later-writes.ts';
import { changeLimits, limitsInForce, withSetterName } from './limits-desk.ts';
import { linkNotices } from './link-notices.ts';
import { type LoadedAccount, loadAccount } from './loaded-account.ts';
import { LookLog, type LooksAtChild, type LooksCommand } from './look-log.ts';
import { type GuardianLookKind, LookStore } from './look-store.ts';
import { CARD_ACCOUNT_MIGRATIONS } from './migrations.ts';
import { NoticeFeed } from './notice-feed.ts';
import { NoticeStore } from './notice-store.ts';
import { overviewFor } from './overview.ts';
import {
  type ComparedPayments,
  type ComparePaymentsCommand,
  PaymentBooksDesk,
} from './payment-books-desk.ts';
import { PaymentBooksStore } from './payment-books-store.ts';
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
import { type OwnTopUpCommand, type StartTopUpCommand, TopUpDesk } from './top-up-desk.ts';
import { TopUpStore } from './top-up-store.ts';
import type { PayingInCommand } from './top-up-views.ts';

const REMEMBERED_NAMED = 10;

export class CardAccount extends DurableObject<Env> {
  readonly #store: AccountStore;
  readonly #cards: CardStore;
  readonly #cardOrders: CardOrderFeed;
  readonly #journal: Journal;
  readonly #later: LaterWrites;
  readonly #looks: LookLog;
  readonly #feed: NoticeFeed;
  readonly #statements: StatementDesk;
  readonly #disputes: DisputeDesk;
  readonly #topUpStore: TopUpStore;
  readonly #topUps: TopUpDesk;
  readonly #chargeReturns: ChargeReturnDesk;
  readonly #paymentBooks: PaymentBooksDesk;
  readonly #autoTopUps: AutoTopUpDesk;
  #account: LoadedAccount | null = null;
  #opening: Promise<boolean> | null = null;
  #personKey: Uint8Array | null = null;
  #face: Face | null = null;
  /** The same request again gets the same presentation, not another 90 s. */
  readonly #shownByName = new Map<PresentationId, SealedPresentation>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new AccountStore(ctx.storage.sql);
    this.#cards = new CardStore(ctx.storage.sql);
    this.#cardOrders = new CardOrderFeed(ctx, this.#cards, {
      accountId: this.#accountId(),
      municipality: () => this.#municipality(),
    });
    this.#journal = new Journal(ctx.storage.sql);
    this.#later = new LaterWrites(ctx);
    this.#looks = new LookLog(new LookStore(ctx.storage.sql), this.#later);
    this.#feed = new NoticeFeed(ctx, new NoticeStore(ctx.storage.sql), this.#journal, {
      later: this.#later,
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
    this.#topUpStore = new TopUpStore(ctx.storage.sql);
    this.#topUps = new TopUpDesk(ctx, this.#topUpStore, {
      accountId: this.#accountId(),
      books: () => this.#books(),
      providers: () =>
        env.PAYMENT_PROVIDERS ? paymentProvidersOf(env.PAYMENT_PROVIDERS) : new Map(),
      lookAgain: (attempt) => this.#chargeReturns.lookAgain(attempt),
      committed: () => this.#feed.nudge(),
      freezeOn: (error) => this.#freezeOn(error),
    });
    const paymentBooks = new PaymentBooksStore(ctx.storage.sql);
    this.#chargeReturns = new ChargeReturnDesk(ctx, paymentBooks, {
      books: () => this.#books(),
      attempts: this.#topUpStore,
      outcomeOf: (attempt) => this.#topUps.outcomeOf(attempt),
      takenBack: () => undefined,
      committed: () => this.#feed.nudge(),
      freezeOn: (error) => this.#freezeOn(error),
    });
    this.#paymentBooks = new PaymentBooksDesk(paymentBooks, this.#chargeReturns, {
      accountId: this.#accountId(),
      books: () => this.#books(),
      attempts: this.#topUpStore,
      ask: (reference) => this.#topUps.ask(reference),
    });
    this.#autoTopUps = new AutoTopUpDesk();
    if (hasTables(ctx.storage)) {
      migrate(ctx.storage, CARD_ACCOUNT_MIGRATIONS);
      this.#account = loadAccount(this.#store);
      this.#feed.nudgeIfBehind();
      this.#topUps.wake();
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
    if (this.#opened().settings.activateByFirstTap) {
      await this.#handle((books, now) => activateByTap(books, command, now));
    }
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
    const body = bodyOfRefund(command);
    const intent = intentOf('refund', command.refundId, body, 'refund_id_reused');
    return this.#settle(intent, (books, now) => settleRefund(books, command, reason, now));
  }

  /** Puts money in that a person of the municipality vouches for. Refusals: see `decideTopUp`. */
  async topUp(command: TopUpCommand): Promise<Outcome<TopUpReceipt, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    if (!isWellFormed(command)) return refused({ code: 'invalid_request' });
    const reason = await this.#encryptedReason(command.reason);
    const body = bodyOfTopUp(command);
    const intent = intentOf('top_up', command.topUpId, body, 'top_up_id_reused');
    return this.#settle(intent, (books, now) => settleTopUp(books, command, reason, now));
  }

  /** Adds an active card; one that it has stays as it is. Called by `Municipality.registerCard`. */
  async addCard(command: AddCardCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const { by, ...card } = command;
    if (this.#cards.card(card.cardId) === null) {
      this.#change((now) => this.#cards.add({ ...card, state: 'active' }, by, now));
    }
    return accepted(null);
  }

  // --- the overview --------------------------------------------------------------------------------

  /** The child as this guardian may see it. Refusal: `account_unknown`. Writes nothing but the look. */
  async overview({ by }: { by: GuardianId }): Promise<Outcome<ChildOverview, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const may = mayGuardian(this.#opened(), by, 'see_name', Date.now());
    if (!may.ok) return may;
    const [face, key] = [await this.#revealedFace(), await this.#key()];
    const cards = this.#cards.cards().map(childsCard);
    // The links are looked at again: what was awaited may have let an end in.
    const now = Date.now();
    const still = mayGuardian(this.#opened(), by, 'see_name', now);
    if (!still.ok) return still;
    const sources = { books: this.#books(), cards, face, key };
    return this.#seenBy(by, 'overview', accepted(overviewFor(sources, by, still.value, now)));
  }

  /** Takes over a newer copy from the municipality; an older one than seen changes nothing. */
  async takeCopy(command: CopyCommand): Promise<void> {
    if (!(await this.#isOpen())) return;
    this.#change((now) => {
      const before = this.#opened().links;
      installCopy(this.#store, command);
      if (command.kind !== 'links') return;
      const after = this.#store.copy('links');
      for (const told of linkNotices(before, after)) this.#store.insertNotice({ at: now, ...told });
      this.#feed.beginMarks(before, after, now);
    });
    this.#face = null;
  }

  /** Replays the whole journal in slices and compares. A violated invariant freezes the account. */
  async audit(): Promise<Outcome<{ entries: number }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    await this.#disputes.tell();
    await this.#cardOrders.tell();
    await this.#topUps.comeBack();
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
    return (await this.#isOpen()) ? inspectBooks(this.#books(), this.#looks.atTills()) : null;
  }

  /**
   * Who looked at this child, at tills and in the portal. For the municipality, which logs that it asked.
   * Refusals in order: `account_unknown`, `period_too_long`.
   */
  async looks(command: LooksCommand): Promise<Outcome<LooksAtChild, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#looks.between(command);
  }

  // --- what guardians are told -------------------------------------------------------------------

  /** Comes back for what did not reach a guardian. */
  override async alarm(): Promise<void> {
    await this.#feed.deliver();
    await this.#disputes.tell();
    await this.#cardOrders.tell();
    if (this.#account !== null) await this.#topUps.askDue();
  }

  // --- top-ups by guardians, through a payment provider ------------------------------------------

  /** Ways, amounts, room, and the asker's own latest. Refusals: see `TopUpDesk.payingIn`. */
  async payingIn(command: PayingInCommand): Promise<Outcome<PayingIn, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#topUps.payingIn(command);
  }

  /** Returns the top-up as it stands, with the provider's page. Retry-safe. Refusals: see `TopUpDesk.start`. */
  async startTopUp(command: StartTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#topUps.start(command);
  }

  /** As it stands, after asking the provider if it is open. Refusals: see `TopUpDesk.look`. */
  async childsTopUp(command: OwnTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#topUps.look(command);
  }

  /** Closes the provider's page; what was paid by then is credited. Refusals: see `TopUpDesk.cancel`. */
  async cancelTopUp(command: OwnTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#topUps.cancel(command);
  }

  /** For webhooks, of which nothing but the reference is believed. Refusals: see `TopUpDesk.ask`. */
  async askAboutTopUp(command: {
    reference: string;
  }): Promise<Outcome<{ readonly state: TopUpState }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#topUps.ask(command.reference);
  }

  /** Every attempt and what became of it, oldest first, for support and finance. */
  async topUpAttempts(): Promise<readonly TopUpAttempt[]> {
    return (await this.#isOpen()) ? this.#topUpStore.attempts() : [];
  }

  /** Holds what a provider listed of a day against the journal. Retry-safe. Called by `Municipality` only. */
  async comparePayments(command: ComparePaymentsCommand): Promise<ComparedPayments> {
    const isOpen = await this.#isOpen();
    return isOpen ? this.#paymentBooks.compare(command) : { agreedOre: ore(0), isSettled: false };
  }

  /** What a person has to look at in this account's payments, and what was taken back. */
  async openPayments(): Promise<readonly PaymentItem[]> {
    return (await this.#isOpen()) ? this.#paymentBooks.openPayments(Date.now()) : [];
  }

  // --- guardians' standing rules for money in ------------------------------------------------------

  /** Every guardian's, the asker's own first. Refusals: see `AutoTopUpDesk.rules`. */
  async autoTopUps(command: AutoTopUpsCommand): Promise<Outcome<AutoTopUps, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#autoTopUps.rules(command);
  }

  /** Makes or changes the asker's rule. Retry-safe. Refusals: see `AutoTopUpDesk.put`. */
  async putAutoTopUp(command: PutAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#autoTopUps.put(command);
  }

  /** Repeating it changes nothing. Refusals: see `AutoTopUpDesk.delete`. */
  async deleteAutoTopUp(command: DeleteAutoTopUpCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#autoTopUps.delete(command);
  }

  /** The one button. Retry-safe by the mending's id. Refusals: see `AutoTopUpDesk.mend`. */
  async mendAutoTopUp(command: MendAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#autoTopUps.mend(command);
  }

  /** For webhooks, of which nothing but the reference is believed. Refusal: see `AutoTopUpDesk`. */
  async askAboutAgreement(command: AskAboutAgreementCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    return this.#autoTopUps.askAboutAgreement(command);
  }

  // --- statement ---------------------------------------------------------------------------------

  /** A page of a period, newest first, with its sums and chart. Refusals: see `StatementDesk.page`. */
  async statement(command: StatementCommand): Promise<Outcome<Statement, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const page = await this.#statements.page(this.#books(), command);
    return this.#seenBy(command.by, 'statement', page);
  }

  /** What a file of a period begins with. Its lines come by `statementSlice`. The same refusals. */
  async statementCover(
    command: StatementCommand,
  ): Promise<Outcome<StatementCover & { readonly childName: string }, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const cover = this.#statements.cover(this.#books(), command);
    if (!cover.ok) return cover;
    this.#seenBy(command.by, 'statement_file', cover);
    const { childName } = await this.#revealedFace();
    return accepted({ ...cover.value, childName });
  }

  /** The next lines of a file, oldest first. Refusals: `account_unknown`, `rights_not_enough`. */
  async statementSlice(command: StatementSliceCommand): Promise<Outcome<StatementSlice, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const slice = await this.#statements.slice(this.#books(), command);
    return this.#seenBy(command.by, 'statement_file', slice);
  }

  /** "Det var ikke mit barn." Refusals: see `DisputeDesk.report`. Retry-safe; a frozen account hears it too. */
  async dispute(command: DisputeCommand): Promise<Outcome<Dispute, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const encrypt = (text: string) => this.#encryptedReason(text);
    return this.#disputes.report(() => this.#opened(), command, encrypt);
  }

  // --- cards and limits, for guardians -----------------------------------------------------------

  /** Refusals: see `childsCards` of card-desk.ts. */
  async childsCards({ by }: ChildsCardsCommand): Promise<Outcome<ChildsCards, Refusal>> {
    const cards = await this.#handle((books, now) => childsCards(books, guardian(by), now));
    return this.#seenBy(by, 'cards', cards);
  }

  /** In force at every till at its next request. Repeating it changes nothing. Refusals: see `blockCard`. */
  async blockChildsCard({ by, cardId }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => blockCard(books, guardian(by), cardId, now));
  }

  /** "Fundet igen". Repeating it changes nothing. Refusals: see `unblockCard` of card-desk.ts. */
  async unblockChildsCard({
    by,
    cardId,
  }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => unblockCard(books, guardian(by), cardId, now));
  }

  /** "Aktivér kort"; every other card dies. Repeating it changes nothing. Refusals: see `activateCard`. */
  async activateChildsCard({
    by,
    cardId,
  }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => activateCard(books, guardian(by), cardId, now));
  }

  /** Orders a card, and blocks the lost one. Retry-safe by the order's id. Refusals: see `orderCard`. */
  async orderCard(command: OrderCardCommand): Promise<Outcome<CardOrder, Refusal>> {
    const { by, orderId, request } = command;
    return this.#handle((books, now) => orderCard(books, guardian(by), orderId, request, now));
  }

  /** Gives the fee back, once. Repeating it changes nothing. Refusals: see `cancelOrder`. */
  async cancelCardOrder({
    by,
    orderId,
  }: CancelCardOrderCommand): Promise<Outcome<CardOrder, Refusal>> {
    return this.#handle((books, now) => cancelOrder(books, guardian(by), orderId, now));
  }

  /** Refusals: see `limitsInForce` of limits-desk.ts. */
  async childsLimits({ by }: ChildsCardsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const seen = await this.#handle((books, now) => limitsInForce(books, guardian(by), now));
    if (!seen.ok) return seen;
    this.#seenBy(by, 'limits', seen);
    const namesOf = (ids: readonly GuardianId[]) => guardianNames(ids, () => this.#municipality());
    return accepted(await withSetterName(this.#books(), seen.value, Date.now(), namesOf));
  }

  /** Replaces the limits, in force at the next purchase. Refusals: see `changeLimits` of limits-desk.ts. */
  async changeChildsLimits(command: ChangeLimitsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const { by, seenVersion, limits } = command;
    return this.#handle((books, now) =>
      changeLimits(books, guardian(by), seenVersion, limits, now),
    );
  }

  // --- cards and limits, for the club; its routes arrive with staff's login ------------------------

  /** Blocks an active card; a blocked one stays as it is. Refusals: see `decideBlock`. */
  async blockCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => blockCard(books, club(by), cardId, now));
  }

  /** Refusals: see `decideUnblock`. */
  async unblockCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => unblockCard(books, club(by), cardId, now));
  }

  /**
   * The print batch asks for an ordered card: produced with this chip, or cancelled. Called by
   * `Municipality.producePrintBatch`. Repeating it changes nothing. Refusals: see `decideProduction`.
   */
  async produceCard(command: ProduceCardCommand): Promise<Outcome<CardState, Refusal>> {
    const { by, cardId, ...chip } = command;
    return this.#handle((books, now) => produceCard(books, club(by), cardId, chip, now));
  }

  /** A produced card has come to the club. Refusals: see `decideDelivery`. */
  async deliverCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => deliverCard(books, club(by), cardId, now));
  }

  /** Staff give a delivered card to the child: it comes into use. Refusals: see `decideActivation`. */
  async handOverCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => activateCard(books, club(by), cardId, now));
  }

  /** A card is broken or lost for good. Refusals: see `decideRetirement`. */
  async retireCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#handle((books, now) => retireCard(books, club(by), cardId, now));
  }

  /** Limits that the club sets for the guardians. Refusals: see `changeLimits` of limits-desk.ts. */
  async setLimits(command: SetLimitsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const { by, seenVersion, limits } = command;
    return this.#handle((books, now) => changeLimits(books, club(by), seenVersion, limits, now));
  }

  /**
   * One transaction of a desk. A refusal may come with a write: a lost card stays blocked though its
   * replacement is refused. When the books are found wrong, the desk is asked once more, of a frozen account.
   */
  async #handle<Value>(
    ask: (books: Books, now: number) => Outcome<Value, Refusal>,
  ): Promise<Outcome<Value, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const askOnce = () => this.ctx.storage.transactionSync(() => ask(this.#books(), Date.now()));
    let outcome: Outcome<Value, Refusal>;
    try {
      outcome = askOnce();
    } catch (error) {
      const wasFrozen = this.#opened().frozenBecause !== null;
      const frozen = this.#freezeOn(error);
      outcome = wasFrozen ? frozen : askOnce();
    }
    this.#account = loadAccount(this.#store);
    this.#feed.nudge();
    await this.#cardOrders.nudge();
    return outcome;
  }

  async #settle<Value>(
    intent: Intent,
    settle: (books: Books, now: number) => Settled<Value>,
  ): Promise<Outcome<Value, Refusal>> {
    if (!(await this.#isOpen())) return refused({ code: 'account_unknown' });
    const books = this.#books();
    const { sealKey, frozenBecause } = books.account;
    try {
      const outcome = this.#later.transaction(() =>
        settleOnce<Value>(this.#journal, sealKey, intent, () =>
          frozenBecause === null
            ? settle(books, Date.now())
            : { outcome: refused({ code: 'account_frozen' }), sequence: null },
        ),
      );
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

  #show(sealed: SealedPresentation, face: Face, till: TillFacts, now: number): PresentedChild {
    const child = presentedChild(this.#books(), sealed, face, till, now);
    const { kind, presentationId } = child;
    const operatorId = till.operator?.operatorId ?? null;
    const { namedReason } = sealed;
    const { tillId } = till;
    this.#looks.shownAtTill({ at: now, tillId, operatorId, kind, namedReason, presentationId });
    return child;
  }

  /** An answer to a guardian, who saw something of the child if it is no refusal. */
  #seenBy<Value>(
    by: GuardianId,
    kind: GuardianLookKind,
    answer: Outcome<Value, Refusal>,
  ): Outcome<Value, Refusal> {
    if (answer.ok) this.#looks.seenBy(by, kind, Date.now());
    return answer;
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
    this.#change((now) => installOpening(this.#store, this.#cards, opening, randomBytes(32), now));
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
      cards: this.#cards,
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
