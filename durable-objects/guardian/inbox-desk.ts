// Takes in what the accounts tell, keeps it once, and says it to the open portals at once. Push and e-mail
// go out from the alarm (delivery-desk.ts). Absent: SQL, and what may be told (the account decides that).
import type { AccountId, GuardianId, PersonId } from '../../contracts/ids.ts';
import {
  INBOX_PAGE,
  type Inbox,
  type InboxMessage,
  type InboxReadState,
  type MessageToPortal,
  type NoticeContent,
} from '../../contracts/inbox.ts';
import type { NoticeSettings } from '../../contracts/me.ts';
import { decryptText } from '../person-cipher.ts';
import type { AccountNotice, TakeNoticesCommand } from './commands.ts';
import type { ChildOfInbox, InboxStore, StoredMessage, Taken } from './inbox-store.ts';
import type { Keyring } from './keyring.ts';
import { isShown, levelOf, reachOf } from './notice-levels.ts';

export interface InboxDoors {
  readonly storage: DurableObjectStorage;
  readonly keyring: Keyring;
  readonly namesOf: (
    guardianIds: readonly GuardianId[],
  ) => Promise<ReadonlyMap<GuardianId, string>>;
  readonly settings: () => NoticeSettings;
  /** What was told of a child is hidden while the guardian is not linked to it. */
  readonly isLinked: (accountId: AccountId) => boolean;
  readonly tell: (messages: readonly MessageToPortal[]) => void;
}

export class InboxDesk {
  readonly #store: InboxStore;
  readonly #doors: InboxDoors;

  constructor(store: InboxStore, doors: InboxDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  /**
   * What came before changes nothing, also where the level kept it out: an account that fell asleep tells
   * its last notices again. Resolves when they are stored and said.
   */
  async take({ accountId, child, notices }: TakeNoticesCommand): Promise<void> {
    const taken = this.#store.taken(accountId);
    const fresh = notices.filter(({ source, sequence }) => sequence > taken[source]);
    if (fresh.length === 0) return;
    const level = levelOf(this.#doors.settings(), accountId);
    const added = this.#doors.storage.transactionSync(() => {
      this.#store.putChild(accountId, child, furthest(taken, fresh));
      return fresh.flatMap(({ source, sequence, at, content, about }) => {
        const { isKept, isWanted } = reachOf(content, level);
        if (!isKept) return [];
        const origin = { source, sequence };
        const message = { at, accountId, content, about, child: null };
        const number = this.#store.insert({ ...message, origin, isWanted });
        return number === null ? [] : [{ number, ...message }];
      });
    });
    await this.#say(added, accountId);
  }

  /**
   * About the guardian alone, or an own link to a child; inside the caller's transaction. {@link say} what it
   * returns afterwards.
   */
  addOwn(content: NoticeContent, now: number, child: ChildOfInbox | null = null): StoredMessage {
    const message = { at: now, accountId: null, content, about: null, child };
    const number = this.#store.insert({ ...message, origin: null, isWanted: true });
    if (number === null) throw new Error('a message without an origin is always new');
    return { number, ...message };
  }

  say(message: StoredMessage): Promise<void> {
    return this.#say([message], message.accountId);
  }

