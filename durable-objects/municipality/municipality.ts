// A municipality: settings, clubs, people, cards and what opens an account. One Durable Object each, off the path
// of a purchase. All that it may be asked is here, and goes straight on. Absent: what answers
// (municipality-offices.ts names the offices), what its alarm comes back to (open-work.ts), and money.
import { DurableObject } from 'cloudflare:workers';
import type { CardState } from '../../contracts/cards.ts';
import type { PublicClubs } from '../../contracts/clubs.ts';
import type {
  AccountId,
  ClubId,
  GuardianId,
  LinkId,
  PairingId,
  PersonId,
} from '../../contracts/ids.ts';
import type { Linked, LinkView } from '../../contracts/links.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Pairing, PairingRequest } from '../../contracts/pairings.ts';
import type { FoundChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { AccountOpening } from '../card-account/account-copies.ts';
import type { TopUpAttempt } from '../card-account/decide-top-up-attempt.ts';
import type { EndTopUpByHandCommand } from '../card-account/top-up-commands.ts';
import type { Env } from '../env.ts';
import { hasTables, migrate } from '../migrate.ts';
import type { OrderedCardCommand, PrintBatchCommand, PrintedCard } from './card-office.ts';
import type { CardOrderReport, CardWork } from './card-work-store.ts';
import type {
  AddClubCommand,
  AddedTill,
  AddOperatorCommand,
  AddTillCommand,
  EndMembershipCommand,
  EstablishCommand,
  IssueLinkCodeCommand,
  IssuePairingCodeCommand,
  LinkGuardianCommand,
  PutProductCommand,
  RegisterCardCommand,
  RegisterChildCommand,
  RegisteredChild,
  RegisterGuardianCommand,
  SearchChildrenCommand,
} from './commands.ts';
import type { ReportedDispute, TakeDisputeCommand } from './disputes-store.ts';
import type { GuardianDetails, IdentifyCommand } from './identities.ts';
import type { IssuedCode } from './letter-codes.ts';
import type { LinkCommand, LinkReasonCommand } from './link-desk.ts';
import type { RequestLinkCommand } from './link-requests.ts';
import { MUNICIPALITY_MIGRATIONS } from './migrations.ts';
import { type MunicipalityOffices, municipalityOffices } from './municipality-offices.ts';
import type { AuditAnswer } from './nightly-audit.ts';
import type { ClosedPaymentItem, ClosePaymentItemCommand } from './payment-comparison.ts';
import type { KnownPaymentItem, PaymentDay } from './payment-comparison-store.ts';
import type { WebhookCount, WebhookCountOfDay } from './webhook-counts-store.ts';

/** What came due while the process did not run is walked at once. */
let isFirstOfProcess = true;

export class Municipality extends DurableObject<Env> {
  readonly #offices: MunicipalityOffices;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#offices = municipalityOffices(ctx, env);
    if (!hasTables(ctx.storage)) return;
    migrate(ctx.storage, MUNICIPALITY_MIGRATIONS);
    if (isFirstOfProcess) this.#offices.topUpSweep.beginAfterStart(Date.now());
    isFirstOfProcess = false;
    // I9: alarms are dropped after six failures; open work always has one again after a start.
    ctx.blockConcurrencyWhile(() => this.#offices.openWork.ensureAlarm());
  }

  // --- what staff do; their routes arrive with their login ---------------------------------------

  /**
   * Makes the municipality, or changes its name and settings. Opened accounts go by the new settings from
   * the moment this returns; one that is out of reach is asked again each minute.
   */
  async establish(command: EstablishCommand): Promise<void> {
    const { clubsStore, openWork, alarm, settingsPushes } = this.#offices;
    migrate(this.ctx.storage, MUNICIPALITY_MIGRATIONS);
    clubsStore.putMunicipality(command.name, command.settings);
    await openWork.ensureAlarm();
    await alarm.thenPush(settingsPushes);
  }

  /** Adds a club with its sales points and categories, or changes their names. */
  async addClub(command: AddClubCommand): Promise<void> {
    return this.#offices.clubs.addClub(command);
  }

  /**
   * Adds or changes a product. The club's tills show it, and charge it, from the moment this returns; one
   * that is out of reach is asked again each minute. Refusals: see `checkProduct`.
   */
  async putProduct(command: PutProductCommand): Promise<Outcome<null, Refusal>> {
    return this.#offices.clubs.putProduct(command);
  }

  /** Lets somebody sell at the club's tills, or changes kind, name and PIN of one who does. */
  async addOperator(command: AddOperatorCommand): Promise<void> {
    return this.#offices.clubs.addOperator(command);
  }

  /** Registers a child, or changes name and photo of one. The account exists by its id from now on. */
  async registerChild(command: RegisterChildCommand): Promise<RegisteredChild> {
    return this.#offices.children.register(command);
  }

  /**
   * The child leaves a club: its tills find it no more, from the moment this returns. Repeating it changes
   * nothing. Refusals: see `ChildOffice.endMembership`.
   */
  async endMembership(command: EndMembershipCommand): Promise<Outcome<null, Refusal>> {
    return this.#offices.children.endMembership(command);
  }

  /** Makes a card known, and active. Repeating it changes nothing. Refusals: see `ChildOffice.registerCard`. */
  async registerCard(command: RegisterCardCommand): Promise<Outcome<null, Refusal>> {
    return this.#offices.children.registerCard(command);
  }

  async addTill(command: AddTillCommand): Promise<AddedTill> {
    return this.#offices.clubs.addTill(command);
  }

  /** A code that pairs one screen and one bridge with the till. Shown once; stored as an HMAC. */
  async issuePairingCode(command: IssuePairingCodeCommand): Promise<{ code: string }> {
    return { code: this.#offices.pairings.issueCode(command, Date.now()) };
  }

  /** Makes somebody known whom a club has met, before a login if need be. */
  async registerGuardian(command: RegisterGuardianCommand): Promise<{ guardianId: GuardianId }> {
    return this.#offices.guardians.register(command);
  }

  // --- links ---------------------------------------------------------------------------------------

  /** A code for the letter to the child's home; the one before dies. Refusal: `account_unknown`. */
  async issueLinkCode(command: IssueLinkCodeCommand): Promise<Outcome<IssuedCode, Refusal>> {
    return this.#offices.links.issueCode(command);
  }

  /** Links a guardian whom a club has met. The first link ends the start credit. */
  async linkGuardian(command: LinkGuardianCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.linkGuardian(command);
  }

  /** By a guardian: a letter's code, or the club's contact. Refusals: see `LinkRequests.request`. */
  async requestLink(command: RequestLinkCommand): Promise<Outcome<Linked, Refusal>> {
    return this.#offices.links.request(command);
  }

  /** By the guardian whose link it is. Refusal: `link_not_found`. */
  async endOwnLink(command: {
    readonly linkId: LinkId;
    readonly guardianId: GuardianId;
  }): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.endOwn(command.linkId, command.guardianId);
  }

  /** A club's word on a link that waits or stands. Refusals: see `LinkDesk`. */
  async approveLink(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.approve(command);
  }

  async rejectLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.reject(command);
  }

  async freezeLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.freeze(command);
  }

  async thawLink(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.thaw(command);
  }

  async endLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#offices.links.end(command);
  }

  /** What waits for a club: who asks, by name and year of birth, for which of its children. */
  async linksAwaitingApproval(clubId: ClubId) {
    return this.#offices.links.awaitingApproval(clubId);
  }

  /** Who gets the child's money back; null while nobody is known. See `LinkDesk.registeredGuardian`. */
  async registeredGuardian(childId: PersonId): Promise<GuardianId | null> {
    return this.#offices.links.registeredGuardian(childId);
  }

  // --- what a device asks before it is paired ----------------------------------------------------

  /** Pairs a device with the till that the code stands for. Refusals: see `PairingOffice.pair`. */
  async pair(pairingId: PairingId, request: PairingRequest): Promise<Outcome<Pairing, Refusal>> {
    if (!this.#isEstablished) return refused({ code: 'pairing_code_wrong' });
    return this.#offices.pairings.pair(pairingId, request);
  }

  // --- logins ------------------------------------------------------------------------------------

  /** Who it is that the edge has checked the tokens of. Refusals: see `Identities.identify`. */
  async identify(command: IdentifyCommand): Promise<Outcome<{ guardianId: GuardianId }, Refusal>> {
    if (!this.#isEstablished) return refused({ code: 'login_failed' });
    return this.#offices.guardians.identify(command);
  }

  /** For the other guardians of a child. Called by `CardAccount` and `Guardian`. See `Identities.nameToTell`. */
  async guardianNames(guardianIds: readonly GuardianId[]): Promise<(string | null)[]> {
    return this.#offices.guardians.namesOf(guardianIds);
  }

  /** What the provider said of a guardian. Null for one that never logged in, or was erased. */
  async guardianDetails(guardianId: GuardianId): Promise<GuardianDetails | null> {
    return this.#isEstablished ? this.#offices.guardians.details(guardianId) : null;
  }

  // --- what anyone may know ------------------------------------------------------------------------

  /** Clubs, their places and kinds of goods, and whom to ask. Refusal: `not_found`. */
  async publicClubs(): Promise<Outcome<PublicClubs, Refusal>> {
    if (!this.#isEstablished) return refused({ code: 'not_found' });
    return this.#offices.clubs.publicClubs();
  }

  // --- what tills and accounts ask ---------------------------------------------------------------

  /** Where a card points, or null. Called by `Till.tap`; an unknown card leaves no trace. */
  async findCard(identifier: string): Promise<AccountId | null> {
    return this.#offices.registry.cardByIdentifier(identifier)?.accountId ?? null;
  }

  /** Whether the child of that account is a member of the club now. Called by `Till`. */
  async isMember(childAccountId: AccountId, clubId: ClubId): Promise<boolean> {
    return this.#offices.children.isMember(childAccountId, clubId);
  }

  /** Members of a club by the beginning of a name. Called by `Till`; each face shown is logged (I13). */
  async searchChildren(command: SearchChildrenCommand): Promise<FoundChild[]> {
    return this.#offices.children.search(command);
  }

  /** The keys of persons, in the order asked; null for one that was erased. Held in memory only. */
  async personKeys(personIds: readonly string[]): Promise<(Uint8Array | null)[]> {
    return personIds.map((personId) => this.#offices.keys.find(personId));
  }

  /** What an account needs at its first use, or null when no child has it. */
  async openAccount(accountId: AccountId): Promise<AccountOpening | null> {
    return this.#isEstablished ? this.#offices.accountPushes.opening(accountId) : null;
  }

  // --- automatic top-ups -------------------------------------------------------------------------

  /** The account has standing rules, or a payment that is open: it is walked each hour. Called by `CardAccount`. */
  async watchTopUps(accountId: AccountId): Promise<void> {
    this.#offices.topUpSweep.watch(accountId, Date.now());
    await this.#offices.openWork.comeBackToSweep();
  }

  /** A round from now on: by Cloudflare's cron, and by whoever wants it now. The alarm walks, in slices. */
  async sweepTopUps(): Promise<void> {
    if (!this.#isEstablished) return;
    this.#offices.topUpSweep.begin(Date.now());
    await this.#offices.openWork.comeBackToSweep();
  }

  // --- what guardians report of purchases --------------------------------------------------------

  /** Takes a report from an account, once however often it is told. Called by `CardAccount`. */
  async takeDispute(command: TakeDisputeCommand): Promise<void> {
    this.#offices.disputes.take(command);
  }

  /** What was reported of a club's purchases, newest first. Its staff's route arrives with their login. */
  async disputes(clubId: ClubId): Promise<ReportedDispute[]> {
    return this.#offices.disputes.ofClub(clubId);
  }

  // --- cards on order; staff's routes arrive with their login --------------------------------------

  /** How an order stands now. Called by `CardAccount`, which tells it until it is heard. */
  async takeCardOrder(report: CardOrderReport): Promise<void> {
    this.#offices.workList.take(report);
  }

  /** What there is to print, to deliver, to hand over: oldest first. */
  async cardOrders(work: CardWork): Promise<CardOrderReport[]> {
    return this.#offices.workList.orders(work);
  }

  /**
   * Prints the cards of a batch: each account says whether its card is made or was cancelled meanwhile.
   * Repeating a batch goes on with it. Refusals, which leave the whole batch out: see `CardOffice.produceBatch`.
   */
  async producePrintBatch(command: PrintBatchCommand): Promise<Outcome<PrintedCard[], Refusal>> {
    return this.#offices.cards.produceBatch(command);
  }

  /** A produced card has come to the club: its guardians are told. Refusals: see `CardOffice.deliver`. */
  async deliverCard(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#offices.cards.deliver(command);
  }

  /** Staff give a delivered card to its child: it comes into use. Refusals: see `CardOffice.handOver`. */
  async handOverCard(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#offices.cards.handOver(command);
  }

  // --- the nightly audit -------------------------------------------------------------------------

  /**
   * Brings tills and accounts what they missed, and audits the next slice of opened accounts that are
   * due; the alarm comes back until both are done.
   */
  override async alarm(): Promise<void> {
    return this.#offices.openWork.goOn();
  }

  /** A round at once: by Cloudflare's cron, and by whoever wants to know now. */
  async auditAll(): Promise<AuditAnswer[]> {
    return this.#isEstablished ? this.#offices.openWork.auditAll() : [];
  }

  // --- payments, for finance and support -----------------------------------------------------------

  /** What the providers listed of the last days, and how much of it the journals say too. */
  async paymentDays(): Promise<readonly PaymentDay[]> {
    return this.#offices.payments.days();
  }

  /** What is open between providers and journals, oldest first. */
  async openPaymentItems(): Promise<readonly KnownPaymentItem[]> {
    return this.#offices.payments.openItems();
  }

  /** By finance, with a reason. Refusals: see `PaymentComparison.close`. */
  async closePaymentItem(command: ClosePaymentItemCommand): Promise<Outcome<null, Refusal>> {
    return this.#offices.payments.close(command, Date.now());
  }

  async closedPaymentItems(): Promise<readonly ClosedPaymentItem[]> {
    return this.#offices.payments.closedItems();
  }

  /** Of a top-up that stands for a person, with a reason. Repeatable. Refusals: see `CardAccount.endTopUpByHand`. */
  async endTopUpByHand(command: EndTopUpByHandCommand): Promise<Outcome<TopUpAttempt, Refusal>> {
    return this.#offices.endTopUpByHand(command);
  }

  /** From the edge: calls in a payment provider's name that were not believed, or said nothing new. */
  async countWebhooks(counted: readonly WebhookCount[]): Promise<void> {
    this.#offices.webhooks.add(counted, Date.now());
  }

  /** By day, provider and cause, newest day first. */
  async webhookCounts(): Promise<readonly WebhookCountOfDay[]> {
    return this.#offices.webhooks.all();
  }

  /** Who looked at whom and what was paired; ids only. */
  async auditLog(): Promise<{ actor: string; action: string; subjects: string[] }[]> {
    return this.#offices.registry.auditLog();
  }

  /** An object that was never established has no tables, and nobody to answer for. */
  get #isEstablished(): boolean {
    return hasTables(this.ctx.storage);
  }
}
