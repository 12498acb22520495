// A municipality: settings, clubs, people, cards and what opens an account. One Durable Object each, off
// the path of a purchase. Thin: commands in, rows and pushed copies out. Absent: money.
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
  TillId,
} from '../../contracts/ids.ts';
import type { Linked, LinkView } from '../../contracts/links.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Pairing, PairingRequest } from '../../contracts/pairings.ts';
import { type FoundChild, MOST_FOUND_CHILDREN } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { isRandomUid } from '../../contracts/taps.ts';
import { callForOutcome } from '../call-object.ts';
import type { AccountOpening, CopyCommand } from '../card-account/account-copies.ts';
import type { Env } from '../env.ts';
import { keyedHash, nationalIdHash } from '../keyed-hash.ts';
import { hasTables, migrate } from '../migrate.ts';
import { mintObjectId, municipalityCodeOf } from '../object-id.ts';
import { paymentProvidersOf } from '../payments/payment-providers.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import {
  CardOffice,
  type OrderedCardCommand,
  type PrintBatchCommand,
  type PrintedCard,
} from './card-office.ts';
import { type CardOrderReport, type CardWork, CardWorkStore } from './card-work-store.ts';
import { checkProduct } from './check-product.ts';
import { ClubsStore } from './clubs-store.ts';
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
import { DisputesStore, type ReportedDispute, type TakeDisputeCommand } from './disputes-store.ts';
import { type GuardianDetails, type IdentifyCommand, Identities } from './identities.ts';
import { IdentitiesStore } from './identities-store.ts';
import { type IssuedCode, LetterCodes } from './letter-codes.ts';
import { LetterCodesStore } from './letter-codes-store.ts';
import type { LinkCommand, LinkReasonCommand } from './link-desk.ts';
import { LinkOffice } from './link-office.ts';
import { LinkPushes } from './link-pushes.ts';
import { LinkRequestStore } from './link-request-store.ts';
import type { RequestLinkCommand } from './link-requests.ts';
import { LinksStore } from './links-store.ts';
import { MUNICIPALITY_MIGRATIONS } from './migrations.ts';
import { nextAuditAt } from './next-audit-at.ts';
import { PairingOffice } from './pairing-office.ts';
import { PaymentComparison } from './payment-comparison.ts';
import {
  type KnownPaymentItem,
  PaymentComparisonStore,
  type PaymentDay,
  type PaymentItemKind,
} from './payment-comparison-store.ts';
import { People } from './people.ts';
import { type ChildRow, PeopleStore } from './people-store.ts';
import { PersonKeys } from './person-keys.ts';
import { RegistryStore } from './registry-store.ts';
import { SettingsPushes } from './settings-pushes.ts';
import { TillPushes } from './till-pushes.ts';
import { TopUpSweep } from './top-up-sweep.ts';
import { TopUpSweepStore } from './top-up-sweep-store.ts';
import {
  type WebhookCount,
  type WebhookCountOfDay,
  WebhookCountsStore,
} from './webhook-counts-store.ts';

const DAY_MS = 86_400_000;
const PAYMENT_DAYS_SHOWN = 400;
/** Accounts to audit before the one thread serves a till again. */
const AUDITS_PER_SLICE = 20;
/** Until a till or an account that was out of reach is asked again. */
const PUSH_AGAIN_MS = 60_000;

/** What came due while the process did not run is walked at once. */
let isFirstOfProcess = true;

export interface AuditAnswer {
  readonly accountId: AccountId;
  readonly auditedAt: number;
  /** `agrees`, or the code with which the account refused. Null before the first audit. */
  readonly answer: string | null;
}

