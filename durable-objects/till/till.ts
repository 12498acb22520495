// A till: a screen, a reader and who sells, as one Durable Object. It knows the device, adds the facts and
// passes on; a sale writes nothing here, unless a youth made it. Absent: balance, limits and payers, which never come this way.

import { DurableObject } from 'cloudflare:workers';
import { randomBytes } from 'node:crypto';
import { type IRequest, IttyRouter } from 'itty-router';
import type { Catalogue } from '../../contracts/catalogue.ts';
import { LARGEST_CLOCK_DIFFERENCE_MS } from '../../contracts/device-proof.ts';
import type { AccountId, OperatorId, TillId } from '../../contracts/ids.ts';
import type { OperatorChange, OperatorOnShift, TillOperator } from '../../contracts/operators.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { DeviceKind } from '../../contracts/pairings.ts';
import type { ChildSearchResult, PresentedChild } from '../../contracts/presentations.ts';
import { PROBLEMS, type Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import { bridgeHelloText, MessageFromBridge } from '../../contracts/readers.ts';
import type { TapAcknowledgement } from '../../contracts/taps.ts';
import type { MessageToScreen, SocketTicket } from '../../contracts/till-feed.ts';
import { callForOutcome, callObject } from '../call-object.ts';
import type { ProductFact, TillFacts } from '../card-account/commands.ts';
import type { Env } from '../env.ts';
import { hasTables, migrate } from '../migrate.ts';
import { municipalityIdOf } from '../object-id.ts';
import { SocketTickets } from '../socket-tickets.ts';
import { TryCounter } from '../try-counter.ts';
import type {
  DeviceProof,
  EnrolCommand,
  TapCommand,
  TillEndPresentationCommand,
  TillPresentNamedCommand,
  TillPurchaseCommand,
  TillReversalCommand,
} from './commands.ts';
import { DeviceVerifier } from './device-verifier.ts';
import { LastYouthSale } from './last-youth-sale.ts';
import { TILL_MIGRATIONS } from './migrations.ts';
import { changeShift, namedOperators } from './operators-on-till.ts';
import { TapDesk } from './tap-desk.ts';
import type { TillCopies } from './till-copies.ts';
import { TillSockets } from './till-sockets.ts';
import { TillStore } from './till-store.ts';

const SEARCHES_PER_MINUTE = 40;

export class Till extends DurableObject<Env> {
  readonly #store: TillStore;
  readonly #verifier: DeviceVerifier;
  readonly #sockets: TillSockets;
  readonly #searches = new TryCounter(SEARCHES_PER_MINUTE, 60_000);
  readonly #tickets = new SocketTickets();
  readonly #tapDesk: TapDesk;
  readonly #lastYouthSale: LastYouthSale;
  readonly #router = IttyRouter<IRequest, []>();
  /** Null until the till is first paired. */
  #copies: TillCopies | null = null;
  #products = new Map<string, ProductFact>();
  #onShift: OperatorId | null = null;
  #operators: Promise<TillOperator[]> | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new TillStore(ctx.storage.sql);
    this.#verifier = new DeviceVerifier(this.#store);
    this.#lastYouthSale = new LastYouthSale(this.#store);
    this.#sockets = new TillSockets(ctx);
    this.#tapDesk = new TapDesk(env, this.#tillId(), this.#sockets);
    this.#router
      .get('/api/tills/:tillId/feed', (request) => this.#openFeed(request))
      .get('/api/tills/:tillId/bridge', () =>
        this.#sockets.openBridge(randomBytes(18).toString('base64url'), Date.now()),
      );
    if (hasTables(ctx.storage)) {
      migrate(ctx.storage, TILL_MIGRATIONS);
      this.#load();
    }
  }

  // --- what the municipality pushes --------------------------------------------------------------

  /**
   * Puts a device's key in force in place of the one before; whoever sold on the former screen signs in
   * anew. Called by `Municipality.pair` only.
   */
  async enrol(command: EnrolCommand): Promise<void> {
    const { pairingId, device, publicKey, copies } = command;
    migrate(this.ctx.storage, TILL_MIGRATIONS);
    const isNew = this.ctx.storage.transactionSync(() => {
      this.#putCopies(copies);
      if (!this.#store.putDeviceKey(pairingId, device, publicKey, Date.now())) return false;
      if (device === 'screen') this.#store.endShift();
      return true;
    });
    this.#load();
    if (!isNew) return;
    this.#verifier.forget();
    this.#tickets.forget();
    this.#sockets.closeDevice(device);
  }

  /** Takes over newer copies; older ones than seen change nothing. An unpaired till needs none. */
  async takeCopies(copies: TillCopies): Promise<void> {
    if (this.#copies === null) return;
    const before = this.#copies;
    this.ctx.storage.transactionSync(() => this.#putCopies(copies));
    this.#load();
    const { catalogue, operators } = this.#paired();
    if (catalogue.version > before.catalogue.version) {
      this.#sockets.tellScreens({ type: 'catalogue', version: catalogue.version });
    }
    if (operators.version > before.operators.version) {
      this.#sockets.tellScreens({ type: 'operators', operators: await this.#namedOperators() });
    }
  }

  /** Ends a device's key at once, sockets and shift included: it was stolen, or the till is taken down. */
  async revokeDevice(device: DeviceKind): Promise<void> {
    if (this.#copies === null) return;
    this.ctx.storage.transactionSync(() => {
      this.#store.revokeDevice(device, Date.now());
      if (device === 'screen') this.#store.endShift();
    });
    this.#load();
    this.#verifier.forget();
    this.#tickets.forget();
    this.#sockets.closeDevice(device);
  }

  // --- what the bridge asks ----------------------------------------------------------------------

  /**
   * Shows the child of a card on the screen. The same tap again changes nothing. The bridge learns only
   * whether it was shown. Refusals: those of the device.
   */
  async tap(
    proof: DeviceProof,
    command: TapCommand,
  ): Promise<Outcome<TapAcknowledgement, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'bridge');
    if (refusal !== null) return refused(refusal);
    return accepted(await this.#tapDesk.acknowledge(command, this.#facts(), proof.instance));
  }

  // --- what the screen asks ----------------------------------------------------------------------

  /** A ticket for one socket, since a browser cannot sign an upgrade. */
  async socketTicket(proof: DeviceProof): Promise<Outcome<SocketTicket, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    return accepted(this.#tickets.issue('screen', Date.now()));
  }

  async catalogue(proof: DeviceProof): Promise<Outcome<Catalogue, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const { version, content } = this.#paired().catalogue;
    const products = content.products.map(
      ({ productId, categoryId, name, pricing, favourite }) => ({
        productId,
        categoryId,
        name,
        pricing,
        favourite,
      }),
    );
    return accepted({ version, categories: [...content.categories], products });
  }

  /**
   * Refusals in order: the device's, `device_proof_wrong` (signed before the change in force), then those
   * of `changeShift`.
   */
  async changeOperator(
    proof: DeviceProof,
    change: OperatorChange,
  ): Promise<Outcome<OperatorOnShift, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const now = Date.now();
    // An older change that comes after a newer one is a late or a stolen one.
    if (proof.signedAt < this.#store.shiftSignedAt())
      return refused({ code: 'device_proof_wrong' });
    const operators = this.#paired().operators.content;
    const changed = changeShift(this.#store, operators, change, this.env.CODE_KEY, now);
    if (!changed.ok) return changed;
    this.#store.putShift(changed.value, now, Math.min(proof.signedAt, now));
    this.#onShift = changed.value;
    const operator = await this.#operatorOnShift();
    this.#sockets.tellScreens({ type: 'shift', operator });
    return accepted({ operator });
  }

  /** Refusals in order: the device's, `operator_missing`, `operator_not_allowed`, `too_many_tries`. */
  async searchChildren(
    proof: DeviceProof,
    query: string,
  ): Promise<Outcome<ChildSearchResult, Refusal>> {
    const refusal = (await this.#refuseDevice(proof, 'screen')) ?? this.#refuseYouth();
    if (refusal !== null) return refused(refusal);
    const now = Date.now();
    const retryAfterMs = this.#searches.waitMs(now);
    if (retryAfterMs > 0) return refused({ code: 'too_many_tries', retryAfterMs });
    this.#searches.add(now);
    const { clubId, tillId, operator } = this.#facts();
    const operatorId = operator?.operatorId;
    if (operatorId === undefined) return refused({ code: 'operator_missing' });
    const children = await callObject(() =>
      this.#municipality().searchChildren({ clubId, query, tillId, operatorId }),
    );
    return accepted({ children });
  }

  /** Refusals in order: the device's, `operator_missing`, `operator_not_allowed`, the account's. */
  async presentNamed(
    proof: DeviceProof,
    command: TillPresentNamedCommand,
  ): Promise<Outcome<PresentedChild, Refusal>> {
    const refusal = (await this.#refuseDevice(proof, 'screen')) ?? this.#refuseYouth();
    if (refusal !== null) return refused(refusal);
    const { accountId, presentationId, reason } = command;
    const till = this.#facts();
    const isMember = await callObject(() => this.#municipality().isMember(accountId, till.clubId));
    if (!isMember) return refused({ code: 'account_unknown' });
    return callForOutcome<PresentedChild>(() =>
      this.#account(accountId).presentNamed({ presentationId, reason, till }),
    );
  }

  async endPresentation(
    proof: DeviceProof,
    command: TillEndPresentationCommand,
  ): Promise<Outcome<null, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const { accountId, presentationId, ending } = command;
    const till = this.#facts();
    return callForOutcome<null>(() =>
      this.#account(accountId).endPresentation({ presentationId, ending, till }),
    );
  }

  /**
   * Passes a purchase on with the facts that the screen cannot vouch for. The row about a youth's sale is on
   * disk before the screen hears of it: the answer waits for what was written.
   */
  async purchase(
    proof: DeviceProof,
    command: TillPurchaseCommand,
  ): Promise<Outcome<Receipt, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const { accountId, purchaseId, request } = command;
    const till = this.#facts();
    const products = request.lines.map((line) => this.#products.get(line.productId) ?? null);
    const outcome = await callForOutcome<Receipt>(() =>
      this.#account(accountId).purchase({ purchaseId, request, till, products }),
    );
    if (outcome.ok) {
      this.#lastYouthSale.note(till.operator, purchaseId, Date.parse(outcome.value.soldAt));
    }
    return outcome;
  }

  async reverse(
    proof: DeviceProof,
    command: TillReversalCommand,
  ): Promise<Outcome<ReversalReceipt, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const { accountId, purchaseId, reversalId } = command;
    const till = this.#facts();
    const operatorsLastPurchaseId =
      till.operator && this.#lastYouthSale.of(till.operator.operatorId);
    return callForOutcome<ReversalReceipt>(() =>
      this.#account(accountId).reverse({ reversalId, purchaseId, till, operatorsLastPurchaseId }),
    );
  }

  // --- sockets -----------------------------------------------------------------------------------

  /** The edge sends only upgrades here. */
  override async fetch(request: Request): Promise<Response> {
    return (await this.#router.fetch(request)) ?? new Response(null, { status: 404 });
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    if (!this.#sockets.isBridge(socket)) return;
    const message = typeof data === 'string' ? parseBridgeMessage(data) : null;
    if (message === null) {
      socket.close(1008, 'not a message of the bridge');
      return;
    }
    const { isProven, nonce } = this.#sockets.bridge(socket);
    if (message.type === 'hello') {
      const text = bridgeHelloText(message.tillId, nonce);
      const verdict =
        message.tillId === this.#tillId() && this.#copies !== null
          ? await this.#verifier.verify('bridge', text, message.signature)
          : 'wrong';
      if (verdict !== 'fits') {
        socket.close(4003, 'the signature does not fit');
        return;
      }
      this.#sockets.proveBridge(socket, Date.now());
    } else if (!isProven) {
      socket.close(4003, 'not proven');
      return;
    } else if (message.type === 'reader') {
      this.#sockets.setReader(socket, message.state);
      this.#tellReader();
    } else {
      this.#sockets.tellScreens({ type: 'read_failed', failure: message.failure });
    }
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    if (this.#sockets.isBridge(socket)) this.#tellReader(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    if (this.#sockets.isBridge(socket)) this.#tellReader(socket);
  }

  async #openFeed(request: IRequest): Promise<Response> {
    const ticket = String(request.query?.ticket ?? '');
    if (this.#tickets.spend(ticket, Date.now()) === null) {
      return new Response(null, { status: PROBLEMS.socket_ticket_wrong[0] });
    }
    const { response, socket } = this.#sockets.openScreen();
    this.#sockets.sayTo(socket, await this.#welcome());
    const missed = this.#tapDesk.takeWaiting(Date.now());
    if (missed !== null) this.#sockets.sayTo(socket, missed);
    return response;
  }

  async #welcome(): Promise<MessageToScreen> {
    const { place, catalogue } = this.#paired();
    return {
      type: 'welcome',
      tillId: this.#tillId(),
      tillName: place.content.tillName,
      clubName: place.content.clubName,
      salesPointName: place.content.salesPointName,
      operators: await this.#namedOperators(),
      operator: await this.#operatorOnShift(),
      reader: this.#sockets.readerState(),
      catalogueVersion: catalogue.version,
    };
  }

  #tellReader(gone?: WebSocket): void {
    this.#sockets.tellScreens({ type: 'reader', state: this.#sockets.readerState(gone) });
  }

  // --- who asks ----------------------------------------------------------------------------------

  /** Refusals in order: `device_revoked`, `device_not_allowed`, `device_proof_wrong`, `device_clock_wrong`. */
  async #refuseDevice(proof: DeviceProof, mustBe: DeviceKind): Promise<Refusal | null> {
    if (this.#copies === null) return { code: 'device_revoked' };
    if (proof.device !== mustBe) return { code: 'device_not_allowed' };
    const { device, signedText, signature, signedAt } = proof;
    const verdict = await this.#verifier.verify(device, signedText, signature);
    if (verdict === 'absent') return { code: 'device_revoked' };
    if (verdict === 'wrong') return { code: 'device_proof_wrong' };
    const now = Date.now();
    return Math.abs(now - signedAt) > LARGEST_CLOCK_DIFFERENCE_MS
      ? { code: 'device_clock_wrong', now }
      : null;
  }

  #refuseYouth(): Refusal | null {
    const { operator } = this.#facts();
    if (operator === null) return { code: 'operator_missing' };
    return operator.kind === 'youth' ? { code: 'operator_not_allowed' } : null;
  }

  async #namedOperators(): Promise<TillOperator[]> {
    this.#operators ??= namedOperators(this.#paired().operators.content, (ids) =>
      callObject(() => this.#municipality().personKeys(ids)),
    );
    try {
      return await this.#operators;
    } catch (error) {
      this.#operators = null;
      throw error;
    }
  }

  async #operatorOnShift(): Promise<TillOperator | null> {
    const onShift = this.#onShift;
    const operators = await this.#namedOperators();
    return operators.find(({ operatorId }) => operatorId === onShift) ?? null;
  }

  /** What the screen cannot vouch for; an operator who is no longer listed sells no more. */
  #facts(): TillFacts {
    const { place, operators } = this.#paired();
    const onShift = this.#onShift;
    const operator = operators.content.find(({ operatorId }) => operatorId === onShift);
    return {
      tillId: this.#tillId(),
      ...place.content,
      operator: operator ? { operatorId: operator.operatorId, kind: operator.kind } : null,
    };
  }

  #putCopies(copies: TillCopies): void {
    this.#store.putCopy('place', copies.place);
    this.#store.putCopy('catalogue', copies.catalogue);
    this.#store.putCopy('operators', copies.operators);
  }

  #load(): void {
    this.#copies = this.#store.copies();
    this.#onShift = this.#store.operatorOnShift();
    this.#operators = null;
    const products = this.#copies?.catalogue.content.products ?? [];
    this.#products = new Map(products.map((product) => [product.productId, product]));
  }

  #paired(): TillCopies {
    if (this.#copies === null) throw new Error('the till is not paired');
    return this.#copies;
  }

  #account(accountId: AccountId) {
    return this.env.CARD_ACCOUNT.getByName(accountId);
  }

  #municipality() {
    const { MUNICIPALITY, MUNICIPALITIES } = this.env;
    return MUNICIPALITY.getByName(municipalityIdOf(this.#tillId(), MUNICIPALITIES));
  }

  #tillId(): TillId {
    return this.ctx.id.name as TillId;
  }
}

function parseBridgeMessage(data: string): MessageFromBridge | null {
  try {
    return MessageFromBridge.parse(JSON.parse(data));
  } catch {
    // Whoever speaks otherwise is not our bridge; the socket is closed by the caller.
    return null;
  }
}
