// What a guardian sees of the own links: which children, which wait, and why a club said no. The children
// themselves are told by their accounts, asked side by side. Absent: who may be linked (municipality).

import type { ChildOverview, Children } from '../../contracts/children.ts';
import type { AccountId, GuardianId, LinkId } from '../../contracts/ids.ts';
import type { NoticeContent } from '../../contracts/inbox.ts';
import type { Linked, LinkState, LinkView } from '../../contracts/links.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { answerWithin } from '../answer-within.ts';
import { decryptText } from '../person-cipher.ts';
import type { Keyring } from './keyring.ts';
import {
  type GuardianLink,
  hasGrownUp,
  isInForce,
  type LinksStore,
  type TakeLinkCommand,
} from './links-store.ts';

/** An account answers in milliseconds. One that hangs holds up no other child of the first page. */
const LONGEST_ANSWER_MS = 3_000;

/** Links that let nobody see a child, and that the first page names all the same. */
const WAITING: readonly LinkState[] = ['awaiting_approval', 'rejected', 'frozen'];

type LinkNotice = Extract<NoticeContent, { kind: 'link' }>;

export interface LinksDoors {
  readonly guardianId: GuardianId;
  readonly keyring: Keyring;
  readonly overviewOf: (accountId: AccountId) => Promise<Outcome<ChildOverview, Refusal>>;
}

export class LinksDesk {
  readonly #store: LinksStore;
  readonly #doors: LinksDoors;

  constructor(store: LinksStore, doors: LinksDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  /** Inside the caller's transaction. @returns what the guardian is to be told, and whether anything changed. */
  take(command: TakeLinkCommand, now: number): { taken: boolean; notice: LinkNotice | null } {
    const { taken, before } = this.#store.take(command, now);
    return { taken, notice: taken ? noticeOf(before, command.content) : null };
  }

  /** Inside the caller's transaction, once for each link: who has come of age, so that the link is over. */
  endedByAge(now: number): { link: GuardianLink; notice: LinkNotice }[] {
    const grown = this.#store.notToldOfAge().filter((link) => hasGrownUp(link, now));
    for (const { linkId } of grown) this.#store.tellOfAge(linkId);
    return grown.map((link) => ({ link, notice: ownNotice('came_of_age', link) }));
  }

  /** When the next child comes of age whose guardian is to be told; null when there is none. */
  nextEndByAge(): number | null {
    const ages = this.#store.notToldOfAge().flatMap(({ adultAt }) => adultAt ?? []);
    return ages.length === 0 ? null : Math.min(...ages);
  }

  /** Whether there is or was a link to it. */
  knows(accountId: AccountId): boolean {
    return this.#store.all().some((link) => link.accountId === accountId);
  }

  isLinked(accountId: AccountId, now: number): boolean {
    return this.#store.all().some((link) => link.accountId === accountId && isInForce(link, now));
  }

  /** Whether this is the own login of somebody who is a child still. */
  isChild(now: number): boolean {
    return this.#store
      .all()
      .some((link) => link.rights === 'self' && link.state === 'active' && !hasGrownUp(link, now));
  }

  /** When each of the children is 18: the others' links end, and the child's own begins to count in full. */
  comingsOfAge(): number[] {
    return this.#store
      .all()
      .flatMap(({ state, adultAt }) => (state === 'active' ? (adultAt ?? []) : []));
  }

  async links(): Promise<Linked> {
    return { links: await this.#views(() => true) };
  }

  /**
   * One that its account no longer lets see anything is left out: the account's copy may be newer. One whose
   * account gives no answer in time is named, and the others are told all the same.
   */
  async children(): Promise<Children> {
    const now = Date.now();
    const inForce = this.#store.all().filter((link) => isInForce(link, now));
    const byAccount = new Map(inForce.map((link) => [link.accountId, link.linkId]));
    const silent = new Set<LinkId>();
    const overviews = await Promise.all(
      [...byAccount].map(([accountId, linkId]) => this.#overviewOf(accountId, linkId, silent)),
    );
    const unreachable = await this.#views(({ linkId }) => silent.has(linkId));
    const otherLinks = await this.#views(
      (link) => WAITING.includes(link.state) && !isOverByAge(link, Date.now()),
    );
    // After the last wait: what was awaited may have let an end in.
    const answeredAt = Date.now();
    const children = overviews
      .flatMap((outcome) => (outcome?.ok ? outcome.value : []))
      .filter(({ accountId }) => this.isLinked(accountId, answeredAt))
      .sort((left, right) => left.name.localeCompare(right.name, 'da'));
    return { children, unreachable, otherLinks };
  }

  async #overviewOf(accountId: AccountId, linkId: LinkId, silent: Set<LinkId>) {
    try {
      return await answerWithin(LONGEST_ANSWER_MS, this.#doors.overviewOf(accountId));
    } catch (error) {
      console.error(`guardian ${this.#doors.guardianId}: an account gave no answer: ${error}`);
      silent.add(linkId);
      return null;
    }
  }

  /** As the links stand once their children's keys are here. */
  async #views(isMeant: (link: GuardianLink) => boolean): Promise<LinkView[]> {
    const meant = () => this.#store.all().filter(isMeant);
    const keys = await this.#doors.keyring.of(meant().map(({ childId }) => childId));
    const now = Date.now();
    return meant().flatMap((link) => {
      const key = keys.get(link.childId);
      // Nobody is left to name after an erasure.
      return key === undefined ? [] : [viewOf(link, key, now)];
    });
  }
}

export function viewOf(link: GuardianLink, key: Uint8Array, now: number): LinkView {
  const { linkId, childId, accountId, rights, state, since } = link;
  const clear = (field: 'name' | 'reason', ciphertext: string) =>
    decryptText(key, childId, field, Buffer.from(ciphertext, 'hex'));
  const endedByAge = isOverByAge(link, now);
  const isActive = state === 'active' && !endedByAge;
  return {
    linkId,
    accountId: isActive ? accountId : null,
    childGivenName: clear('name', link.givenNameCiphertext),
    rights,
    state: endedByAge ? 'ended' : state,
    since: new Date(endedByAge ? (link.adultAt ?? since) : since).toISOString(),
    reason: link.reasonCiphertext === null ? null : clear('reason', link.reasonCiphertext),
  };
}

/** The club's word to the one whose link it is; what the guardian did itself is no news. */
function noticeOf(before: GuardianLink | null, after: GuardianLink): LinkNotice | null {
  if (before === null || before.state === after.state) return null;
  const change = changeOf(before, after);
  return change && ownNotice(change, after);
}

function ownNotice(change: LinkNotice['change'], { rights }: GuardianLink): LinkNotice {
  return { kind: 'link', change, whose: { role: 'me', name: null }, rights, basis: null };
}

/** It stands, and says nothing any more: nobody but the child has a link from the eighteenth birthday on. */
function isOverByAge(link: GuardianLink, now: number): boolean {
  const { rights, state } = link;
  return rights !== 'self' && state !== 'ended' && state !== 'rejected' && hasGrownUp(link, now);
}

function changeOf(before: GuardianLink, after: GuardianLink): LinkNotice['change'] | null {
  if (before.state === 'awaiting_approval' && after.state === 'active') return 'approved';
  if (before.state === 'frozen' && after.state === 'active') return 'thawed';
  if (after.state === 'rejected' || after.state === 'frozen') return after.state;
  // By the club, which says why; the guardian says nothing.
  return after.state === 'ended' && after.reasonCiphertext !== null ? 'ended' : null;
}
