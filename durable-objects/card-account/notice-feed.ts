// Hands what happened on the account to the inboxes of its guardians: after the commit and beside the
// answer, in slices, each guardian from an own mark, which is written with the account's next entry. What
// does not arrive stays, and an alarm comes back for it (I9). Absent: words (the portal), and the inboxes.
import type { AccountId, GuardianId } from '../../contracts/ids.ts';
import { OF_OWN_MONEY } from '../../contracts/inbox.ts';
import type { Rights } from '../../contracts/links.ts';
import type { AccountNotice, TakeNoticesCommand } from '../guardian/commands.ts';
import type { LinkCopy } from './account-store.ts';
import type { Entry } from './entry.ts';
import { type Linked, mayGuardian, rightsInForce } from './guardian-rights.ts';
import type { Journal } from './journal.ts';
import type { LaterWrites } from './later-writes.ts';
import type { LoadedAccount } from './loaded-account.ts';
import type { MoneyIn } from './money-in-store.ts';
import {
  contentOfEntry,
  contentOfNotice,
  isOfPayer,
  mayHear,
  withoutBalance,
} from './notice-content.ts';
import type { NoticeMark, NoticeStore } from './notice-store.ts';

/** The answer goes out first, and what comes in quick succession goes together. */
const GATHER_MS = 50;
const SLICE = 100;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;

export interface FeedDoors {
  readonly accountId: AccountId;
  readonly later: LaterWrites;
  readonly account: () => LoadedAccount | null;
  /** Nothing is made by asking for an id that the house has not minted. */
  readonly isOurs: (guardianId: GuardianId) => boolean;
  /** How an entry's money came in, and who paid it. */
  readonly moneyIn: (entry: Entry) => MoneyIn | null;
  readonly guardian: (guardianId: GuardianId) => {
    takeNotices(command: TakeNoticesCommand): PromiseLike<unknown>;
  };
}

interface Parcel {
  readonly guardianId: GuardianId;
  readonly notices: readonly AccountNotice[];
  /** Where the guardian stands once this has arrived. */
  readonly mark: NoticeMark;
}

export class NoticeFeed {
  readonly #ctx: DurableObjectState;
  readonly #store: NoticeStore;
  readonly #journal: Journal;
  readonly #doors: FeedDoors;
  #delivery: Promise<void> | null = null;
  #failures = 0;
  /** What has arrived, and may not be written yet: the inbox knows it as well, and takes nothing twice. */
  readonly #arrived = new Map<GuardianId, NoticeMark>();
  #beganBehind = false;

  constructor(ctx: DurableObjectState, store: NoticeStore, journal: Journal, doors: FeedDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#journal = journal;
    this.#doors = doors;
  }

