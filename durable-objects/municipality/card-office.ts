// The way of an ordered card from the work list to the club: print batches, delivery, hand-over. Each card's
// account is asked and decides; only a card that was made comes into the index that taps are looked up in.
// A batch that was broken off goes on by the municipality's alarm (I9). Absent: SQL, money.
import type { CardState } from '../../contracts/cards.ts';
import type { CardId, CardOrderId, PersonId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { isRandomUid } from '../../contracts/taps.ts';
import { callForOutcome } from '../call-object.ts';
import type { Env } from '../env.ts';
import { keyedHash } from '../keyed-hash.ts';
import type { CardWorkStore, PrintAnswer, PrintCard } from './card-work-store.ts';
import type { MunicipalityAlarm } from './municipality-alarm.ts';
import type { RegistryStore } from './registry-store.ts';

export interface PrintBatchCommand {
  /** Repeating a batch goes on with it; its cards stay those of the first time. */
  readonly batchId: string;
  readonly by: PersonId;
  readonly cards: readonly {
    readonly orderId: CardOrderId;
    readonly cardId: CardId;
    /** Lower-case hex as the reader gives it; stored as an HMAC only. */
    readonly uid: string;
    readonly printedNumber: string;
  }[];
}

export interface OrderedCardCommand {
  readonly cardId: CardId;
  readonly by: PersonId;
}

export interface PrintedCard {
  readonly cardId: CardId;
  /** Null while the account is out of reach: the batch goes on by itself. */
  readonly answer: PrintAnswer | null;
}

export interface CardOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly alarm: MunicipalityAlarm;
  readonly registry: RegistryStore;
  readonly accounts: Env['CARD_ACCOUNT'];
  readonly cardKey: string;
}

export class CardOffice {
  readonly #workList: CardWorkStore;
  readonly #doors: CardOfficeDoors;

  constructor(workList: CardWorkStore, doors: CardOfficeDoors) {
    this.#workList = workList;
    this.#doors = doors;
  }

  get isBatchOpen(): boolean {
    return this.#workList.unanswered().length > 0;
  }

  /**
   * Takes a batch in, whole or not at all, and asks for its cards.
   *
   * Refusals in order: `card_order_unknown` (not on the work list under that order), `card_not_usable` (a UID
   * that is drawn at random), `card_state_conflict` (the chip is another card's).
   */
  async produceBatch(command: PrintBatchCommand): Promise<Outcome<PrintedCard[], Refusal>> {
    const { storage, alarm } = this.#doors;
    const taken = storage.transactionSync(() => this.#acceptBatch(command));
    if (!taken.ok) return taken;
    await alarm.askAgain(Date.now());
    await this.goOn();
    return accepted(this.#printed(command.batchId));
  }

  /** Asks the account of each card that has no answer; one out of reach does not keep the others waiting. */
  async goOn(): Promise<void> {
    for (const card of this.#workList.unanswered()) {
      try {
        await this.#produce(card);
      } catch (error) {
        console.error(`card ${card.cardId} could not be produced: ${error}`);
      }
    }
  }

  /** The card has come to the club. Refusals: `card_unknown`, those of `CardAccount.deliverCard`. */
  deliver(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#ask(command, (account) => account.deliverCard(command));
  }

  /** Staff give it to the child. Refusals: `card_unknown`, those of `CardAccount.handOverCard`. */
  handOver(command: OrderedCardCommand): Promise<Outcome<CardState, Refusal>> {
    return this.#ask(command, (account) => account.handOverCard(command));
  }

  #acceptBatch({ batchId, by, cards }: PrintBatchCommand): Outcome<null, Refusal> {
    const { registry, cardKey } = this.#doors;
    if (this.#workList.batch(batchId).length > 0) return accepted(null);
    const rows: PrintCard[] = [];
    for (const { orderId, cardId, uid, printedNumber } of cards) {
      const order = this.#workList.order(cardId);
      if (order?.orderId !== orderId) return refused({ code: 'card_order_unknown' });
      if (isRandomUid(uid)) return refused({ code: 'card_not_usable' });
      const identifier = keyedHash('card', uid, cardKey);
      const owner = registry.cardByIdentifier(identifier);
      const isTaken =
        (owner !== null && owner.cardId !== cardId) ||
        this.#workList.isTaken(identifier, cardId) ||
        rows.some((row) => row.identifier === identifier || row.cardId === cardId);
      if (isTaken) return refused({ code: 'card_state_conflict' });
      const { accountId } = order;
      rows.push({ batchId, cardId, accountId, identifier, printedNumber, by, answer: null });
    }
    for (const row of rows) this.#workList.insertPrintCard(row);
    return accepted(null);
  }

  #printed(batchId: string): PrintedCard[] {
    return this.#workList.batch(batchId).map(({ cardId, answer }) => ({ cardId, answer }));
  }

  async #produce(card: PrintCard): Promise<void> {
    const { registry, accounts } = this.#doors;
    const { accountId, cardId, identifier, printedNumber, by } = card;
    const outcome = await callForOutcome<CardState>(() =>
      accounts.getByName(accountId).produceCard({
        cardId,
        identifier,
        printedNumber,
        by,
      }),
    );
    const answer = answerOf(outcome);
    // Asked and written in one turn: the alarm may have asked beside the batch.
    if (answer === 'produced' && registry.card(cardId) === null) {
      registry.insertCard({ cardId, identifier, accountId, printedNumber, registeredBy: by });
    }
    this.#workList.answer(card, answer);
  }

  async #ask(
    { cardId }: OrderedCardCommand,
    ask: (
      account: ReturnType<Env['CARD_ACCOUNT']['getByName']>,
    ) => PromiseLike<Outcome<{ readonly card: { readonly state: CardState } }, Refusal>>,
  ): Promise<Outcome<CardState, Refusal>> {
    const order = this.#workList.order(cardId);
    if (order === null) return refused({ code: 'card_unknown' });
    const account = this.#doors.accounts.getByName(order.accountId);
    const outcome = await callForOutcome(() => ask(account));
    return outcome.ok ? accepted(outcome.value.card.state) : outcome;
  }
}

/** A card that is further on was made before: the batch was repeated. */
function answerOf(outcome: Outcome<CardState, Refusal>): PrintAnswer {
  if (outcome.ok) return outcome.value === 'cancelled' ? 'cancelled' : 'produced';
  return outcome.refusal.code === 'card_unknown' ? 'card_unknown' : 'card_state_conflict';
}
