// The hand of a child: holds cards to the club's reader and takes them away, on the virtual reader of the
// real service or on the scripted one.
import { setTimeout as sleep } from 'node:timers/promises';
import { type DemoCard, readDemoFile } from '../../local/demo-file.ts';
import { findCard } from '../../local/find-card.ts';
import { putVirtualCard, type VirtualCardKind } from '../../local/virtual-card.ts';
import { until } from '../pcsc/until.ts';
import type { RunningClub } from './running-club.ts';

/** pcscd looks at a virtual reader every 400 ms. */
const REMOVAL_SEEN_MS = 900;
const READ_WITHIN_MS = 4_000;
/** The scripted library looks every 5 ms, and the bridge reads a card at once. */
const HELD_TO_SCRIPTED_MS = 250;

export interface HeldCard {
  readonly kind: VirtualCardKind;
  readonly uid: string;
}

export class CardHand {
  readonly #club: RunningClub;
  #removedAt = 0;

  constructor(club: RunningClub) {
    this.#club = club;
  }

  cardOf(childName: string): DemoCard {
    return findCard(readDemoFile(this.#club.state), childName);
  }

  /** Holds a child's card to the reader until it was read. */
  hold(childName: string): Promise<void> {
    return this.holdCard(this.cardOf(childName));
  }

  async holdCard(card: HeldCard): Promise<void> {
    if (this.#club.reader === 'scripted') {
      this.#club.scripted.putCard(card.uid);
      await sleep(HELD_TO_SCRIPTED_MS);
      this.#club.scripted.removeCard();
      return;
    }
    await this.#noCardLiesThere();
    const held = await putVirtualCard(card);
    try {
      await until('the card is read', () => held.commandCount > 0, READ_WITHIN_MS);
    } finally {
      await held.remove();
      this.#removedAt = performance.now();
    }
  }

  /** Lets a card be torn away when the first command reaches it, instead of an answer. */
  async tearAway(childName: string): Promise<void> {
    await this.#noCardLiesThere();
    const held = await putVirtualCard({ ...this.cardOf(childName), tearAt: () => true });
    await held.removed;
    this.#removedAt = performance.now();
  }

  async #noCardLiesThere(): Promise<void> {
    const waitMs = this.#removedAt + REMOVAL_SEEN_MS - performance.now();
    if (waitMs > 0) await sleep(waitMs);
  }
}
