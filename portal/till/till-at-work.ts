// Joins the sale, the feed, the device and what it keeps. Every decision about a sale is in sale.ts; this
// file only carries events in and effects out.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { OperatorId, PresentationId, PurchaseId, ReversalId } from '../../contracts/ids.ts';
import type { OperatorOnShift, TillOperator } from '../../contracts/operators.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Pairing } from '../../contracts/pairings.ts';
import type {
  ChildSearchResult,
  FoundChild,
  NamedReason,
  PresentedChild,
} from '../../contracts/presentations.ts';
import { problemOf } from '../../contracts/problems.ts';
import type { ReaderState } from '../../contracts/readers.ts';
import type { MessageToScreen, TapShown } from '../../contracts/till-feed.ts';
import { type Answer, type Api, createApi, type Send } from './api.ts';
import { createCatalogueLoading } from './catalogue-loading.ts';
import { type Device, openDevice } from './device.ts';
import { type Connection, type Feed, startFeed } from './feed.ts';
import { keepLastSale, keepParked, keptCounter } from './kept-counter.ts';
import { createOperatorShift, type OperatorShift } from './operator-shift.ts';
import { createOutstandingQueue, type Outstanding, type Settlement } from './outstanding.ts';
import { createPauses } from './pauses.ts';
import { nextMoment, saleStep } from './sale.ts';
import {
  EMPTY_SALE,
  type OutstandingPurchase,
  type SaleEffect,
  type SaleEvent,
  type SaleState,
} from './sale-state.ts';
import { playSound } from './sounds.ts';
import type { Store } from './store.ts';
import type { Happening, Place, Till } from './till.ts';
import { type TillRequests, tillRequests } from './till-requests.ts';

export async function openTill(store: Store, send: Send): Promise<Till> {
  const device = await openDevice(store, Date.now);
  const till = new TillAtWork(store, device, send);
  await till.restore();
  return till;
}

class TillAtWork implements Till {
  readonly sale = signal<SaleState>(EMPTY_SALE);
  readonly pairing = signal<Pairing | null>(null);
  readonly wasUnpaired = signal(false);
  readonly place = signal<Place | null>(null);
  readonly connection = signal<Connection>({ kind: 'connecting' });
  readonly reader = signal<ReaderState>('bridge_away');
  readonly operators = signal<readonly TillOperator[]>([]);
  readonly operator: ReadonlySignal<TillOperator | null>;

  readonly #store: Store;
  readonly #device: Device;
  readonly #api: Api;
  readonly #pairingApi: Api;
  readonly #queue;
  readonly #shift: OperatorShift;
  #feed: Feed | null = null;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #loadCatalogue = async () => {};
  readonly #pauses = createPauses();