export class Municipality extends DurableObject<Env> {
  readonly #clubs: ClubsStore;
  readonly #peopleStore: PeopleStore;
  readonly #registry: RegistryStore;
  readonly #keys: PersonKeys;
  readonly #people: People;
  readonly #links: LinksStore;
  readonly #linkOffice: LinkOffice;
  readonly #linkPushes: LinkPushes;
  readonly #identities: Identities;
  readonly #pairingOffice: PairingOffice;
  readonly #tillPushes: TillPushes;
  readonly #settingsPushes: SettingsPushes;
  readonly #workList: CardWorkStore;
  readonly #cardOffice: CardOffice;
  readonly #disputes: DisputesStore;
  readonly #topUpSweep: TopUpSweep;
  readonly #payments: PaymentComparison;
  readonly #webhooks: WebhookCountsStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.#clubs = new ClubsStore(sql);
    this.#peopleStore = new PeopleStore(sql);
    this.#registry = new RegistryStore(sql);
    this.#keys = new PersonKeys(this.#peopleStore, env.PERSON_KEYS);
    this.#people = new People(this.#peopleStore, this.#keys, env.CODE_KEY);
    this.#links = new LinksStore(sql);
    this.#identities = new Identities(new IdentitiesStore(sql), this.#keys, {
      mint: () => this.#mint('g') as GuardianId,
      note: (event, guardianId) =>
        this.#registry.insertAuditLog('login', event, guardianId ? [guardianId] : [], Date.now()),
    });
    const [links, people, peopleStore] = [this.#links, this.#people, this.#peopleStore];
    this.#linkPushes = new LinkPushes({
      ...{ links, people, peopleStore, accounts: env.CARD_ACCOUNT, guardians: env.GUARDIAN },
    });
    this.#linkOffice = new LinkOffice(
      {
        ...{ links, people, peopleStore, identities: this.#identities, keys: this.#keys },
        requests: new LinkRequestStore(sql),
        codes: new LetterCodes(new LetterCodesStore(sql), env.CODE_KEY),
        codeKey: env.CODE_KEY,
        contactMatchIsEnough: () => this.#settingsCopy().content.contactMatchIsEnough,
        note: (actor, action, subjects) =>
          this.#registry.insertAuditLog(actor, action, subjects, Date.now()),
      },
      {
        ...{ storage: ctx.storage, registry: this.#registry, accounts: env.CARD_ACCOUNT },
        pushes: this.#linkPushes,
        comeBackLater: () => this.#alarmBy(Date.now() + PUSH_AGAIN_MS),
      },
    );
    this.#pairingOffice = new PairingOffice(this.#registry, env.CODE_KEY);
    this.#tillPushes = new TillPushes(this.#clubs, env.TILL);
    this.#settingsPushes = new SettingsPushes(this.#clubs, this.#registry, env.CARD_ACCOUNT);
    this.#workList = new CardWorkStore(sql);
    this.#cardOffice = new CardOffice(this.#workList, this.#registry, env);
    this.#disputes = new DisputesStore(sql, (accountId) => {
      const childId = this.#peopleStore.childOfAccount(accountId)?.childId;
      const key = childId === undefined ? null : this.#keys.find(childId);
      return childId === undefined || key === null ? null : { childId, key };
    });
    this.#webhooks = new WebhookCountsStore(sql);
    this.#payments = new PaymentComparison(new PaymentComparisonStore(sql), {
      accounts: env.CARD_ACCOUNT,
      providers: () =>
        env.PAYMENT_PROVIDERS ? paymentProvidersOf(env.PAYMENT_PROVIDERS) : new Map(),
      isOpened: (accountId) => this.#registry.isOpened(accountId),
      note: (actor, action, subjects) =>
        this.#registry.insertAuditLog(actor, action, subjects, Date.now()),
    });
    this.#topUpSweep = new TopUpSweep(new TopUpSweepStore(sql), {
      account: (accountId) => env.CARD_ACCOUNT.getByName(accountId),
    });
    if (!hasTables(ctx.storage)) return;
    migrate(ctx.storage, MUNICIPALITY_MIGRATIONS);
    if (isFirstOfProcess) this.#topUpSweep.beginAfterStart(Date.now());
    isFirstOfProcess = false;
    // I9: alarms are dropped after six failures; open work always has one again after a start.
    ctx.blockConcurrencyWhile(() => this.#ensureAlarm());
  }

  // --- what staff do; their routes arrive with their login ---------------------------------------

  /**
   * Makes the municipality, or changes its name and settings. Opened accounts go by the new settings from
   * the moment this returns; one that is out of reach is asked again each minute.
   */
  async establish(command: EstablishCommand): Promise<void> {
    migrate(this.ctx.storage, MUNICIPALITY_MIGRATIONS);
    this.#clubs.putMunicipality(command.name, command.settings);
    await this.#ensureAlarm();
    if (!this.#settingsPushes.isAnyBehind) return;
    // I9: the alarm stands before the push, so that not even a crash between the two forgets an account.
    await this.#alarmBy(Date.now() + PUSH_AGAIN_MS);
    await this.#settingsPushes.push();
  }

  /** Adds a club with its sales points and categories, or changes their names. */
  async addClub(command: AddClubCommand): Promise<void> {
    const { clubId, name } = command;
    this.ctx.storage.transactionSync(() => {
      const before = this.#whatTillsShow(clubId);
      this.#clubs.putClub(clubId, name);
      if (command.contact !== undefined) this.#clubs.putContact(clubId, command.contact);
      for (const { salesPointId, name: salesPointName } of command.salesPoints) {
        this.#clubs.putSalesPoint(clubId, salesPointId, salesPointName);
      }
      for (const [position, category] of command.categories.entries()) {
        this.#clubs.putCategory(clubId, position, category);
      }
      if (this.#whatTillsShow(clubId) !== before) this.#clubs.raiseVersion(clubId, 'catalogue');
    });
    await this.#pushToTills();
  }

  /**
   * Adds or changes a product. The club's tills show it, and charge it, from the moment this returns; one
   * that is out of reach is asked again each minute. Refusals: see `checkProduct`.
   */
  async putProduct(command: PutProductCommand): Promise<Outcome<null, Refusal>> {
    const { itemPriceBelowOre } = this.#settingsCopy().content;
    const checked = checkProduct(command, (ofClub, productId) => ({
      categoryIds: this.#clubs.categories(ofClub).map(({ categoryId }) => categoryId),
      salesPointIds: this.#clubs.salesPoints(ofClub).map(({ salesPointId }) => salesPointId),
      known: this.#clubs.product(ofClub, productId),
      itemPriceBelowOre,
    }));
    if (!checked.ok) return checked;
    const { clubId } = checked.value;
    this.ctx.storage.transactionSync(() => {
      const changed = this.#clubs.putProduct(checked.value);
      if (changed) this.#clubs.raiseVersion(clubId, 'catalogue');
    });
    await this.#pushToTills();
    return accepted(null);
  }

  /** Lets somebody sell at the club's tills, or changes kind, name and PIN of one who does. */
  async addOperator(command: AddOperatorCommand): Promise<void> {
    const { operatorId, clubId, kind, name, pin } = command;
    this.ctx.storage.transactionSync(() => {
      const key = this.#keys.make(operatorId);
      const pinHash = keyedHash('pin', `${operatorId}\n${pin}`, this.env.CODE_KEY);
      const known = this.#clubs.operators(clubId).find((row) => row.operatorId === operatorId);
      const isSame =
        known?.kind === kind &&
        known.pinHash === pinHash &&
        decryptText(key, operatorId, 'name', known.nameCiphertext) === name;
      if (isSame) return;
      const nameCiphertext = encryptText(key, operatorId, 'name', name);
      this.#clubs.putOperator(clubId, { operatorId, kind, nameCiphertext, pinHash });
      this.#clubs.raiseVersion(clubId, 'operators');
    });
    await this.#pushToTills();
  }

  /** Registers a child, or changes name and photo of one. The account exists by its id from now on. */
  async registerChild(command: RegisterChildCommand): Promise<RegisteredChild> {
    const accountId = this.ctx.storage.transactionSync(() =>
      this.#people.put(
        command,
        () => this.#mint('a') as AccountId,
        Date.now(),
        (childId, before) => this.#links.raiseVersionsOf(childId, before),
      ),
    );
    await this.#pushToAccount(accountId);
    await this.#linkOffice.push(command.childId);
    return { accountId };
  }

  /**
   * The child leaves a club: its tills find it no more, from the moment this returns. Repeating it changes
   * nothing. Refusals: `account_unknown`, `not_found` (it never was a member there).
   */
  async endMembership(command: EndMembershipCommand): Promise<Outcome<null, Refusal>> {
    const { childId, clubId, by } = command;
    const child = this.#peopleStore.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    if (!this.#peopleStore.clubsOf(childId).includes(clubId)) return refused({ code: 'not_found' });
    const now = Date.now();
    this.ctx.storage.transactionSync(() => {
      if (!this.#peopleStore.endMembership(childId, clubId, now)) return;
      this.#registry.insertAuditLog(`staff:${by}`, 'membership_ended', [childId, clubId], now);
    });
    await this.#pushToAccount(child.accountId);
    return accepted(null);
  }

  /**
   * Makes a card known. Refusals in order: `account_unknown`, `card_not_usable` (a UID that is drawn at
   * random), `card_state_conflict` (the UID is another card's, or the id is another UID's or child's).
   */
  async registerCard(command: RegisterCardCommand): Promise<Outcome<null, Refusal>> {
    const { cardId, childId, uid, by } = command;
    const printedNumber = command.printedNumber ?? null;
    const child = this.#peopleStore.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    if (isRandomUid(uid)) return refused({ code: 'card_not_usable' });
    const identifier = keyedHash('card', uid, this.env.CARD_KEY);
    const { accountId } = child;
    const known = this.#registry.cardByIdentifier(identifier) ?? this.#registry.card(cardId);
    const isSame =
      known?.cardId === cardId && known.identifier === identifier && known.accountId === accountId;
    const isTaken = this.#workList.isTaken(identifier, cardId);
    if (isTaken || (known !== null && !isSame)) return refused({ code: 'card_state_conflict' });
    if (known === null) {
      this.#registry.insertCard({ cardId, identifier, accountId, printedNumber, registeredBy: by });
    }
    if (!this.#registry.isOpened(accountId)) return accepted(null);
    return callForOutcome<null>(() =>
      this.env.CARD_ACCOUNT.getByName(accountId).addCard({ cardId, identifier, printedNumber, by }),
    );
  }

  async addTill(command: AddTillCommand): Promise<AddedTill> {
    const { tillKey, name, clubId, salesPointId } = command;
    const known = this.#clubs.tillByKey(tillKey);
    if (known !== null) return { tillId: known.tillId };
    const tillId = this.#mint('t') as TillId;
    this.#clubs.insertTill({ tillId, name, clubId, salesPointId }, tillKey);
    return { tillId };
  }

  /** A code that pairs one screen and one bridge with the till. Shown once; stored as an HMAC. */
  async issuePairingCode(command: IssuePairingCodeCommand): Promise<{ code: string }> {
    return { code: this.#pairingOffice.issueCode(command, Date.now()) };
  }

  /** Makes somebody known whom a club has met, before a login if need be. */
  async registerGuardian(command: RegisterGuardianCommand): Promise<{ guardianId: GuardianId }> {
    const { nationalId, name } = command;
    const person = { nationalIdHash: nationalIdHash(nationalId, this.env.CODE_KEY), name };
    return this.ctx.storage.transactionSync(() => ({
      guardianId: this.#identities.register(person, Date.now()),
    }));
  }

  // --- links ---------------------------------------------------------------------------------------

  /** A code for the letter to the child's home; the one before dies. Refusal: `account_unknown`. */
  async issueLinkCode(command: IssueLinkCodeCommand): Promise<Outcome<IssuedCode, Refusal>> {
    return this.#linkOffice.issueCode(command);
  }

  /** Links a guardian whom a club has met. The first link ends the start credit. */
  async linkGuardian(command: LinkGuardianCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.linkGuardian(command);
  }

  /** By a guardian: a letter's code, or the club's contact. Refusals: see `LinkRequests.request`. */
  async requestLink(command: RequestLinkCommand): Promise<Outcome<Linked, Refusal>> {
    return this.#linkOffice.request(command);
  }

  /** By the guardian whose link it is. Refusal: `link_not_found`. */
  async endOwnLink(command: {
    readonly linkId: LinkId;
    readonly guardianId: GuardianId;
  }): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.endOwn(command.linkId, command.guardianId);
  }

  /** A club's word on a link that waits or stands. Refusals: see `LinkDesk`. */
  async approveLink(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.approve(command);
  }

  async rejectLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.reject(command);
  }

  async freezeLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.freeze(command);
  }

  async thawLink(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.thaw(command);
  }

  async endLink(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#linkOffice.end(command);
  }

  /** What waits for a club: who asks, by name and year of birth, for which of its children. */
  async linksAwaitingApproval(clubId: ClubId) {
    return this.#linkOffice.awaitingApproval(clubId);
  }

  /** Who gets the child's money back; null while nobody is known. See `LinkDesk.registeredGuardian`. */
  async registeredGuardian(childId: PersonId): Promise<GuardianId | null> {
    return this.#linkOffice.registeredGuardian(childId);
  }

  // --- what a device asks before it is paired ----------------------------------------------------

  /** Pairs a device with the till that the code stands for. Refusals: see `PairingOffice`. */
  async pair(pairingId: PairingId, request: PairingRequest): Promise<Outcome<Pairing, Refusal>> {
    if (!hasTables(this.ctx.storage)) return refused({ code: 'pairing_code_wrong' });
    const checked = await this.#pairingOffice.checkKey(request.publicKey);
    if (!checked.ok) return checked;
    const spent = this.ctx.storage.transactionSync(() =>
      this.#pairingOffice.spendCode(pairingId, request, Date.now()),
    );
    if (!spent.ok) return spent;
    const tillId = spent.value;
    const copies = this.#tillPushes.copiesOf(tillId);
    const { device, publicKey } = request;
    await this.env.TILL.getByName(tillId).enrol({ pairingId, device, publicKey, copies });
    this.#tillPushes.arrived(tillId, copies);
    const { tillName, clubName } = copies.place.content;
    return accepted({ tillId, tillName, clubName });
  }

  // --- logins ------------------------------------------------------------------------------------

  /** Who it is that the edge has checked the tokens of. Refusals: see `Identities.identify`. */
  async identify(command: IdentifyCommand): Promise<Outcome<{ guardianId: GuardianId }, Refusal>> {
    if (!hasTables(this.ctx.storage)) return refused({ code: 'login_failed' });
    const identified = this.ctx.storage.transactionSync(() =>
      this.#identities.identify(command, Date.now()),
    );
    if (identified.ok) await this.#linkOffice.linkSelf(identified.value.guardianId);
    return identified.ok ? accepted({ guardianId: identified.value.guardianId }) : identified;
  }

  /** For the other guardians of a child. Called by `CardAccount` and `Guardian`. See `Identities.nameToTell`. */
  async guardianNames(guardianIds: readonly GuardianId[]): Promise<(string | null)[]> {
    return guardianIds.map((guardianId) => this.#identities.nameToTell(guardianId));
  }

  /** What the provider said of a guardian. Null for one that never logged in, or was erased. */
  async guardianDetails(guardianId: GuardianId): Promise<GuardianDetails | null> {
    return hasTables(this.ctx.storage) ? this.#identities.details(guardianId) : null;
  }

  // --- what anyone may know ------------------------------------------------------------------------

  /** Clubs, their places and kinds of goods, and whom to ask. Refusal: `not_found`. */
  async publicClubs(): Promise<Outcome<PublicClubs, Refusal>> {
    const clubs = hasTables(this.ctx.storage) ? this.#clubs.publicClubs() : null;
    if (clubs === null) return refused({ code: 'not_found' });
    const linksContacts = this.#settingsCopy().content.contactMatchIsEnough;
    return accepted({ ...clubs, linksContacts });
  }

  // --- what tills and accounts ask ---------------------------------------------------------------

  /** Where a card points, or null. Called by `Till.tap`; an unknown card leaves no trace. */
  async findCard(identifier: string): Promise<AccountId | null> {
    return this.#registry.cardByIdentifier(identifier)?.accountId ?? null;
  }

  /** Whether the child of that account is a member of the club now. Called by `Till`. */
  async isMember(childAccountId: AccountId, clubId: ClubId): Promise<boolean> {
    return this.#peopleStore.isMember(childAccountId, clubId, Date.now());
  }

  /** Members of a club by the beginning of a name. Called by `Till`; each face shown is logged (I13). */
  async searchChildren(command: SearchChildrenCommand): Promise<FoundChild[]> {
    const { clubId, query, tillId, operatorId } = command;
    const children = await this.#people.search(clubId, query, MOST_FOUND_CHILDREN);
    const found = children.flatMap((child) => this.#foundChild(child) ?? []);
    const accountIds = found.map(({ accountId }) => accountId);
    const actor = `till:${tillId} operator:${operatorId}`;
    this.#registry.insertAuditLog(actor, 'children_searched', accountIds, Date.now());
    return found;
  }

  /** The keys of persons, in the order asked; null for one that was erased. Held in memory only. */
  async personKeys(personIds: readonly string[]): Promise<(Uint8Array | null)[]> {
    return personIds.map((personId) => this.#keys.find(personId));
  }

  /** What an account needs at its first use, or null when no child has it. */
  async openAccount(accountId: AccountId): Promise<AccountOpening | null> {
    if (!hasTables(this.ctx.storage)) return null;
    const child = this.#peopleStore.childOfAccount(accountId);
    if (child === null) return null;
    this.#registry.markOpened(accountId, this.#settingsCopy().version, Date.now());
    this.#links.takenByAccount(child.childId, child.linksVersion);
    const cards = this.#registry.cardsOfAccount(accountId);
    return {
      registeredAt: child.registeredAt,
      copies: this.#accountCopies(child),
      cards: cards.map(({ cardId, identifier, printedNumber, registeredBy }) => ({
        cardId,
        identifier,
        printedNumber,
        by: registeredBy,
      })),
    };
  }

  // --- automatic top-ups -------------------------------------------------------------------------

  /** The account has standing rules: it is walked each hour. Called by `CardAccount`. */
  async watchTopUps(accountId: AccountId): Promise<void> {
    this.#topUpSweep.watch(accountId, Date.now());
    await this.#comeBackToSweep();
  }

  /** A round from now on: by Cloudflare's cron, and by whoever wants it now. The alarm walks, in slices. */
  async sweepTopUps(): Promise<void> {
    if (!hasTables(this.ctx.storage)) return;
    this.#topUpSweep.begin(Date.now());
    await this.#comeBackToSweep();
  }

  // --- what guardians report of purchases --------------------------------------------------------

  /** Takes a report from an account, once however often it is told. Called by `CardAccount`. */
  async takeDispute(command: TakeDisputeCommand): Promise<void> {
    this.#disputes.take(command);
  }

  /** What was reported of a club's purchases, newest first. Its staff's route arrives with their login. */
  async disputes(clubId: ClubId): Promise<ReportedDispute[]> {
    return this.#disputes.ofClub(clubId);
  }

  // --- cards on order; staff's routes arrive with their login --------------------------------------

  /** How an order stands now. Called by `CardAccount`, which tells it until it is heard. */
  async takeCardOrder(report: CardOrderReport): Promise<void> {
    this.#workList.take(report);
  }

  /** What there is to print, to deliver, to hand over: oldest first. */
  async cardOrders(work: CardWork): Promise<CardOrderReport[]> {
    return this.#workList.orders(work);
  }

  /**
   * Prints the cards of a batch: each account says whether its card is made or was cancelled meanwhile.
   * Repeating a batch goes on with it. Refusals, which leave the whole batch out: see `CardOffice`.
   */
  async producePrintBatch(command: PrintBatchCommand): Promise<Outcome<PrintedCard[], Refusal>> {
    const taken = this.ctx.storage.transactionSync(() => this.#cardOffice.acceptBatch(command));
    if (!taken.ok) return taken;
    await this.#alarmBy(Date.now() + PUSH_AGAIN_MS);
    await this.#cardOffice.goOn();
    return accepted(this.#cardOffice.printed(command.batchId));
  }

  /** A produced card has come to the club: its guardians are told. Refusals: see `CardOffice`. */
  async deliverCard(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#cardOffice.deliver(command);
  }

  /** Staff give a delivered card to its child: it comes into use. Refusals: see `CardOffice`. */
  async handOverCard(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#cardOffice.handOver(command);
  }

  // --- the nightly audit -------------------------------------------------------------------------

  /**
   * Brings tills and accounts what they missed, and audits the next slice of opened accounts that are
   * due; the alarm comes back until both are done.
   */
  override async alarm(): Promise<void> {
    await this.#cardOffice.goOn();
    await this.#tillPushes.push();
    await this.#settingsPushes.push();
    const now = Date.now();
    const roundBeganAt = nextAuditAt(now) - DAY_MS;
    const due = this.#registry.notAuditedSince(roundBeganAt, AUDITS_PER_SLICE);
    for (const accountId of due) await this.#audit(accountId);
    if (due.length < AUDITS_PER_SLICE) await this.#payments.compareDays(now);
    await this.ctx.storage.setAlarm(due.length === AUDITS_PER_SLICE ? now : nextAuditAt(now));
    await this.#linkPushes.push();
    const pushes = [this.#tillPushes, this.#settingsPushes, this.#linkPushes];
    if (pushes.some(({ isAnyBehind }) => isAnyBehind)) await this.#alarmBy(now + PUSH_AGAIN_MS);
    if (this.#cardOffice.isBatchOpen) await this.#alarmBy(now + PUSH_AGAIN_MS);
    const sweepAt = await this.#topUpSweep.goOn(now);
    if (sweepAt !== null) await this.#alarmBy(sweepAt);
  }

  /** A round at once: by Cloudflare's cron, and by whoever wants to know now. */
  async auditAll(): Promise<AuditAnswer[]> {
    if (!hasTables(this.ctx.storage)) return [];
    await this.#tillPushes.push();
    await this.#linkPushes.push();
    for (const accountId of this.#registry.openedAccounts()) await this.#audit(accountId);
    await this.#payments.compareDays(Date.now());
    return this.#registry.auditAnswers();
  }

  // --- payments, for finance and support -----------------------------------------------------------

  /** What the providers listed of the last days, and how much of it the journals say too. */
  async paymentDays(): Promise<readonly PaymentDay[]> {
    return this.#payments.days(PAYMENT_DAYS_SHOWN);
  }

  /** What is open between providers and journals, oldest first. */
  async openPaymentItems(): Promise<readonly KnownPaymentItem[]> {
    return this.#payments.openItems();
  }

  /** Refusal: `entry_unknown`. */
  async closePaymentItem(command: {
    readonly reference: string;
    readonly kind: PaymentItemKind;
    readonly by: PersonId;
  }): Promise<Outcome<null, Refusal>> {
    return this.#payments.close(command, Date.now());
  }

  /** From the edge: calls in a payment provider's name that were not believed, or said nothing new. */
  async countWebhooks(counted: readonly WebhookCount[]): Promise<void> {
    this.#webhooks.add(counted, Date.now());
  }

  /** By day, provider and cause, newest day first. */
  async webhookCounts(): Promise<readonly WebhookCountOfDay[]> {
    return this.#webhooks.all();
  }

  /** Who looked at whom and what was paired; ids only. */
  async auditLog(): Promise<{ actor: string; action: string; subjects: string[] }[]> {
    return this.#registry.auditLog();
  }

  /** Also pushes the copies once more: a push that was lost is made good within a day. */
  async #audit(accountId: AccountId): Promise<void> {
    this.#registry.recordAudit(accountId, await this.#auditAnswer(accountId), Date.now());
  }

  /** One account out of reach must not keep the round from the others: it is said, and tried next night. */
  async #auditAnswer(accountId: AccountId): Promise<string> {
    try {
      await this.#pushToAccount(accountId);
      const outcome = await this.env.CARD_ACCOUNT.getByName(accountId).audit();
      await this.#payments.lookAt(accountId, Date.now());
      await this.#topUpSweep.sweep(accountId);
      return outcome.ok ? 'agrees' : outcome.refusal.code;
    } catch (error) {
      console.error(`account ${accountId} could not be audited: ${error}`);
      return 'failed';
    }
  }

  async #ensureAlarm(): Promise<void> {
    await this.#alarmBy(nextAuditAt(Date.now()));
    await this.#comeBackToSweep();
  }

  async #comeBackToSweep(): Promise<void> {
    const at = this.#topUpSweep.nextAt(Date.now());
    if (at !== null) await this.#alarmBy(at);
  }

  async #alarmBy(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }

  async #pushToAccount(accountId: AccountId): Promise<void> {
    const child = this.#peopleStore.childOfAccount(accountId);
    if (child === null || !this.#registry.isOpened(accountId)) return;
    const account = this.env.CARD_ACCOUNT.getByName(accountId);
    const copies = this.#accountCopies(child);
    for (const copy of copies) await account.takeCopy(copy);
    this.#links.takenByAccount(child.childId, child.linksVersion);
    for (const { kind, version } of copies) {
      if (kind === 'settings') this.#registry.settingsTaken(accountId, version);
    }
  }

  /** I9: the alarm stands before the push, so that not even a crash between the two forgets a till. */
  async #pushToTills(): Promise<void> {
    if (!this.#tillPushes.isAnyBehind) return;
    await this.#alarmBy(Date.now() + PUSH_AGAIN_MS);
    await this.#tillPushes.push();
  }

  #whatTillsShow(clubId: ClubId): string {
    const { name } = this.#clubs.club(clubId) ?? {};
    return JSON.stringify([name, this.#clubs.salesPoints(clubId), this.#clubs.categories(clubId)]);
  }

  #accountCopies(child: ChildRow): CopyCommand[] {
    const { childId, linksVersion } = child;
    return [
      this.#people.copyOf(child, Date.now()),
      { kind: 'links', version: linksVersion, content: this.#links.copiesOf(childId) },
      this.#settingsCopy(),
    ];
  }

  #settingsCopy(): Extract<CopyCommand, { kind: 'settings' }> {
    return this.#settingsPushes.copy();
  }

  #foundChild(child: ChildRow): FoundChild | null {
    const revealed = this.#people.reveal(child);
    if (revealed === null) return null;
    const { accountId } = child;
    const hasCard = this.#registry.cardsOfAccount(accountId).length > 0;
    return {
      accountId,
      childName: revealed.name,
      photo: revealed.photo,
      suggestedReason: hasCard ? 'forgotten_card' : 'no_card_yet',
    };
  }

  #mint(letter: 't' | 'a' | 'g'): string {
    const code = municipalityCodeOf(this.ctx.id.name ?? '');
    return mintObjectId(letter, code, this.env.EDGE_KEY);
  }
}
