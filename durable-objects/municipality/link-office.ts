// What staff, guardians and the login ask about links, each carried out in one transaction and then made known.
// I9: the alarm stands before the push. Absent: decisions (link-desk.ts, link-requests.ts) and SQL.
import type { ClubId, GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { Linked, LinkView } from '../../contracts/links.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { CardAccount } from '../card-account/card-account.ts';
import { type AwaitingLink, awaitingLinks } from './awaiting-links.ts';
import type { IssueLinkCodeCommand, LinkGuardianCommand } from './commands.ts';
import type { IssuedCode } from './letter-codes.ts';
import {
  type LinkCommand,
  LinkDesk,
  type LinkDeskParts,
  type LinkReasonCommand,
} from './link-desk.ts';
import type { LinkPushes } from './link-pushes.ts';
import { LinkRequests, type RequestLinkCommand } from './link-requests.ts';
import type { LinkRow } from './links-store.ts';
import type { RegistryStore } from './registry-store.ts';

export interface LinkOfficeDoors {
  readonly storage: DurableObjectStorage;
  readonly registry: RegistryStore;
  readonly accounts: DurableObjectNamespace<CardAccount>;
  readonly pushes: LinkPushes;
  /** Sets the municipality's alarm for links that could not be brought. */
  readonly comeBackLater: () => Promise<void>;
}

export class LinkOffice {
  readonly #parts: LinkDeskParts;
  readonly #doors: LinkOfficeDoors;
  readonly #desk: LinkDesk;
  readonly #requests: LinkRequests;

  constructor(parts: LinkDeskParts, doors: LinkOfficeDoors) {
    this.#parts = parts;
    this.#doors = doors;
    this.#desk = new LinkDesk(parts);
    this.#requests = new LinkRequests(parts, this.#desk);
  }

  issueCode({ childId, by }: IssueLinkCodeCommand): Outcome<IssuedCode, Refusal> {
    const { peopleStore, codes, note } = this.#parts;
    if (peopleStore.child(childId) === null) return refused({ code: 'account_unknown' });
    return this.#doors.storage.transactionSync(() => {
      note(`staff:${by}`, 'link_code_issued', [childId]);
      return accepted(codes.issue(childId, by, Date.now()));
    });
  }

  linkGuardian(command: LinkGuardianCommand): Promise<Outcome<LinkView, Refusal>> {
    const insert = () => this.#desk.insertByClub(command, Date.now());
    return this.#changeOf(command.childId, insert);
  }

  async request(command: RequestLinkCommand): Promise<Outcome<Linked, Refusal>> {
    for (const childId of this.#requests.childrenOf(command, Date.now())) {
      await this.#openFor(childId);
    }
    const requested = this.#doors.storage.transactionSync(() =>
      this.#requests.request(command, Date.now()),
    );
    if (!requested.ok) return requested;
    for (const { childId } of requested.value) await this.push(childId);
    const links = requested.value.flatMap(({ linkId }) => this.#view(linkId) ?? []);
    return accepted({ links });
  }

  endOwn(linkId: LinkId, guardianId: GuardianId): Promise<Outcome<LinkView, Refusal>> {
    return this.#change(linkId, () => this.#desk.endOwn(linkId, guardianId, Date.now()));
  }

  async approve(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    await this.#endOutgrown();
    return this.#change(command.linkId, () => this.#desk.approve(command, Date.now()));
  }

  reject(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#change(command.linkId, () => this.#desk.reject(command, Date.now()));
  }

  freeze(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#change(command.linkId, () => this.#desk.freeze(command, Date.now()));
  }

  thaw(command: LinkCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#change(command.linkId, () => this.#desk.thaw(command, Date.now()));
  }

  end(command: LinkReasonCommand): Promise<Outcome<LinkView, Refusal>> {
    return this.#change(command.linkId, () => this.#desk.end(command, Date.now()));
  }

  async awaitingApproval(clubId: ClubId): Promise<AwaitingLink[]> {
    await this.#endOutgrown();
    return awaitingLinks(this.#parts, clubId, Date.now());
  }

  registeredGuardian(childId: PersonId): GuardianId | null {
    const child = this.#parts.peopleStore.child(childId);
    return child === null ? null : this.#desk.registeredGuardian(child, Date.now());
  }

  /** After a login: a child is linked to the own account. */
  async linkSelf(guardianId: GuardianId): Promise<void> {
    const childId = this.#desk.childThatIs(guardianId)?.childId;
    if (childId === undefined) return;
    await this.#openFor(childId);
    const link = this.#doors.storage.transactionSync(() =>
      this.#desk.linkSelf(guardianId, Date.now()),
    );
    if (link !== null) await this.push(childId);
  }

  /** Brings what is behind of one child. An end is answered when account and guardian have it. */
  async push(childId: PersonId): Promise<void> {
    const { pushes, comeBackLater } = this.#doors;
    if (!pushes.isBehind(childId)) return;
    await comeBackLater();
    await pushes.pushOf(childId);
  }

  /** Before a club looks or decides: nothing happens on a birthday by itself. */
  async #endOutgrown(): Promise<void> {
    const ended = this.#doors.storage.transactionSync(() => this.#desk.endOutgrown(Date.now()));
    for (const { childId } of ended) await this.push(childId);
  }

  /** An account tells its guardians of a new link only if it knew the others before. */
  async #openFor(childId: PersonId): Promise<void> {
    const { registry, accounts } = this.#doors;
    const child = this.#parts.peopleStore.child(childId);
    const content = this.#parts.links.copiesOf(childId);
    if (child === null || content.length === 0 || registry.isOpened(child.accountId)) return;
    const copy = { kind: 'links', version: child.linksVersion, content } as const;
    await accounts.getByName(child.accountId).takeCopy(copy);
  }

  #change(
    linkId: LinkId,
    change: () => Outcome<LinkRow, Refusal>,
  ): Promise<Outcome<LinkView, Refusal>> {
    return this.#changeOf(this.#parts.links.link(linkId)?.childId, change);
  }

  async #changeOf(
    childId: PersonId | undefined,
    change: () => Outcome<LinkRow, Refusal>,
  ): Promise<Outcome<LinkView, Refusal>> {
    if (childId !== undefined) await this.#openFor(childId);
    const changed = this.#doors.storage.transactionSync(change);
    if (!changed.ok) return changed;
    await this.push(changed.value.childId);
    const view = this.#view(changed.value.linkId);
    return view === null ? refused({ code: 'link_not_found' }) : accepted(view);
  }

  #view(linkId: LinkId): LinkView | null {
    const link = this.#parts.links.link(linkId);
    return link && this.#desk.view(link, this.#doors.pushes.stateOf(link));
  }
}
