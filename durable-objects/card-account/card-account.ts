// The one account of a child: a Durable Object that serialises everything that moves its money. All that it may be
// asked is here, and goes straight on. Absent: how it opens and writes (open-account.ts), what answers
// (account-desks.ts), and who may ask (the edge and the till decide that).

import { DurableObject } from 'cloudflare:workers';
import type { AutoTopUpRule, AutoTopUps } from '../../contracts/auto-top-ups.ts';
import type { CardChange, CardOrder, CardState, ChildsCards } from '../../contracts/cards.ts';
import type { ChildOverview } from '../../contracts/children.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import type { LimitsInForce } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { Dispute, Statement } from '../../contracts/statement.ts';
import type { ClosedTopUp, PayingIn, TopUp } from '../../contracts/top-ups.ts';
import type { Env } from '../env.ts';
import { guardianNames } from '../guardian-names.ts';
import type { PaymentItem } from '../municipality/payment-comparison-store.ts';
import { type CopyCommand, installCopy } from './account-copies.ts';
import { type AccountDesks, accountDesks } from './account-desks.ts';
import { club, guardian } from './asker.ts';
import { type AccountInspection, auditBooks, inspectBooks } from './audit.ts';
import type {
  AskAboutAgreementCommand,
  AskedAboutAgreement,
  AutoTopUpsCommand,
  DeleteAutoTopUpCommand,
  MendAutoTopUpCommand,
  PutAutoTopUpCommand,
} from './auto-top-up-commands.ts';
import {
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
import { childsCard } from './card-views.ts';
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
  TopUpCommand,
} from './commands.ts';
import { isWellFormed } from './decide-top-up.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import type { DisputeCommand } from './dispute-desk.ts';
import { mayGuardian } from './guardian-rights.ts';
import { changeLimits, limitsInForce, withSetterName } from './limits-desk.ts';
import { linkNotices } from './link-notices.ts';
import type { LooksAtChild, LooksCommand } from './look-log.ts';
import { OpenAccount } from './open-account.ts';
import { overviewFor } from './overview.ts';
import type { ComparedPayments, ComparePaymentsCommand } from './payment-books-desk.ts';
import type { RefundReceipt, TopUpReceipt } from './receipt.ts';
import { settlePurchase, settleRefund, settleReversal, settleTopUp } from './settle.ts';
import type { Intent } from './settle-once.ts';
import type {
  StatementCommand,
  StatementFileCover,
  StatementSlice,
  StatementSliceCommand,
} from './statement.ts';
import type {
  AskAboutTopUpCommand,
  Asked,
  AttemptInWords,
  EndTopUpByHandCommand,
  OwnTopUpCommand,
  StartTopUpCommand,
} from './top-up-commands.ts';
import type { PayingInCommand } from './top-up-views.ts';