  constructor(store: Store, device: Device, send: Send) {
    this.#store = store;
    this.#device = device;
    this.#api = createApi(send, device);
    this.#pairingApi = createApi(send, null);
    this.#queue = createOutstandingQueue({
      api: this.#api,
      keep: (outstanding) => store.put('outbox', outstanding.id, outstanding),
      forget: (outstanding) => store.remove('outbox', outstanding.id),
      kept: async () => (await store.all('outbox')) as Outstanding[],
      settled: (settlement) => this.#settled(settlement),
      pause: this.#pauses.pause,
    });
    this.#shift = createOperatorShift({
      store,
      send: (change) => this.#requests().changeOperator(change),
      left: () => this.happen({ type: 'operator_left' }),
      // A card read while nobody was signed in was refused; whoever signs in has it read again.
      signedIn: () => this.happen({ type: 'outcome_read' }),
      pause: this.#pauses.pause,
    });
    this.operator = this.#shift.operator;
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => this.#hurry());
  }

  async restore(): Promise<void> {
    this.pairing.value = this.#device.pairing;
    const outstanding = (await this.#queue.resume()).flatMap((kept) =>
      kept.kind === 'purchase' ? [kept.purchase] : [],
    );
    this.happen({ type: 'restored', outstanding });
    await this.#shift.restore();
    if (this.#device.pairing) await this.#take(this.#device.pairing);
  }

  get unansweredCode(): string | null {
    return this.#device.attempt?.request.code ?? null;
  }

  happen(happening: Happening): void {
    const before = this.sale.value;
    const { state, effects } = saleStep(before, { ...happening, at: Date.now() } as SaleEvent);
    this.sale.value = state;
    const { tillId, parked } = state;
    if (tillId && tillId === before.tillId && parked !== before.parked) {
      void keepParked(this.#store, tillId, parked);
    }
    for (const effect of effects) this.#perform(effect);
    this.#setClock(state);
  }

  confirm(presentationId: PresentationId, totalOre: Ore): void {
    const purchaseId = crypto.randomUUID() as PurchaseId;
    this.happen({ type: 'confirmed', presentationId, totalOre, purchaseId });
  }

  undo(purchaseId: PurchaseId): void {
    const reversalId = crypto.randomUUID() as ReversalId;
    this.happen({ type: 'undo_asked', purchaseId, reversalId });
  }

  async pair(code: string): Promise<Answer<Pairing>> {
    const answer = await this.#device.pair(this.#pairingApi, code);
    if (answer.kind === 'ok') {
      this.wasUnpaired.value = false;
      await this.#take(answer.value);
    }
    return answer;
  }

  signIn(operatorId: OperatorId, pin: string): Promise<Answer<OperatorOnShift>> {
    return this.#shift.signIn(operatorId, pin);
  }

  lock(): void {
    this.#shift.lock();
  }

  findChildren(query: string): Promise<Answer<ChildSearchResult>> {
    return this.#requests().findChildren(query);
  }

  async present(
    child: FoundChild,
    presentationId: PresentationId,
    reason: NamedReason,
  ): Promise<Answer<PresentedChild>> {
    const pairing = this.pairing.value;
    const answer = await this.#requests().present(child.accountId, presentationId, reason);
    const isHere = pairing === this.pairing.value;
    if (answer.kind === 'ok' && isHere)
      this.happen({ type: 'child_presented', child: answer.value });
    return answer;
  }

  /** The counter of this till from now on, and of no other: what it kept, its products, its feed. */
  async #take(pairing: Pairing): Promise<void> {
    const { tillId } = pairing;
    this.happen({ type: 'till_taken', tillId, ...(await keptCounter(this.#store, tillId)) });
    this.pairing.value = pairing;
    this.#loadCatalogue = createCatalogueLoading({
      load: () => this.#requests().catalogue(),
      loaded: (catalogue) => this.happen({ type: 'catalogue_loaded', catalogue }),
      pause: this.#pauses.pause,
      isWanted: () => this.pairing.value === pairing,
    });
    this.#start(pairing);
  }

  #start(pairing: Pairing): void {
    this.#feed?.stop();
    this.#feed = startFeed({
      api: this.#api,
      tillId: pairing.tillId,
      now: Date.now,
      heard: (message) => this.#heard(message),
      connection: (connection) => {
        this.connection.value = connection;
        if (connection.kind === 'connected') this.#hurry();
      },
      unpaired: () => void this.#unpaired(),
    });
  }

  #heard(message: MessageToScreen): void {
    switch (message.type) {
      case 'welcome': {
        const { tillName, clubName, salesPointName } = message;
        this.place.value = { tillName, clubName, salesPointName };
        this.operators.value = message.operators;
        this.reader.value = message.reader;
        this.#shift.heard(message.operator);
        this.#catalogueIs(message.catalogueVersion);
        break;
      }
      case 'tap':
        this.#tapped(message);
        break;
      case 'reader':
        this.reader.value = message.state;
        break;
      case 'read_failed':
        this.happen({ type: 'read_failed', failure: message.failure });
        break;
      case 'catalogue':
        this.#catalogueIs(message.version);
        break;
      case 'operators':
        this.operators.value = message.operators;
        break;
      case 'shift':
        this.#shift.heard(message.operator);
        break;
      case 'unpaired':
        // The feed has stopped and says so by itself.
        break;
    }
  }

  #tapped({ tapId, result }: TapShown): void {
    if (result.kind === 'problem') {
      this.happen({ type: 'tap_refused', problem: result.problem });
    } else if (this.operator.value) {
      this.happen({ type: 'child_presented', child: result.child });
    } else {
      // Locked here while the server does not know it yet: the card is answered as the server would.
      const problem = problemOf({ code: 'operator_missing' }, tapId);
      this.happen({ type: 'tap_refused', problem });
    }
  }

  #perform(effect: SaleEffect): void {
    switch (effect.type) {
      case 'send_purchase':
        void this.#sendPurchase(effect.purchase);
        break;
      case 'send_reversal': {
        const { accountId, purchaseId, reversalId: id } = effect;
        void this.#sendOrSay({ kind: 'reversal', id, accountId, purchaseId });
        void this.#keepLastSale();
        break;
      }
      case 'end_presentation': {
        const { accountId, presentationId: id, body } = effect;
        void this.#sendOrSay({ kind: 'ending', id, accountId, body });
        break;
      }
      case 'load_catalogue':
        void this.#loadCatalogue();
        break;
      case 'operator_missing':
        this.#shift.heard(null);
        break;
      case 'sound':
        playSound(effect.sound);
        break;
    }
  }

  async #sendPurchase(purchase: OutstandingPurchase): Promise<void> {
    const { purchaseId } = purchase;
    const isKept = await this.#sendOrSay({ kind: 'purchase', id: purchaseId, purchase });
    if (!isKept) this.happen({ type: 'not_kept', purchaseId });
  }

  async #sendOrSay(outstanding: Outstanding): Promise<boolean> {
    try {
      await this.#queue.send(outstanding);
      return true;
    } catch (error) {
      console.error(`the ${outstanding.kind} could not be kept and was not sent`, error);
      return false;
    }
  }

  async #settled(settlement: Settlement): Promise<void> {
    switch (settlement.kind) {
      case 'purchase_accepted': {
        const { id: purchaseId, receipt } = settlement;
        this.happen({ type: 'purchase_accepted', purchaseId, receipt });
        break;
      }
      case 'purchase_refused': {
        const { id: purchaseId, problem } = settlement;
        const parkedId = crypto.randomUUID();
        this.happen({ type: 'purchase_refused', purchaseId, problem, parkedId });
        break;
      }
      case 'reversal_accepted': {
        const { id: reversalId, receipt } = settlement;
        this.happen({ type: 'reversal_accepted', reversalId, receipt });
        break;
      }
      case 'reversal_refused': {
        const { id: reversalId, problem } = settlement;
        this.happen({ type: 'reversal_refused', reversalId, problem });
        break;
      }
      case 'ended':
        return;
    }
    await this.#keepLastSale();
  }

  async #keepLastSale(): Promise<void> {
    const { tillId, lastSale } = this.sale.value;
    if (tillId) await keepLastSale(this.#store, tillId, lastSale);
  }

  #catalogueIs(version: number): void {
    if (this.sale.value.catalogue?.version !== version) void this.#loadCatalogue();
  }

  async #unpaired(): Promise<void> {
    const { tillId } = this.sale.value;
    this.happen({ type: 'till_left' });
    // Whatever is sold there from now on is sold at another screen.
    if (tillId) await keepLastSale(this.#store, tillId, null);
    await this.#device.forgetPairing();
    this.wasUnpaired.value = true;
    await this.#shift.end();
    this.pairing.value = null;
    this.place.value = null;
    this.operators.value = [];
    this.reader.value = 'bridge_away';
  }

  #requests(): TillRequests {
    return tillRequests(this.#api, this.pairing.value?.tillId ?? '');
  }

  #setClock(state: SaleState): void {
    clearTimeout(this.#clock);
    const moment = nextMoment(state);
    if (moment === null) return;
    const waitMs = Math.max(moment - Date.now(), 0);
    this.#clock = setTimeout(() => this.happen({ type: 'clock' }), waitMs);
  }

  #hurry(): void {
    this.#feed?.hurry();
    this.#pauses.hurry();
  }
}
