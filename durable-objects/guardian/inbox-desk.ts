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
import type { InboxStore, StoredMessage, Taken } from './inbox-store.ts';
import type { Keyring } from './keyring.ts';
import { levelOf, reachOf } from './notice-levels.ts';

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
        const message = { at, accountId, content, about };
        const number = this.#store.insert({ ...message, origin, isWanted });
        return number === null ? [] : [{ number, ...message }];
      });
    });
    await this.#say(added, accountId);
  }

  /** About the guardian alone; inside the caller's transaction. {@link say} what it returns afterwards. */
  addOwn(content: NoticeContent, now: number): StoredMessage {
    const message = { at: now, accountId: null, content, about: null };
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
      messages: (await this.#named(messages)).filter((message) => this.#isShown(message)),
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
      .wantedAccounts(readUpTo)
      .filter((count) => this.#isShown(count))
      .reduce((sum, { count }) => sum + count, 0);
    return { readUpTo, unread };
  }

  #isShown({ accountId }: { readonly accountId: AccountId | null }): boolean {
    return accountId === null || this.#doors.isLinked(accountId);
  }

  async #say(added: readonly StoredMessage[], accountId: AccountId | null): Promise<void> {
    const named = await this.#named(added);
    const messages = named.filter((message) => this.#isShown(message));
    const { unread } = this.readState();
    this.#doors.tell([
      ...messages.map((message) => ({ type: 'message', message, unread }) as const),
      { type: 'changed', accountId, unread },
    ]);
  }

  async #named(messages: readonly StoredMessage[]): Promise<InboxMessage[]> {
    const accounts = [...new Set(messages.flatMap(({ accountId }) => accountId ?? []))];
    const [names, guardians] = await Promise.all([
      this.#givenNames(accounts),
      this.#doors.namesOf(messages.flatMap(({ about }) => about ?? [])),
    ]);
    return messages.map(({ number, at, accountId, content, about }) => ({
      number,
      at: new Date(at).toISOString(),
      accountId,
      childGivenName: accountId === null ? null : (names.get(accountId) ?? null),
      content: about === null ? content : withName(content, guardians.get(about) ?? null),
    }));
  }

  /** Without a name where the child was erased, and where nobody can be asked for the keys just now. */
  async #givenNames(accounts: readonly AccountId[]): Promise<Map<AccountId, string>> {
    const children = accounts.flatMap((accountId) => {
      const child = this.#store.child(accountId);
      return child === null ? [] : [{ accountId, ...child }];
    });
    const keys = await this.#keysOf(children.map(({ childId }) => childId));
    return new Map(
      children.flatMap(({ accountId, childId, givenNameCiphertext }) => {
        const key = keys.get(childId);
        const ciphertext = Buffer.from(givenNameCiphertext, 'hex');
        return key ? [[accountId, decryptText(key, childId, 'name', ciphertext)] as const] : [];
      }),
    );
  }

  async #keysOf(childIds: readonly PersonId[]): Promise<ReadonlyMap<string, Uint8Array>> {
    if (childIds.length === 0) return new Map();
    try {
      return await this.#doors.keyring.of(childIds);
    } catch (error) {
      console.error(`an inbox is read without names: ${error}`);
      return new Map();
    }
  }
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
