// A guardian: sessions, own links, contact details, inbox and the live socket, as one Durable Object. It says
// who asks; what may be done with a child is the account's own question. Absent: money, and other people.
import { DurableObject } from 'cloudflare:workers';
import type { Children } from '../../contracts/children.ts';
import type { AccountId, GuardianId, PushSubscriptionId } from '../../contracts/ids.ts';
import type { Inbox, InboxReadState } from '../../contracts/inbox.ts';
import type { Linked } from '../../contracts/links.ts';
import type {
  BankAccountChange,
  Language,
  Me,
  NoticeSettingsChange,
  PushSubscriptionRequest,
} from '../../contracts/me.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import { PROBLEMS, type Refusal } from '../../contracts/problems.ts';
import type { SocketTicket } from '../../contracts/till-feed.ts';
import { callForOutcome, callObject } from '../call-object.ts';
import type { Env } from '../env.ts';
import { guardianNames } from '../guardian-names.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { hasTables, migrate } from '../migrate.ts';
import { municipalityIdOf } from '../object-id.ts';
import { SocketTickets } from '../socket-tickets.ts';
import type { TakeNoticesCommand } from './commands.ts';
import { ContactCodes } from './contact-codes.ts';
import { ContactDesk } from './contact-desk.ts';
import { ContactStore } from './contact-store.ts';
import { DeliveryDesk } from './delivery-desk.ts';
import { DeliveryStore } from './delivery-store.ts';
import { InboxDesk } from './inbox-desk.ts';
import { InboxStore, type StoredMessage } from './inbox-store.ts';
import { Keyring } from './keyring.ts';
import { LinkNews } from './link-news.ts';
import { LinksDesk } from './links-desk.ts';
import { LinksStore, type TakeLinkCommand } from './links-store.ts';
import { mailPortOf } from './mail-port.ts';
import { GUARDIAN_MIGRATIONS } from './migrations.ts';
import { nameInTime } from './name-in-time.ts';
import { PortalSockets } from './portal-sockets.ts';
import { isUsableSubscription, mayPushTo, pushKeysOf } from './push-sender.ts';
import { type OpenSessionCommand, type Session, Sessions } from './sessions.ts';

/** Until the municipality is asked again for what a delivery needs. */
const AGAIN_MS = 60_000;