  /** To be called after each commit. Costs an account without guardians nothing. */
  nudge(): void {
    if (this.#delivery !== null || this.#hearers().length + this.#former().length === 0) return;
    this.#delivery = scheduler.wait(GATHER_MS).then(() => this.#deliver());
    this.#ctx.waitUntil(this.#delivery);
  }

  /**
   * At the object's start: something may have been left by a crash, or it fell asleep before a mark was
   * written. Then it is written without waiting for an entry, so that no later start asks again.
   */
  nudgeIfBehind(): void {
    if (this.#parcels().length === 0) return;
    this.#beganBehind = true;
    this.nudge();
  }

  /** From the account's alarm, and for whoever wants to wait until all is told. */
  async deliver(): Promise<void> {
    this.nudge();
    await this.#delivery;
  }

  /** Whoever is linked from now on hears of what comes, and not of what was. Inside the transaction. */
  beginMarks(before: readonly LinkCopy[], after: readonly LinkCopy[], now: number): void {
    const account = this.#doors.account();
    if (account === null) return;
    const inForce = (links: readonly LinkCopy[], guardianId: GuardianId) =>
      rightsInForce({ links, child: account.child }, guardianId, now) !== null;
    const heads = this.#store.heads();
    for (const { guardianId } of after) {
      if (inForce(after, guardianId) && !inForce(before, guardianId)) {
        this.#store.putMark(guardianId, heads);
      }
    }
  }

  async #deliver(): Promise<void> {
    try {
      // From here on a new nudge begins a new delivery, which waits its turn by the marks alone.
      for (let parcels = this.#parcels(); parcels.length > 0; parcels = this.#parcels()) {
        const arrived = await Promise.all(parcels.map((parcel) => this.#hand(parcel)));
        const delivered = parcels.filter((_, index) => arrived[index]);
        for (const { guardianId, mark } of delivered) {
          this.#arrived.set(guardianId, mark);
          const write = () => this.#store.putMark(guardianId, mark);
          if (this.#beganBehind) this.#doors.later.addSoon(write);
          else this.#doors.later.add(write);
        }
        // What is told from here on follows an entry of this start, and waits for the next one.
        if (parcels.length === delivered.length) this.#beganBehind = false;
        if (delivered.length < parcels.length) {
          await this.#comeBackLater();
          return;
        }
        this.#failures = 0;
      }
    } finally {
      this.#delivery = null;
    }
  }

  async #hand({ guardianId, notices }: Parcel): Promise<boolean> {
    const child = this.#doors.account()?.child;
    if (notices.length === 0 || child === undefined) return true;
    const { childId, givenNameCiphertext } = child;
    try {
      await this.#doors.guardian(guardianId).takeNotices({
        accountId: this.#doors.accountId,
        child: { childId, givenNameCiphertext },
        notices,
      });
      return true;
    } catch (error) {
      console.error(`account ${this.#doors.accountId}: a guardian was not told: ${error}`);
      return false;
    }
  }

  /** I9: what is still to be told has an alarm, in memory's stead. */
  async #comeBackLater(): Promise<void> {
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS);
    this.#failures += 1;
    const at = Date.now() + waitMs;
    const set = await this.#ctx.storage.getAlarm();
    if (set === null || set > at) await this.#ctx.storage.setAlarm(at);
  }

  /** One for each guardian who is behind. */
  #parcels(): Parcel[] {
    const [hearers, former] = [this.#hearers(), this.#former()];
    if (hearers.length + former.length === 0) return [];
    const heads = this.#store.heads();
    const ofHearers = hearers.flatMap((guardianId) => {
      const mark = this.#markOf(guardianId);
      const isBehind =
        mark.entrySequence < heads.entrySequence || mark.noticeSequence < heads.noticeSequence;
      return isBehind ? [this.#parcel(guardianId, mark, heads)] : [];
    });
    const ofFormer = former.flatMap((guardianId) => {
      const mark = this.#markOf(guardianId);
      return mark.noticeSequence < heads.noticeSequence
        ? [this.#parcelOfFormer(guardianId, mark, heads)]
        : [];
    });
    return [...ofHearers, ...ofFormer];
  }

  /** What became of the own payments, and nothing else of the child. */
  #parcelOfFormer(guardianId: GuardianId, mark: NoticeMark, heads: NoticeMark): Parcel {
    const queued = this.#store.noticesAfter(mark.noticeSequence, SLICE);
    const notices = queued.flatMap((notice): AccountNotice[] => {
      const told = isOfPayer(notice, guardianId) ? contentOfNotice(notice, guardianId, []) : null;
      if (told === null || !OF_OWN_MONEY.includes(told.content.kind)) return [];
      return [{ source: 'notice', sequence: notice.sequence, at: notice.at, ...told }];
    });
    const noticeSequence = queued.at(-1)?.sequence ?? heads.noticeSequence;
    return { guardianId, notices, mark: { ...mark, noticeSequence } };
  }

  #markOf(guardianId: GuardianId): NoticeMark {
    const written = this.#store.mark(guardianId);
    const arrived = this.#arrived.get(guardianId) ?? written;
    return {
      entrySequence: Math.max(written.entrySequence, arrived.entrySequence),
      noticeSequence: Math.max(written.noticeSequence, arrived.noticeSequence),
    };
  }

  #parcel(guardianId: GuardianId, mark: NoticeMark, heads: NoticeMark): Parcel {
    const entries = this.#journal.entries(mark.entrySequence, SLICE);
    const queued = this.#store.noticesAfter(mark.noticeSequence, SLICE);
    const notices: AccountNotice[] = entries.flatMap((entry) => {
      const { sequence, recordedAt: at } = entry;
      const moneyIn = this.#doors.moneyIn(entry);
      const content = contentOfEntry(entry, moneyIn?.way ?? null);
      const isOwn = moneyIn?.payer === guardianId;
      if (content === null || !this.#mayHear(guardianId, at, content, isOwn)) return [];
      const seen = this.#seesBalance(guardianId, at) ? content : withoutBalance(content);
      return [{ source: 'entry' as const, sequence, at, content: seen, about: null }];
    });
    for (const notice of queued) {
      const told = contentOfNotice(notice, guardianId, this.#linked()?.links ?? []);
      const { sequence, at } = notice;
      if (told === null) continue;
      if (this.#mayHear(guardianId, at, told.content, isOfPayer(notice, guardianId))) {
        notices.push({ source: 'notice', sequence, at, ...told });
      }
    }
    return {
      guardianId,
      notices: notices.sort(asItHappened),
      // Where nothing is left the guardian stands at the head: one that says more than there is ends here.
      mark: {
        entrySequence: entries.at(-1)?.sequence ?? heads.entrySequence,
        noticeSequence: queued.at(-1)?.sequence ?? heads.noticeSequence,
      },
    };
  }

  #seesBalance(guardianId: GuardianId, at: number): boolean {
    const linked = this.#linked();
    return linked !== null && mayGuardian(linked, guardianId, 'see_balance', at).ok;
  }

  /** Linked when it happened; whoever is not linked any more is no hearer. */
  #mayHear(
    guardianId: GuardianId,
    at: number,
    content: AccountNotice['content'],
    isOwnPayment: boolean,
  ): boolean {
    const linked = this.#linked();
    if (linked === null) return false;
    const rights = rightsInForce(linked, guardianId, at);
    const { adultAt } = linked.child;
    const isOwnMaster = adultAt !== null && adultAt <= at;
    return rights !== null && mayHear(rights, isOwnMaster, content, isOwnPayment);
  }

  #hearers(): GuardianId[] {
    return this.#guardians((rights) => rights !== null);
  }

  /** Whose link is over or frozen: their money may still be on its way back. */
  #former(): GuardianId[] {
    return this.#guardians((rights) => rights === null);
  }

  #guardians(isMeant: (rights: Rights | null) => boolean): GuardianId[] {
    const linked = this.#linked();
    if (linked === null || linked.links.length === 0) return [];
    const now = Date.now();
    const meant = linked.links
      .map(({ guardianId }) => guardianId)
      .filter((guardianId) => this.#doors.isOurs(guardianId))
      .filter((guardianId) => isMeant(rightsInForce(linked, guardianId, now)));
    return [...new Set(meant)];
  }

  #linked(): Linked | null {
    return this.#doors.account();
  }
}

/** What happened in one millisecond keeps the order of its sequence. */
function asItHappened(left: AccountNotice, right: AccountNotice): number {
  return (
    left.at - right.at || left.source.localeCompare(right.source) || left.sequence - right.sequence
  );
}