export class CardAccount extends DurableObject<Env> {
  readonly #account: OpenAccount;
  readonly #desks: AccountDesks;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#account = new OpenAccount(ctx, env, {
      committed: () => {
        this.#desks.feed.nudge();
        this.#desks.autoTopUps.looks.runOrdered();
      },
      cardsMoved: () => this.#desks.cardOrders.nudge(),
      afterTaking: (availableOre, now) =>
        this.#desks.autoTopUps.looks.afterTaking(availableOre, now),
    });
    this.#desks = accountDesks(ctx, env, this.#account);
    if (this.#account.loaded === null) return;
    this.#desks.feed.nudgeIfBehind();
    this.#desks.autoTopUps.looks.wake();
  }

  /**
   * Shows the child of a tapped card to a till. Called by `Till.tap` only. Writes nothing but the look.
   *
   * Refusals in order of precedence: `account_unknown`, `account_frozen`, `card_unknown`,
   * `card_blocked`, `card_retired`, `card_not_active`.
   */
  async presentCard(command: PresentCardCommand): Promise<Outcome<PresentedChild, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.presentations.ofCard(command));
  }

  /**
   * Shows a child that the operator found by name. Called by `Till.presentNamed` only, which has checked
   * that the operator is staff. Refusals in order: `account_unknown`, `account_frozen`,
   * `presentation_ended`, `presentation_used`.
   */
  async presentNamed(command: PresentNamedCommand): Promise<Outcome<PresentedChild, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.presentations.byName(command));
  }

  /**
   * Ends a presentation: the wrong child stands there, or the till stays with another. Repeating it, or
   * ending one that has expired or paid, changes nothing. Refusals: `account_unknown`,
   * `presentation_not_valid`.
   */
  async endPresentation(command: EndPresentationCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const ended = this.#desks.presentations.end(command);
    this.#desks.feed.nudge();
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
    return this.#account.settle(intent, (books, now) => settlePurchase(books, command, now));
  }

  /** Undoes a purchase at the till, within minutes. Refusals: see `decideReversal`. Retry-safe. */
  async reverse(command: ReversalCommand): Promise<Outcome<ReversalReceipt, Refusal>> {
    const { reversalId, purchaseId } = command;
    const intent = intentOf('reversal', reversalId, { purchaseId }, 'reversal_id_reused');
    return this.#account.settle(intent, (books, now) => settleReversal(books, command, now));
  }

  /** Gives back a purchase, whole or by line, with a reason. Refusals: see `decideRefund`. Retry-safe. */
  async refund(command: RefundCommand): Promise<Outcome<RefundReceipt, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    if (command.reason.trim() === '') return refused({ code: 'invalid_request' });
    const reason = await this.#account.encryptedReason(command.reason);
    const body = bodyOfRefund(command);
    const intent = intentOf('refund', command.refundId, body, 'refund_id_reused');
    return this.#account.settle(intent, (books, now) => settleRefund(books, command, reason, now));
  }

  /** Puts money in that a person of the municipality vouches for. Refusals: see `decideTopUp`. */
  async topUp(command: TopUpCommand): Promise<Outcome<TopUpReceipt, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    if (!isWellFormed(command)) return refused({ code: 'invalid_request' });
    const reason = await this.#account.encryptedReason(command.reason);
    const body = bodyOfTopUp(command);
    const intent = intentOf('top_up', command.topUpId, body, 'top_up_id_reused');
    return this.#account.settle(intent, (books, now) => settleTopUp(books, command, reason, now));
  }

  /** Adds an active card; one that it has stays as it is. Called by `Municipality.registerCard`. */
  async addCard(command: AddCardCommand): Promise<Outcome<null, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const { by, ...card } = command;
    if (this.#account.cards.card(card.cardId) === null) {
      this.#account.change((now) => this.#account.cards.add({ ...card, state: 'active' }, by, now));
    }
    return accepted(null);
  }

  // --- the overview --------------------------------------------------------------------------------

  /** The child as this guardian may see it. Refusal: `account_unknown`. Writes nothing but the look. */
  async overview({ by }: { by: GuardianId }): Promise<Outcome<ChildOverview, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const may = mayGuardian(this.#account.opened(), by, 'see_name', Date.now());
    if (!may.ok) return may;
    const [face, key] = [await this.#account.face(), await this.#account.key()];
    const cards = this.#account.cards.cards().map(childsCard);
    // The links are looked at again: what was awaited may have let an end in.
    const now = Date.now();
    const still = mayGuardian(this.#account.opened(), by, 'see_name', now);
    if (!still.ok) return still;
    const autoTopUp = this.#desks.autoTopUps.troubleOf(by, now);
    const sources = { books: this.#account.books(), cards, face, key, autoTopUp };
    const overview = accepted(overviewFor(sources, by, still.value, now));
    return this.#desks.looks.answered(by, 'overview', overview);
  }

  /** Takes over a newer copy from the municipality; an older one than seen changes nothing. */
  async takeCopy(command: CopyCommand): Promise<void> {
    if (!(await this.#account.isOpen())) return;
    const { store } = this.#account;
    const isNews = store.copyVersion(command.kind) < command.version;
    this.#account.change((now) => {
      const before = this.#account.opened().links;
      installCopy(store, command);
      if (command.kind !== 'links') return;
      const after = store.copy('links');
      for (const told of linkNotices(before, after)) store.insertNotice({ at: now, ...told });
      this.#desks.feed.beginMarks(before, after, now);
    });
    // A link that ended, a child that came of age, a setting: whatever it does to rules, it does now.
    if (isNews) this.ctx.waitUntil(this.#desks.autoTopUps.looks.sweep());
  }

  /** Replays the whole journal in slices and compares. A violated invariant freezes the account. */
  async audit(): Promise<Outcome<{ entries: number }, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    await this.#desks.disputes.tell();
    await this.#desks.cardOrders.tell();
    await this.#desks.autoTopUps.looks.comeBack();
    try {
      const audited = await auditBooks(this.#account.journal);
      // A frozen account does not agree again by itself: somebody must look at it.
      const isFrozen = this.#account.opened().frozenBecause !== null;
      return isFrozen ? refused({ code: 'account_frozen' }) : accepted(audited);
    } catch (error) {
      return this.#account.freezeOn(error);
    }
  }

  /** Sums and logs as they stand, for the sweeper, support and tests. Holds no name. */
  async inspect(): Promise<AccountInspection | null> {
    return (await this.#account.isOpen())
      ? inspectBooks(this.#account.books(), this.#desks.looks.atTills())
      : null;
  }

  /**
   * Who looked at this child, at tills and in the portal. For the municipality, which logs that it asked.
   * Refusals in order: `account_unknown`, `period_too_long`.
   */
  async looks(command: LooksCommand): Promise<Outcome<LooksAtChild, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.looks.between(command));
  }

  // --- what guardians are told -------------------------------------------------------------------

  /** Comes back for what did not reach a guardian. */
  override async alarm(): Promise<void> {
    await this.#desks.feed.deliver();
    await this.#desks.disputes.tell();
    await this.#desks.cardOrders.tell();
    if (this.#account.loaded === null) return;
    await this.#desks.asking.askDue();
    await this.#desks.autoTopUps.agreements.askDue();
    await this.#desks.autoTopUps.looks.lookDue();
  }

  // --- top-ups by guardians, through a payment provider ------------------------------------------

  /** Ways, amounts, room, and the asker's own latest. Refusals: see `TopUpDesk.payingIn`. */
  async payingIn(command: PayingInCommand): Promise<Outcome<PayingIn, Refusal>> {
    const answer = await this.#account.whenOpen(() => this.#desks.topUps.payingIn(command));
    return this.#desks.looks.answered(command.by, 'top_ups', answer);
  }

  /** Returns the top-up as it stands, with the provider's page. Retry-safe. Refusals: see `TopUpDesk.start`. */
  async startTopUp(command: StartTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const answer = await this.#account.whenOpen(() => this.#desks.topUps.start(command));
    return this.#desks.looks.stillFor(command.by, 'top_ups', answer);
  }

  /** As it stands, after asking the provider if it is open. Refusals: see `TopUpDesk.look`. */
  async childsTopUp(command: OwnTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const answer = await this.#account.whenOpen(() => this.#desks.topUps.look(command));
    return this.#desks.looks.answered(command.by, 'top_ups', answer);
  }

  /** Closes the provider's page; what was paid by then is credited. Refusals: see `TopUpDesk.cancel`. */
  async cancelTopUp(command: OwnTopUpCommand): Promise<Outcome<ClosedTopUp, Refusal>> {
    const answer = await this.#account.whenOpen(() => this.#desks.topUps.cancel(command));
    return this.#desks.looks.stillFor(command.by, 'top_ups', answer);
  }

  /** For webhooks: whom to ask for, and under which name. Refusals: see `TopUpDesk.ask`. */
  async askAboutTopUp(command: AskAboutTopUpCommand): Promise<Outcome<Asked, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.topUps.ask(command));
  }

  /**
   * By finance, of one that stands for a person. Called by `Municipality.endTopUpByHand`, which logs it. Refusals in
   * order: `account_unknown`, `invalid_request` (no reason), those of `TopUpDesk.endByHand`.
   */
  async endTopUpByHand(command: EndTopUpByHandCommand): Promise<Outcome<TopUpAttempt, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    if (command.reason.trim() === '') return refused({ code: 'invalid_request' });
    const reason = await this.#account.encryptedReason(command.reason);
    return this.#desks.topUps.endByHand(command, reason);
  }

  /** Every attempt and what became of it, oldest first, for support and finance: with why one was ended by hand. */
  async topUpAttempts(): Promise<readonly AttemptInWords[]> {
    if (!(await this.#account.isOpen())) return [];
    const inWords = this.#desks.attempts.attempts().map(async (attempt) => {
      const { endReasonCiphertext: ciphertext } = attempt;
      const endReason = ciphertext && (await this.#account.clearReason(ciphertext));
      return { ...attempt, endReason };
    });
    return Promise.all(inWords);
  }

  /** Holds what a provider listed of a day against the journal. Retry-safe. Called by `Municipality` only. */
  async comparePayments(command: ComparePaymentsCommand): Promise<ComparedPayments> {
    const isOpen = await this.#account.isOpen();
    return isOpen
      ? this.#desks.paymentBooks.compare(command)
      : { agreedOre: ore(0), isSettled: false };
  }

  /** What a person has to look at in this account's payments, and what was taken back. */
  async openPayments(): Promise<readonly PaymentItem[]> {
    return (await this.#account.isOpen()) ? this.#desks.paymentBooks.openPayments(Date.now()) : [];
  }

  // --- guardians' standing rules for money in ------------------------------------------------------

  /** Every guardian's, the asker's own first. Refusals: see `AutoTopUpDesk.rules`. */
  async autoTopUps(command: AutoTopUpsCommand): Promise<Outcome<AutoTopUps, Refusal>> {
    const answer = await this.#account.whenOpen(() => this.#desks.autoTopUps.desk.rules(command));
    return this.#desks.looks.answered(command.by, 'top_ups', answer);
  }

  /** Makes or changes the asker's rule. Retry-safe. Refusals: see `AutoTopUpDesk.put`. */
  async putAutoTopUp(command: PutAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.autoTopUps.desk.put(command));
  }

  /** Repeating it changes nothing. Refusals: see `AutoTopUpDesk.delete`. */
  async deleteAutoTopUp(command: DeleteAutoTopUpCommand): Promise<Outcome<null, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.autoTopUps.desk.delete(command));
  }

  /** The one button. Retry-safe by the mending's id. Refusals: see `AutoTopUpDesk.mend`. */
  async mendAutoTopUp(command: MendAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.autoTopUps.desk.mend(command));
  }

  /** For webhooks, of which nothing but the reference is believed. Refusal: see `AutoTopUpDesk`. */
  async askAboutAgreement(
    command: AskAboutAgreementCommand,
  ): Promise<Outcome<AskedAboutAgreement, Refusal>> {
    return this.#account.whenOpen(() => this.#desks.autoTopUps.desk.askAboutAgreement(command));
  }

  /**
   * Looks at rules, top-ups and agreements as if their time had come: by the municipality's walk, for whatever
   * lost its alarm. Says whether there is anything to come back for.
   */
  async sweepTopUps(): Promise<{ readonly hasWork: boolean }> {
    if (!(await this.#account.isOpen())) return { hasWork: false };
    const { asking, autoTopUps } = this.#desks;
    // After a provider's bad day the next alarm is a day away: the walk asks for whatever is open. Before it looks at
    // rules, which then go by what is known, and what they order is not asked for twice.
    await asking.askDue(Number.MAX_SAFE_INTEGER);
    await autoTopUps.agreements.askDue();
    await autoTopUps.looks.sweep();
    return { hasWork: autoTopUps.hasWork() };
  }

  // --- statement ---------------------------------------------------------------------------------

  /** A page of a period, newest first, with its sums and chart. Refusals: see `StatementDesk.page`. */
  async statement(command: StatementCommand): Promise<Outcome<Statement, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const page = await this.#desks.statements.page(this.#account.books(), command);
    return this.#desks.looks.answered(command.by, 'statement', page);
  }

  /** What a file of a period begins with. Its lines come by `statementSlice`. The same refusals. */
  async statementCover(
    command: StatementCommand,
  ): Promise<Outcome<StatementFileCover & { readonly childName: string }, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const cover = this.#desks.statements.fileCover(this.#account.books(), command);
    if (!cover.ok) return cover;
    const { childName } = await this.#account.face();
    const whole = accepted({ ...cover.value, childName });
    return this.#desks.looks.answered(command.by, 'statement_file', whole);
  }

  /** The next lines of a file, oldest first. Refusals: `account_unknown`, `rights_not_enough`. */
  async statementSlice(command: StatementSliceCommand): Promise<Outcome<StatementSlice, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const slice = await this.#desks.statements.slice(this.#account.books(), command);
    return this.#desks.looks.answered(command.by, 'statement_file', slice);
  }

  /** "Det var ikke mit barn." Refusals: see `DisputeDesk.report`. Retry-safe; a frozen account hears it too. */
  async dispute(command: DisputeCommand): Promise<Outcome<Dispute, Refusal>> {
    if (!(await this.#account.isOpen())) return refused({ code: 'account_unknown' });
    const encrypt = (text: string) => this.#account.encryptedReason(text);
    return this.#desks.disputes.report(() => this.#account.opened(), command, encrypt);
  }

  // --- cards and limits, for guardians -----------------------------------------------------------

  /** Refusals: see `childsCards` of card-desk.ts. */
  async childsCards({ by }: ChildsCardsCommand): Promise<Outcome<ChildsCards, Refusal>> {
    const cards = await this.#account.handle((books, now) => childsCards(books, guardian(by), now));
    return this.#desks.looks.answered(by, 'cards', cards);
  }

  /** In force at every till at its next request. Repeating it changes nothing. Refusals: see `blockCard`. */
  async blockChildsCard({ by, cardId }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => blockCard(books, guardian(by), cardId, now));
  }

  /** "Fundet igen". Repeating it changes nothing. Refusals: see `unblockCard` of card-desk.ts. */
  async unblockChildsCard({
    by,
    cardId,
  }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => unblockCard(books, guardian(by), cardId, now));
  }

  /** "Aktivér kort"; every other card dies. Repeating it changes nothing. Refusals: see `activateCard`. */
  async activateChildsCard({
    by,
    cardId,
  }: ChildsCardCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => activateCard(books, guardian(by), cardId, now));
  }

  /** Orders a card, and blocks the lost one. Retry-safe by the order's id. Refusals: see `orderCard`. */
  async orderCard(command: OrderCardCommand): Promise<Outcome<CardOrder, Refusal>> {
    const { by, orderId, request } = command;
    return this.#account.handle((books, now) =>
      orderCard(books, guardian(by), orderId, request, now),
    );
  }

  /** Gives the fee back, once. Repeating it changes nothing. Refusals: see `cancelOrder`. */
  async cancelCardOrder({
    by,
    orderId,
  }: CancelCardOrderCommand): Promise<Outcome<CardOrder, Refusal>> {
    return this.#account.handle((books, now) => cancelOrder(books, guardian(by), orderId, now));
  }

  /** Refusals: see `limitsInForce` of limits-desk.ts. */
  async childsLimits({ by }: ChildsCardsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const seen = await this.#account.handle((books, now) =>
      limitsInForce(books, guardian(by), now),
    );
    if (!seen.ok) return seen;
    const namesOf = (ids: readonly GuardianId[]) =>
      guardianNames(ids, () => this.#account.municipality());
    const named = await withSetterName(this.#account.books(), seen.value, Date.now(), namesOf);
    return this.#desks.looks.answered(by, 'limits', accepted(named));
  }

  /** Replaces the limits, in force at the next purchase. Refusals: see `changeLimits` of limits-desk.ts. */
  async changeChildsLimits(command: ChangeLimitsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const { by, seenVersion, limits } = command;
    return this.#account.handle((books, now) =>
      changeLimits(books, guardian(by), seenVersion, limits, now),
    );
  }

  // --- cards and limits, for the club; its routes arrive with staff's login ------------------------

  /** Blocks an active card; a blocked one stays as it is. Refusals: see `decideBlock`. */
  async blockCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => blockCard(books, club(by), cardId, now));
  }

  /** Refusals: see `decideUnblock`. */
  async unblockCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => unblockCard(books, club(by), cardId, now));
  }

  /**
   * The print batch asks for an ordered card: produced with this chip, or cancelled. Called by
   * `Municipality.producePrintBatch`. Repeating it changes nothing. Refusals: see `decideProduction`.
   */
  async produceCard(command: ProduceCardCommand): Promise<Outcome<CardState, Refusal>> {
    const { by, cardId, ...chip } = command;
    return this.#account.handle((books, now) => produceCard(books, club(by), cardId, chip, now));
  }

  /** A produced card has come to the club. Refusals: see `decideDelivery`. */
  async deliverCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => deliverCard(books, club(by), cardId, now));
  }

  /** Staff give a delivered card to the child: it comes into use. Refusals: see `decideActivation`. */
  async handOverCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => activateCard(books, club(by), cardId, now));
  }

  /** A card is broken or lost for good. Refusals: see `decideRetirement`. */
  async retireCard({ by, cardId }: CardStateCommand): Promise<Outcome<CardChange, Refusal>> {
    return this.#account.handle((books, now) => retireCard(books, club(by), cardId, now));
  }

  /** Limits that the club sets for the guardians. Refusals: see `changeLimits` of limits-desk.ts. */
  async setLimits(command: SetLimitsCommand): Promise<Outcome<LimitsInForce, Refusal>> {
    const { by, seenVersion, limits } = command;
    return this.#account.handle((books, now) =>
      changeLimits(books, club(by), seenVersion, limits, now),
    );
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