export class Guardian extends DurableObject<Env> {
  readonly #sessions: Sessions;
  readonly #tickets = new SocketTickets();
  readonly #keyring: Keyring;
  readonly #sockets: PortalSockets;
  readonly #inbox: InboxDesk;
  readonly #links: LinksDesk;
  readonly #linkNews: LinkNews;
  readonly #contact: ContactDesk;
  readonly #deliveries: DeliveryDesk;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sessions = new Sessions(ctx.storage.sql, ctx.id.name as GuardianId);
    const { sql } = ctx.storage;
    const guardianId = this.#guardianId();
    const contact = new ContactStore(sql);
    const inbox = new InboxStore(sql);
    this.#keyring = new Keyring(guardianId, (personIds) =>
      callObject(() => this.#municipality().personKeys(personIds)),
    );
    this.#sockets = new PortalSockets(ctx, (hash) => this.#sessions.endOf(hash, Date.now()));
    this.#links = new LinksDesk(new LinksStore(sql), {
      guardianId,
      keyring: this.#keyring,
      overviewOf: (accountId) =>
        callForOutcome(() => env.CARD_ACCOUNT.getByName(accountId).overview({ by: guardianId })),
    });
    this.#inbox = new InboxDesk(inbox, {
      storage: ctx.storage,
      keyring: this.#keyring,
      namesOf: (ids) => guardianNames(ids, () => this.#municipality()),
      settings: () => contact.notices(),
      isLinked: (accountId) => this.#isLinked(accountId),
      tell: (messages) => this.#sockets.tell(messages),
    });
    this.#linkNews = new LinkNews(ctx.storage, this.#links, this.#inbox, this.#sockets);
    this.#deliveries = new DeliveryDesk(new DeliveryStore(sql), {
      guardianId,
      keyring: this.#keyring,
      contact,
      inbox,
      isLinked: (accountId) => this.#isLinked(accountId),
      mail: () => mailPortOf(env),
      pushKeys: () => pushKeysOf(env),
      mayPushTo: (endpoint) => mayPushTo(endpoint, env),
    });
    this.#contact = new ContactDesk(contact, {
      storage: ctx.storage,
      guardianId,
      codes: new ContactCodes(contact, guardianId, env.CODE_KEY),
      inbox: this.#inbox,
      deliveries: this.#deliveries,
      mail: () => mailPortOf(env),
      knows: (accountId) => this.#links.knows(accountId),
    });
    if (!hasTables(ctx.storage)) return;
    migrate(ctx.storage, GUARDIAN_MIGRATIONS);
    // I9: alarms are dropped after six failures; what waits to go out has one again after a start.
    ctx.blockConcurrencyWhile(() => this.#armAlarm());
  }

  /** Called by the edge after a login whose tokens it has checked, and by nobody else. */
  async openSession(command: OpenSessionCommand): Promise<{ secret: string }> {
    migrate(this.ctx.storage, GUARDIAN_MIGRATIONS);
    return { secret: this.#sessions.open(command, Date.now()) };
  }

  /** Who holds this cookie. Refusal: `session_missing`. */
  async authenticate(secret: string): Promise<Outcome<Session, Refusal>> {
    if (!hasTables(this.ctx.storage)) return refused({ code: 'session_missing' });
    return this.#sessions.authenticate(secret, Date.now());
  }

  /** Ends a session. @returns the sealed ID token of it, or null. */
  async endSession(secret: string): Promise<Uint8Array | null> {
    if (!hasTables(this.ctx.storage)) return null;
    const idToken = this.#sessions.end(secret, Date.now());
    this.#tickets.forget();
    this.#sockets.closeEnded();
    return idToken;
  }

  // --- the inbox, and who listens to it ----------------------------------------------------------

  /** What happened on a child's account. Called by `CardAccount` only, which knows who may hear of it. */
  async takeNotices(command: TakeNoticesCommand): Promise<void> {
    // Who never logged in has no inbox yet.
    if (!hasTables(this.ctx.storage)) return;
    await this.#inbox.take(command);
    await this.#armAlarm();
  }

  // --- the own links, and the children behind them ------------------------------------------------

  /** A newer copy of a link. Called by `Municipality` only; also for somebody who never logged in. */
  async takeLink(command: TakeLinkCommand): Promise<void> {
    migrate(this.ctx.storage, GUARDIAN_MIGRATIONS);
    await this.#linkNews.take(command, Date.now());
    await this.#armAlarm();
  }

  async links(): Promise<Outcome<Linked, Refusal>> {
    return accepted(await this.#links.links());
  }

  /** Asks the accounts of all children side by side. */
  async children(): Promise<Outcome<Children, Refusal>> {
    return accepted(await this.#links.children());
  }

  /** Newest first, older than a number. The edge has authenticated whose it is. */
  async inbox(query: { readonly before: number | null }): Promise<Outcome<Inbox, Refusal>> {
    return accepted(await this.#inbox.page(query.before));
  }

  async markRead(command: { readonly upTo: number }): Promise<Outcome<InboxReadState, Refusal>> {
    return accepted(this.#inbox.markRead(command.upTo));
  }

  /** A ticket for one socket of this session, since an upgrade cannot be protected like a write. */
  async socketTicket(secret: string): Promise<Outcome<SocketTicket, Refusal>> {
    return accepted(this.#tickets.issue(sha256Hex(secret), Date.now()));
  }

  /** The edge sends only upgrades here, from the own origin. */
  override async fetch(request: Request): Promise<Response> {
    const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
    const now = Date.now();
    const sessionHash = this.#tickets.spend(ticket, now);
    if (sessionHash === null || this.#sessions.endOf(sessionHash, now) === null) {
      return new Response(null, { status: PROBLEMS.socket_ticket_wrong[0] });
    }
    const response = this.#sockets.open(sessionHash, this.#unread());
    await this.#armAlarm();
    return response;
  }

  // --- own details ---------------------------------------------------------------------------------

  /** Refusal: `session_missing`, for somebody who was erased meanwhile. */
  async me(session: Pick<Session, 'authenticatedAt' | 'endsAt'>): Promise<Outcome<Me, Refusal>> {
    return this.#withKey(async (key) =>
      accepted({
        guardianId: this.#guardianId(),
        name: await nameInTime(() =>
          callObject(() => this.#municipality().guardianDetails(this.#guardianId())),
        ),
        isChild: this.#isChild(),
        ...this.#contact.details(key, Date.now()),
        pushSubscriptionIds: this.#deliveries.subscriptionIds(),
        loggedInAt: new Date(session.authenticatedAt).toISOString(),
        sessionEndsAt: new Date(session.endsAt).toISOString(),
      }),
    );
  }

  async changeLanguage(language: Language): Promise<Outcome<null, Refusal>> {
    this.#contact.changeLanguage(language);
    return accepted(null);
  }

  async changePhone(phone: string | null): Promise<Outcome<null, Refusal>> {
    return this.#withKey(async (key) => {
      this.#contact.changePhone(phone, key, Date.now());
      return accepted(null);
    });
  }

  /** Refusals: see `ContactDesk.changeEmail`. */
  async changeEmail(address: string | null): Promise<Outcome<null, Refusal>> {
    return this.#change((key) => this.#contact.changeEmail(address, key, Date.now()));
  }

  /** Refusal: `email_code_wrong`. */
  async confirmEmail(code: string): Promise<Outcome<null, Refusal>> {
    return this.#change((key) => this.#contact.confirmEmail(code, key, Date.now()));
  }

  /** Null removes it. Refusal: `fresh_login_required`. */
  async changeBankAccount(command: {
    readonly account: BankAccountChange | null;
    readonly authenticatedAt: number;
  }): Promise<Outcome<null, Refusal>> {
    const { account, authenticatedAt } = command;
    return this.#change((key) =>
      this.#contact.changeBankAccount(account, authenticatedAt, key, Date.now()),
    );
  }

  /** Refusals: see `ContactDesk.changeNotices`. */
  async changeNotices(command: {
    readonly seenVersion: number;
    readonly settings: NoticeSettingsChange;
  }): Promise<Outcome<null, Refusal>> {
    const outcome = this.#contact.changeNotices(command.seenVersion, command.settings);
    await this.#armAlarm();
    return outcome;
  }

  /** Refusal: `invalid_request`, for an address that may not be called or keys that are none. */
  async putPushSubscription(command: {
    readonly subscriptionId: PushSubscriptionId;
    readonly subscription: PushSubscriptionRequest;
  }): Promise<Outcome<null, Refusal>> {
    const { subscriptionId, subscription } = command;
    if (!mayPushTo(subscription.endpoint, this.env)) {
      const detail = 'no push service can be at this address';
      return refused({ code: 'invalid_request', errors: [{ pointer: '/endpoint', detail }] });
    }
    if (!(await isUsableSubscription(subscription))) {
      const detail = 'these are no keys of a push subscription';
      return refused({ code: 'invalid_request', errors: [{ pointer: '/keys', detail }] });
    }
    return this.#withKey(async (key) => {
      this.#deliveries.putSubscription(subscriptionId, subscription, key, Date.now());
      return accepted(null);
    });
  }

  async deletePushSubscription(
    subscriptionId: PushSubscriptionId,
  ): Promise<Outcome<null, Refusal>> {
    this.#deliveries.deleteSubscription(subscriptionId);
    return accepted(null);
  }

  // --- what goes out ---------------------------------------------------------------------------------

  /** Sends what is due, closes the sockets of sessions that have ended, and tells of a child that is 18 now. */
  override async alarm(): Promise<void> {
    this.#sockets.closeEnded();
    let again: number | null = null;
    try {
      await this.#linkNews.tellOfAges(Date.now());
      await this.#deliveries.run(Date.now());
    } catch (error) {
      console.error(`guardian ${this.#guardianId()}: nothing could be sent: ${error}`);
      again = Date.now() + AGAIN_MS;
    }
    await this.#armAlarm(again);
  }

  /** @param notBefore after a failure, so that it is not tried again at once. */
  async #armAlarm(notBefore: number | null = null): Promise<void> {
    const now = Date.now();
    const nextAge = this.#linkNews.nextAge();
    const [nextDelivery, nextEnd] = [this.#deliveries.nextAt(now), this.#sockets.nextEnd()];
    const due = [nextDelivery, nextEnd, nextAge].filter((at) => at !== null);
    if (due.length === 0) return;
    const at = Math.max(Math.min(...due), notBefore ?? now);
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }

  async #change(
    change: (
      key: Uint8Array,
    ) => Outcome<StoredMessage | null, Refusal> | Promise<Outcome<StoredMessage | null, Refusal>>,
  ): Promise<Outcome<null, Refusal>> {
    return this.#withKey(async (key) => {
      const changed = await change(key);
      if (!changed.ok) return changed;
      await this.#armAlarm();
      if (changed.value !== null) await this.#inbox.say(changed.value);
      return accepted(null);
    });
  }

  async #withKey<Value>(
    ask: (key: Uint8Array) => Promise<Outcome<Value, Refusal>>,
  ): Promise<Outcome<Value, Refusal>> {
    const key = await this.#keyring.own();
    return key === null ? refused({ code: 'session_missing' }) : ask(key);
  }

  #unread(): number {
    return this.#inbox.readState().unread;
  }

  #isLinked(accountId: AccountId): boolean {
    return this.#links.isLinked(accountId, Date.now());
  }

  #isChild(): boolean {
    return this.#links.isChild(Date.now());
  }

  #guardianId(): GuardianId {
    return this.ctx.id.name as GuardianId;
  }

  #municipality() {
    const { MUNICIPALITY, MUNICIPALITIES } = this.env;
    return MUNICIPALITY.getByName(municipalityIdOf(this.#guardianId(), MUNICIPALITIES));
  }
}
