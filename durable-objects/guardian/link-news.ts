// What a guardian hears of the own links: what the municipality pushed, and that a child has come of age, which
// nobody pushes. It names the child and no account, since a link that is over shows none. Absent: who may be
// linked (municipality), and what a link allows (the account).
import type { InboxDesk } from './inbox-desk.ts';
import type { LinksDesk } from './links-desk.ts';
import type { TakeLinkCommand } from './links-store.ts';
import type { PortalSockets } from './portal-sockets.ts';

export class LinkNews {
  readonly #storage: DurableObjectStorage;
  readonly #links: LinksDesk;
  readonly #inbox: InboxDesk;
  readonly #sockets: PortalSockets;

  constructor(
    storage: DurableObjectStorage,
    links: LinksDesk,
    inbox: InboxDesk,
    sockets: PortalSockets,
  ) {
    this.#storage = storage;
    this.#links = links;
    this.#inbox = inbox;
    this.#sockets = sockets;
  }

  /** A birthday comes before what is pushed after it, however late the alarm is. */
  async take(command: TakeLinkCommand, now: number): Promise<void> {
    await this.tellOfAges(now);
    const { taken, message } = this.#storage.transactionSync(() => {
      const { taken, notice } = this.#links.take(command, now);
      return { taken, message: notice && this.#inbox.addOwn(notice, now, command.content) };
    });
    if (taken) {
      this.#sockets.tell([{ type: 'changed', accountId: null, unread: this.#unread() }]);
    }
    if (message !== null) await this.#inbox.say(message);
  }

  /** From the alarm: each guardian once for each link, and each open page. */
  async tellOfAges(now: number): Promise<void> {
    const messages = this.#storage.transactionSync(() =>
      this.#links.endedByAge(now).map(({ link, notice }) => this.#inbox.addOwn(notice, now, link)),
    );
    this.#sockets.tellOfAges(this.#links.comingsOfAge(), () => this.#unread(), now);
    for (const message of messages) await this.#inbox.say(message);
  }

  /** When {@link tellOfAges} has something to say; may lie in the past. */
  nextAge(): number | null {
    const ages = [
      this.#links.nextEndByAge(),
      this.#sockets.nextUnknownAge(this.#links.comingsOfAge()),
    ].filter((at) => at !== null);
    return ages.length === 0 ? null : Math.min(...ages);
  }

  #unread(): number {
    return this.#inbox.readState().unread;
  }
}
