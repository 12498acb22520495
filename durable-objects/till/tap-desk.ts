// What becomes of a tap: which account the card points to, what the account says, and whether a screen was
// there to see it. Absent: who may tap (the till has checked the bridge), and any disk.
import type { AccountId, TapId, TillId } from '../../contracts/ids.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import { OLDEST_SHOWN_READING_MS, type PresentedChild } from '../../contracts/presentations.ts';
import { problemOf, type Refusal } from '../../contracts/problems.ts';
import { isRandomUid, type TapAcknowledgement } from '../../contracts/taps.ts';
import type { TapShown } from '../../contracts/till-feed.ts';
import { callForOutcome, callObject } from '../call-object.ts';
import type { TillFacts } from '../card-account/commands.ts';
import type { Env } from '../env.ts';
import { keyedHash } from '../keyed-hash.ts';
import { municipalityIdOf } from '../object-id.ts';
import { remember } from '../remember.ts';
import type { TapCommand } from './commands.ts';
import type { TillSockets } from './till-sockets.ts';

/** A tap is delivered again within seconds or not at all. */
const REMEMBERED_TAPS = 50;
const REMEMBERED_CARDS = 5_000;

interface WaitingTap {
  readonly message: TapShown;
  readonly readAt: number;
  readonly since: number;
}

export class TapDesk {
  readonly #env: Env;
  readonly #tillId: TillId;
  readonly #sockets: TillSockets;
  readonly #taps = new Map<TapId, Promise<TapAcknowledgement>>();
  /** A card never changes its account, so what was found once holds. */
  readonly #cards = new Map<string, AccountId>();
  /** A tap that came while no screen was connected: shown if one connects soon. */
  #waiting: WaitingTap | null = null;

  constructor(env: Env, tillId: TillId, sockets: TillSockets) {
    this.#env = env;
    this.#tillId = tillId;
    this.#sockets = sockets;
  }

  /** The same tap again gets the same acknowledgement, and is not shown again. */
  acknowledge(command: TapCommand, till: TillFacts, instance: string): Promise<TapAcknowledgement> {
    const known = this.#taps.get(command.tapId);
    if (known !== undefined) return known;
    const acknowledgement = this.#show(command, till, instance);
    remember(this.#taps, command.tapId, acknowledgement, REMEMBERED_TAPS);
    // A tap that failed on our side may be delivered again.
    acknowledgement.catch(() => this.#taps.delete(command.tapId));
    return acknowledgement;
  }

  /** What a screen that has just connected missed, if it is still fresh. */
  takeWaiting(now: number): TapShown | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null || now - waiting.readAt > OLDEST_SHOWN_READING_MS) return null;
    return laterBy(waiting.message, now - waiting.since);
  }

  async #show(
    { tapId, request }: TapCommand,
    till: TillFacts,
    instance: string,
  ): Promise<TapAcknowledgement> {
    const { evidence, readMsAgo } = request;
    const readAt = Date.now() - readMsAgo;
    if (readMsAgo > OLDEST_SHOWN_READING_MS) {
      console.log(
        `till ${this.#tillId}: tap ${tapId} was read ${readMsAgo} ms ago and is not shown`,
      );
      return { tapId, shown: false, notShownBecause: 'too_old' };
    }
    const presented = await this.#present(tapId, evidence.uid, readAt, till);
    const message: TapShown = {
      type: 'tap',
      tapId,
      result: presented.ok
        ? { kind: 'child', child: presented.value }
        : { kind: 'problem', problem: problemOf(presented.refusal, instance) },
    };
    if (this.#sockets.screens().length === 0) {
      this.#waiting = { message, readAt, since: Date.now() };
      return { tapId, shown: false, notShownBecause: 'no_screen' };
    }
    this.#sockets.tellScreens(message);
    return { tapId, shown: true };
  }

  async #present(
    tapId: TapId,
    uid: string,
    readAt: number,
    till: TillFacts,
  ): Promise<Outcome<PresentedChild, Refusal>> {
    // Nobody sells, so nobody may look: a face goes only to somebody who answers for it (I13).
    if (till.operator === null) return refused({ code: 'operator_missing' });
    if (isRandomUid(uid)) return refused({ code: 'card_not_usable' });
    const cardIdentifier = keyedHash('card', uid, this.#env.CARD_KEY);
    const accountId = this.#cards.get(cardIdentifier) ?? (await this.#findCard(cardIdentifier));
    if (accountId === null) return refused({ code: 'card_unknown' });
    remember(this.#cards, cardIdentifier, accountId, REMEMBERED_CARDS);
    const readMsAgo = Date.now() - readAt;
    return callForOutcome<PresentedChild>(() =>
      this.#env.CARD_ACCOUNT.getByName(accountId).presentCard({
        tapId,
        cardIdentifier,
        readMsAgo,
        till,
      }),
    );
  }

  #findCard(cardIdentifier: string): Promise<AccountId | null> {
    const { MUNICIPALITY, MUNICIPALITIES } = this.#env;
    const municipalityId = municipalityIdOf(this.#tillId, MUNICIPALITIES);
    return callObject(() => MUNICIPALITY.getByName(municipalityId).findCard(cardIdentifier));
  }
}

/** What is said later leaves the child less time. */
function laterBy(message: TapShown, waitedMs: number): TapShown {
  if (message.result.kind !== 'child') return message;
  const { child } = message.result;
  const expiresInMs = Math.max(0, child.expiresInMs - waitedMs);
  return { ...message, result: { kind: 'child', child: { ...child, expiresInMs } } };
}
