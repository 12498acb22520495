// Links between guardians and children: how they come about, wait, freeze and end. Each method runs inside
// the caller's transaction. Absent: the pushes that make it known (link-pushes.ts), and what a link allows
// (card-account/guardian-rights.ts).
import { randomUUID } from 'node:crypto';
import type { GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { LinkState, LinkView } from '../../contracts/links.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import type { LinkGuardianCommand } from './commands.ts';
import type { Identities } from './identities.ts';
import type { LetterCodes } from './letter-codes.ts';
import type { LinkRequestStore } from './link-request-store.ts';
import type { LinkChange, LinkRow, LinksStore, NewLink, StoredLinkState } from './links-store.ts';
import type { People } from './people.ts';
import type { ChildRow, PeopleStore } from './people-store.ts';
import type { PersonKeys } from './person-keys.ts';

/** Links that count, or may come to. */
export const LIVE: readonly StoredLinkState[] = ['active', 'frozen', 'awaiting_approval'];

/** A club's decision: from where to where, and what the audit log calls it. */
interface Verdict {
  readonly from: StoredLinkState;
  readonly to: 'active' | 'rejected' | 'frozen' | 'ended';
  readonly action: string;
}

const VERDICTS = {
  approve: { from: 'awaiting_approval', to: 'active', action: 'link_approved' },
  reject: { from: 'awaiting_approval', to: 'rejected', action: 'link_rejected' },
  freeze: { from: 'active', to: 'frozen', action: 'link_frozen' },
  thaw: { from: 'frozen', to: 'active', action: 'link_thawed' },
} as const satisfies Record<string, Verdict>;

/** By staff of a club. A reason is the club's own words to the guardian. */
export interface LinkCommand {
  readonly linkId: LinkId;
  readonly by: PersonId;
}
export type LinkReasonCommand = LinkCommand & { readonly reason: string };

export interface LinkDeskParts {
  readonly links: LinksStore;
  readonly requests: LinkRequestStore;
  readonly people: People;
  readonly peopleStore: PeopleStore;
  readonly identities: Identities;
  readonly keys: PersonKeys;
  readonly codes: LetterCodes;
  readonly codeKey: string;
  readonly contactMatchIsEnough: () => boolean;
  readonly note: (actor: string, action: string, subjects: readonly string[]) => void;
}

export class LinkDesk {
  readonly #parts: LinkDeskParts;

  constructor(parts: LinkDeskParts) {
    this.#parts = parts;
  }

  // --- asked for by a guardian -------------------------------------------------------------------

  /** The guardian's own wish. Refusal: `link_not_found`, also for another's. */
  endOwn(linkId: LinkId, guardianId: GuardianId, now: number): Outcome<LinkRow, Refusal> {
    const link = this.#parts.links.link(linkId);
    if (link === null || link.guardianId !== guardianId) return refused({ code: 'link_not_found' });
    if (!LIVE.includes(link.state)) return accepted(link);
    // Whom the club has frozen out does not come back by ending the link and making it anew.
    const wasStopped = link.state === 'frozen' || link.wasStopped;
    const change = { state: 'ended', wasStopped, reasonCiphertext: null } as const;
    return accepted(this.#move(link, change, `guardian:${guardianId}`, 'link_ended', now));
  }

  /** The child whose own login this is. */
  childThatIs(guardianId: GuardianId): ChildRow | null {
    const hash = this.#parts.identities.nationalIdHashOf(guardianId);
    return hash === null ? null : this.#parts.peopleStore.childByNationalId(hash);
  }

  /** A child that logs in is linked to the own account, under 18 with few rights. @returns a new link. */
  linkSelf(guardianId: GuardianId, now: number): LinkRow | null {
    const child = this.childThatIs(guardianId);
    if (child === null) return null;
    const own = this.#parts.links
      .ofChild(child.childId)
      .filter((link) => link.guardianId === guardianId && link.rights === 'self');
    if (own.some((link) => LIVE.includes(link.state) || link.wasStopped)) return null;
    const { childId } = child;
    const made = { childId, guardianId, rights: 'self', state: 'active', basis: 'login' } as const;
    const link = { ...made, requestId: null, linkId: newLinkId() };
    return this.insert(link, `guardian:${guardianId}`, now);
  }

  // --- decided by a club -------------------------------------------------------------------------

  /**
   * Without a letter: the club has met the guardian. Refusals in order: `account_unknown`, `link_id_reused`,
   * `already_linked` (a second link would outlive the end or the freeze of the first).
   */
  insertByClub(command: LinkGuardianCommand, now: number): Outcome<LinkRow, Refusal> {
    const { linkId, childId, guardianId, rights, by } = command;
    const child = this.#parts.peopleStore.child(childId);
    if (child === null) return refused({ code: 'account_unknown' });
    const known = this.#parts.links.link(linkId);
    if (known !== null) {
      const isSame =
        known.childId === childId && known.guardianId === guardianId && known.rights === rights;
      return isSame ? accepted(known) : refused({ code: 'link_id_reused' });
    }
    const stands = this.#parts.links
      .ofChild(childId)
      .some(
        (link) =>
          link.guardianId === guardianId && link.rights !== 'self' && LIVE.includes(link.state),
      );
    if (stands) return refused({ code: 'already_linked' });
    const made = { linkId, childId, guardianId, rights, state: 'active', basis: 'club' } as const;
    const link = this.insert({ ...made, requestId: null }, `staff:${by}`, now);
    this.#registerIfFirst(link);
    return accepted(link);
  }

  approve({ linkId, by }: LinkCommand, now: number): Outcome<LinkRow, Refusal> {
    const moved = this.#decide(linkId, by, VERDICTS.approve, null, now);
    if (moved.ok) this.#registerIfFirst(moved.value);
    return moved;
  }

  reject({ linkId, by, reason }: LinkReasonCommand, now: number): Outcome<LinkRow, Refusal> {
    return this.#decide(linkId, by, VERDICTS.reject, reason, now);
  }

  freeze({ linkId, by, reason }: LinkReasonCommand, now: number): Outcome<LinkRow, Refusal> {
    return this.#decide(linkId, by, VERDICTS.freeze, reason, now);
  }

  thaw({ linkId, by }: LinkCommand, now: number): Outcome<LinkRow, Refusal> {
    return this.#decide(linkId, by, VERDICTS.thaw, null, now);
  }

  /** What was asked for of somebody who has come of age meanwhile: no club can answer that any more. */
  endOutgrown(now: number): LinkRow[] {
    const { links, people, peopleStore } = this.#parts;
    const change = { state: 'ended', wasStopped: false, reasonCiphertext: null } as const;
    return links.awaiting().flatMap((link) => {
      const child = peopleStore.child(link.childId);
      const adultAt = child && people.adultAt(child);
      if (adultAt === null || adultAt > now) return [];
      return [this.#move(link, change, 'municipality', 'link_outgrown', now)];
    });
  }

  /** Refusals: `link_not_found`, `invalid_request` (no reason). */
  end({ linkId, by, reason }: LinkReasonCommand, now: number): Outcome<LinkRow, Refusal> {
    const link = this.#parts.links.link(linkId);
    if (link === null) return refused({ code: 'link_not_found' });
    if (!LIVE.includes(link.state)) return accepted(link);
    const verdict = { from: link.state, to: 'ended', action: 'link_ended' } as const;
    return this.#decide(linkId, by, verdict, reason, now);
  }

  /**
   * Who gets money back: the club's first contact, once that person has logged in; where the club has no
   * contact, the first full link that it approved; from 18 the child itself. A new link changes none of it.
   */
  registeredGuardian(child: ChildRow, now: number): GuardianId | null {
    const { links, people, peopleStore, identities } = this.#parts;
    const adultAt = people.adultAt(child);
    if (adultAt !== null && adultAt <= now) {
      const own = links
        .ofChild(child.childId)
        .find(({ rights, state }) => rights === 'self' && state === 'active');
      return own?.guardianId ?? null;
    }
    if (child.registeredGuardianId !== null) return child.registeredGuardianId;
    const [first] = peopleStore.contacts(child.childId);
    return first === undefined ? null : identities.guardianIdByNationalId(first.nationalIdHash);
  }

  // --- what it looks like from outside -------------------------------------------------------------

  /** Null after the child was erased. The account is named to whom the link lets see it. */
  view(link: LinkRow, state: LinkState): LinkView | null {
    const { peopleStore, people, keys } = this.#parts;
    const { linkId, childId, rights, since, reasonCiphertext } = link;
    const child = peopleStore.child(childId);
    const givenNameCiphertext = link.givenNameCiphertext ?? child?.givenNameCiphertext;
    const childGivenName =
      givenNameCiphertext && people.givenNameOf({ childId, givenNameCiphertext });
    const key = keys.find(childId);
    if (child === null || childGivenName == null || key === null) return null;
    return {
      linkId,
      accountId: state === 'active' ? child.accountId : null,
      childGivenName,
      rights,
      state,
      since: new Date(since).toISOString(),
      reason: reasonCiphertext && decryptText(key, childId, 'reason', reasonCiphertext),
    };
  }

  // --- the way of each ---------------------------------------------------------------------------

  /** A new link, in the name of who makes it. The requests' desk makes them too. */
  insert(link: NewLink, actor: string, now: number): LinkRow {
    const { links, note } = this.#parts;
    const { linkId, childId, state } = link;
    links.insert(link, now);
    note(actor, state === 'active' ? 'link_made' : 'link_asked_for', [linkId, childId]);
    return this.#stored(linkId);
  }

  /** Refusals: `link_not_found`, `version_conflict` (it stands otherwise now), `invalid_request`. */
  #decide(
    linkId: LinkId,
    by: PersonId,
    { from, to, action }: Verdict,
    reason: string | null,
    now: number,
  ): Outcome<LinkRow, Refusal> {
    const link = this.#parts.links.link(linkId);
    if (link === null) return refused({ code: 'link_not_found' });
    if (reason !== null && (reason.trim() === '' || reason.length > 500)) {
      const detail = 'say why, in at most 500 characters';
      return refused({ code: 'invalid_request', errors: [{ pointer: '/reason', detail }] });
    }
    if (link.state === to) return accepted(link);
    if (link.state !== from) return refused({ code: 'version_conflict' });
    const key = this.#parts.keys.make(link.childId);
    const change = {
      state: to,
      wasStopped: link.wasStopped || to === 'rejected' || to === 'ended',
      reasonCiphertext:
        reason === null ? null : encryptText(key, link.childId, 'reason', reason.trim()),
    };
    return accepted(this.#move(link, change, `staff:${by}`, action, now));
  }

  #move(
    link: LinkRow,
    change: Pick<LinkChange, 'state' | 'wasStopped' | 'reasonCiphertext'>,
    actor: string,
    action: string,
    now: number,
  ): LinkRow {
    const { linkId, childId } = link;
    const from = link.from ?? (change.state === 'active' ? now : null);
    const until = change.state === 'ended' ? now : null;
    // Whom a club has let in is there by its word, whatever was shown.
    const isLetIn = link.state === 'awaiting_approval' && change.state === 'active';
    const basis = isLetIn ? 'club' : link.basis;
    this.#parts.links.change(linkId, { ...change, basis, from, until }, now);
    this.#parts.note(actor, action, [linkId, childId]);
    return this.#stored(linkId);
  }

  #registerIfFirst({ rights, childId, guardianId }: LinkRow): void {
    const { peopleStore } = this.#parts;
    const child = peopleStore.child(childId);
    const isTaken =
      child?.registeredGuardianId !== null || peopleStore.contacts(childId).length > 0;
    if (rights === 'full' && !isTaken) peopleStore.putRegisteredGuardian(childId, guardianId);
  }

  #stored(linkId: LinkId): LinkRow {
    const link = this.#parts.links.link(linkId);
    if (link === null) throw new Error(`link ${linkId} is not where it was put`);
    return link;
  }
}

export function newLinkId(): LinkId {
  return randomUUID() as LinkId;
}
