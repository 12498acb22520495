// A till: a screen, a reader and who sells, as one Durable Object. It knows the device, adds the facts and passes
// on; a sale writes nothing here, unless a youth made it. Absent: what it holds in memory (paired-till.ts), what is
// said on its sockets, and balance, limits and payers, which never come this way.

import { DurableObject } from 'cloudflare:workers';
import { type IRequest, IttyRouter } from 'itty-router';
import type { Catalogue } from '../../contracts/catalogue.ts';
import type { AccountId, TillId } from '../../contracts/ids.ts';
import type { OperatorChange, OperatorOnShift } from '../../contracts/operators.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { DeviceKind } from '../../contracts/pairings.ts';
import type { ChildSearchResult, PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Receipt, ReversalReceipt } from '../../contracts/purchases.ts';
import type { TapAcknowledgement } from '../../contracts/taps.ts';
import type { SocketTicket } from '../../contracts/till-feed.ts';
import { callForOutcome, callObject } from '../call-object.ts';
import type { Env } from '../env.ts';
import { hasTables, migrate } from '../migrate.ts';
import { municipalityIdOf } from '../object-id.ts';
import { TryCounter } from '../try-counter.ts';
import { BridgeDesk } from './bridge-desk.ts';
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
import { changeShift } from './operators-on-till.ts';
import { PairedTill } from './paired-till.ts';
import { ScreenFeed } from './screen-feed.ts';
import { TapDesk } from './tap-desk.ts';
import type { TillCopies } from './till-copies.ts';
import { TillSockets } from './till-sockets.ts';
import { TillStore } from './till-store.ts';

const SEARCHES_PER_MINUTE = 40;

export class Till extends DurableObject<Env> {
  readonly #store: TillStore;
  readonly #till: PairedTill;
  readonly #verifier: DeviceVerifier;
  readonly #sockets: TillSockets;
  readonly #searches = new TryCounter(SEARCHES_PER_MINUTE, 60_000);
  readonly #tapDesk: TapDesk;
  readonly #feed: ScreenFeed;
  readonly #bridge: BridgeDesk;
  readonly #lastYouthSale: LastYouthSale;
  readonly #router = IttyRouter<IRequest, []>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new TillStore(ctx.storage.sql);
    this.#till = new PairedTill(ctx.id.name as TillId, this.#store, (personIds) =>
      callObject(() => this.#municipality().personKeys(personIds)),
    );
    this.#verifier = new DeviceVerifier(this.#store);
    this.#lastYouthSale = new LastYouthSale(this.#store);
    this.#sockets = new TillSockets(ctx);
    this.#tapDesk = new TapDesk(env, this.#till.tillId, this.#sockets);
    this.#feed = new ScreenFeed(this.#till, this.#sockets, this.#tapDesk);
    this.#bridge = new BridgeDesk(this.#till, this.#sockets, this.#verifier);
    this.#router
      .get('/api/tills/:tillId/feed', (request) =>
        this.#feed.open(String(request.query?.ticket ?? '')),
      )
      .get('/api/tills/:tillId/bridge', () => this.#bridge.open(Date.now()));
    if (hasTables(ctx.storage)) {
      migrate(ctx.storage, TILL_MIGRATIONS);
      this.#till.load();
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
      this.#store.putCopies(copies);
      if (!this.#store.putDeviceKey(pairingId, device, publicKey, Date.now())) return false;
      if (device === 'screen') this.#store.endShift();
      return true;
    });
    this.#till.load();
    if (isNew) this.#endOf(device);
  }

  /** Takes over newer copies; older ones than seen change nothing. An unpaired till needs none. */
  async takeCopies(copies: TillCopies): Promise<void> {
    if (!this.#till.isPaired) return;
    const before = this.#till.copies();
    this.ctx.storage.transactionSync(() => this.#store.putCopies(copies));
    this.#till.load();
    const { catalogue, operators } = this.#till.copies();
    if (catalogue.version > before.catalogue.version) {
      this.#sockets.tellScreens({ type: 'catalogue', version: catalogue.version });
    }
    if (operators.version > before.operators.version) {
      this.#sockets.tellScreens({
        type: 'operators',
        operators: await this.#till.namedOperators(),
      });
    }
  }

  /** Ends a device's key at once, sockets and shift included: it was stolen, or the till is taken down. */
  async revokeDevice(device: DeviceKind): Promise<void> {
    if (!this.#till.isPaired) return;
    this.ctx.storage.transactionSync(() => {
      this.#store.revokeDevice(device, Date.now());
      if (device === 'screen') this.#store.endShift();
    });
    this.#till.load();
    this.#endOf(device);
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
    return accepted(await this.#tapDesk.acknowledge(command, this.#till.facts(), proof.instance));
  }

  // --- what the screen asks ----------------------------------------------------------------------

  /** A ticket for one socket, since a browser cannot sign an upgrade. */
  async socketTicket(proof: DeviceProof): Promise<Outcome<SocketTicket, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    return accepted(this.#feed.ticket(Date.now()));
  }

  async catalogue(proof: DeviceProof): Promise<Outcome<Catalogue, Refusal>> {
    const refusal = await this.#refuseDevice(proof, 'screen');
    if (refusal !== null) return refused(refusal);
    const { version, content } = this.#till.copies().catalogue;
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
    const operators = this.#till.copies().operators.content;
    const changed = changeShift(this.#store, operators, change, this.env.CODE_KEY, now);
    if (!changed.ok) return changed;
    this.#till.putShift(changed.value, now, Math.min(proof.signedAt, now));
    const operator = await this.#till.operatorOnShift();
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
    const { clubId, tillId, operator } = this.#till.facts();
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
    const till = this.#till.facts();
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
    const till = this.#till.facts();
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
    const till = this.#till.facts();
    const products = request.lines.map((line) => this.#till.product(line.productId));
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
    const till = this.#till.facts();
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
    if (this.#sockets.isBridge(socket)) await this.#bridge.hear(socket, data);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    if (this.#sockets.isBridge(socket)) this.#bridge.left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    if (this.#sockets.isBridge(socket)) this.#bridge.left(socket);
  }

  // --- who asks ----------------------------------------------------------------------------------

  /** Refusals in order: `device_revoked` (also of a till that was never paired), those of `DeviceVerifier.refuse`. */
  #refuseDevice(proof: DeviceProof, mustBe: DeviceKind): Promise<Refusal | null> {
    return this.#till.isPaired
      ? this.#verifier.refuse(proof, mustBe)
      : Promise.resolve({ code: 'device_revoked' });
  }

  #refuseYouth(): Refusal | null {
    const { operator } = this.#till.facts();
    if (operator === null) return { code: 'operator_missing' };
    return operator.kind === 'youth' ? { code: 'operator_not_allowed' } : null;
  }

  /** Its key is in force no more: what it asked for and listens to ends with it. */
  #endOf(device: DeviceKind): void {
    this.#verifier.forget();
    this.#feed.forgetTickets();
    this.#sockets.closeDevice(device);
  }

  #account(accountId: AccountId) {
    return this.env.CARD_ACCOUNT.getByName(accountId);
  }

  #municipality() {
    const { MUNICIPALITY, MUNICIPALITIES } = this.env;
    return MUNICIPALITY.getByName(municipalityIdOf(this.#till.tillId, MUNICIPALITIES));
  }
}