  async page(before: number | null): Promise<Inbox> {
    const found: StoredMessage[] = [];
    let from = before;
    // Hidden ones do not count towards a page, so that an empty page means the end.
    while (found.length <= INBOX_PAGE) {
      const rows = this.#store.before(from, INBOX_PAGE + 1);
      found.push(...rows.filter((message) => this.#isShown(message)));
      from = rows.at(-1)?.number ?? null;
      if (rows.length <= INBOX_PAGE) break;
    }
    const messages = found.slice(0, INBOX_PAGE);
    return {
      // Looked at again: what was awaited may have let an end in.
      messages: this.#shown(await this.#named(messages)),
      next: found.length > INBOX_PAGE ? (messages.at(-1)?.number ?? null) : null,
      ...this.readState(),
    };
  }

  /** No further than there is anything to read. */
  markRead(upTo: number): InboxReadState {
    this.#store.markRead(Math.min(upTo, this.#store.lastNumber()));
    return this.readState();
  }

  readState(): InboxReadState {
    const readUpTo = this.#store.readUpTo();
    const unread = this.#store
      .wantedKinds(readUpTo)
      .filter((wanted) => isShown(wanted, this.#doors.isLinked))
      .reduce((sum, { count }) => sum + count, 0);
    return { readUpTo, unread };
  }

  #isShown({
    accountId,
    content: { kind },
  }: Pick<StoredMessage, 'accountId' | 'content'>): boolean {
    return isShown({ accountId, kind }, this.#doors.isLinked);
  }

  /** What is shown without a link names the child and no account. */
  #shown(messages: readonly InboxMessage[]): InboxMessage[] {
    const isLinked = (accountId: AccountId | null) =>
      accountId !== null && this.#doors.isLinked(accountId);
    return messages
      .filter((message) => this.#isShown(message))
      .map((message) => (isLinked(message.accountId) ? message : { ...message, accountId: null }));
  }

  async #say(added: readonly StoredMessage[], accountId: AccountId | null): Promise<void> {
    const named = await this.#named(added.filter((message) => this.#isShown(message)));
    const messages = this.#shown(named);
    const { unread } = this.readState();
    this.#doors.tell([
      ...messages.map((message) => ({ type: 'message', message, unread }) as const),
      { type: 'changed', accountId, unread },
    ]);
  }

  async #named(messages: readonly StoredMessage[]): Promise<InboxMessage[]> {
    const children = this.#childrenOf(messages);
    const [keys, guardians] = await Promise.all([
      this.#keysOf([...children.values()].map(({ childId }) => childId)),
      this.#doors.namesOf(messages.flatMap(({ about }) => about ?? [])),
    ]);
    return messages.map(({ number, at, accountId, content, about }) => ({
      number,
      at: new Date(at).toISOString(),
      accountId,
      childGivenName: givenName(children.get(number), keys),
      content: about === null ? content : withName(content, guardians.get(about) ?? null),
    }));
  }

  /** By the number of the message. */
  #childrenOf(messages: readonly StoredMessage[]): Map<number, ChildOfInbox> {
    const accounts = new Set(messages.flatMap(({ accountId }) => accountId ?? []));
    const byAccount = new Map([...accounts].map((id) => [id, this.#store.child(id)] as const));
    return new Map(
      messages.flatMap(({ number, accountId, child }) => {
        const named = accountId === null ? child : (byAccount.get(accountId) ?? null);
        return named === null ? [] : [[number, named] as const];
      }),
    );
  }

  async #keysOf(childIds: readonly PersonId[]): Promise<ReadonlyMap<string, Uint8Array>> {
    if (childIds.length === 0) return new Map();
    try {
      return await this.#doors.keyring.of([...new Set(childIds)]);
    } catch (error) {
      console.error(`an inbox is read without names: ${error}`);
      return new Map();
    }
  }
}

/** None where the child was erased, and where nobody can be asked for the keys just now. */
function givenName(
  child: ChildOfInbox | undefined,
  keys: ReadonlyMap<string, Uint8Array>,
): string | null {
  const key = child && keys.get(child.childId);
  if (child === undefined || key === undefined) return null;
  return decryptText(key, child.childId, 'name', Buffer.from(child.givenNameCiphertext, 'hex'));
}

/** The one other person that a message can tell of. */
function withName(content: NoticeContent, name: string | null): NoticeContent {
  if ('by' in content) return { ...content, by: { ...content.by, name } };
  if ('whose' in content) return { ...content, whose: { ...content.whose, name } };
  return content;
}

function furthest(taken: Taken, notices: readonly AccountNotice[]): Taken {
  const last = (source: AccountNotice['source']) =>
    notices.reduce(
      (most, notice) => (notice.source === source ? Math.max(most, notice.sequence) : most),
      taken[source],
    );
  return { entry: last('entry'), notice: last('notice') };
}
