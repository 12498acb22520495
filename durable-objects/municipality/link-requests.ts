// Requests for links by guardians: what was shown, how often it was tried, and what the decision made of it. One
// id, one outcome, for each guardian. Runs inside the caller's transaction. Absent: links that exist (link-desk.ts).
import type { GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { LinkRequest } from '../../contracts/links.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { ProblemCode, Refusal } from '../../contracts/problems.ts';
import { keyedHash } from '../keyed-hash.ts';
import { decideLink, refusalOf } from './decide-link.ts';
import { CODE_LIFETIME_MS } from './letter-codes.ts';
import { LIVE, type LinkDesk, type LinkDeskParts, newLinkId } from './link-desk.ts';
import type { LinkRow, NewLink } from './links-store.ts';
import type { ChildRow } from './people-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Refused requests of one person in an hour, whichever children they were about. */
const REFUSED_REQUESTS_PER_HOUR = 10;
/** All requests of one person in a day: each leaves a row, and those that are accepted tell others of a link. */
const REQUESTS_PER_DAY = 20;

export interface RequestLinkCommand {
  readonly linkId: LinkId;
  readonly guardianId: GuardianId;
  readonly request: LinkRequest;
}

export class LinkRequests {
  readonly #parts: LinkDeskParts;
  readonly #desk: LinkDesk;

  constructor(parts: LinkDeskParts, desk: LinkDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  /**
   * The links that a request led to, as they stand now: the same id and body again changes nothing.
   * Refusals in order: `link_id_reused`, `too_many_tries` (not remembered), then those of `decideLink`.
   */
  request(command: RequestLinkCommand, now: number): Outcome<LinkRow[], Refusal> {
    const { linkId: requestId, guardianId, request } = command;
    const { links, requests, codeKey } = this.#parts;
    const requestHash = keyedHash('link-request', JSON.stringify(request), codeKey);
    const known = requests.request(requestId, guardianId);
    if (known !== null) {
      if (known.requestHash !== requestHash) return refused({ code: 'link_id_reused' });
      if (known.refusal !== null) return refused({ code: known.refusal });
      return accepted(links.ofRequest(requestId, guardianId));
    }
    const retryAfterMs = this.#coolDownMs(guardianId, now);
    if (retryAfterMs > 0) return refused({ code: 'too_many_tries', retryAfterMs });
    const refusal = this.#carryOut(command, now);
    requests.forgetRefused(guardianId, now - CODE_LIFETIME_MS);
    requests.insert(requestId, guardianId, { requestHash, refusal }, now);
    return refusal === null
      ? accepted(links.ofRequest(requestId, guardianId))
      : refused({ code: refusal });
  }

  /** Children that a request would be about. Who has to wait learns nothing of a code, by time neither. */
  childrenOf({ guardianId, request }: RequestLinkCommand, now: number): PersonId[] {
    const { codes, peopleStore, identities } = this.#parts;
    if (this.#coolDownMs(guardianId, now) > 0) return [];
    if (request.kind === 'code') {
      const childId = codes.childOf(request.code, now);
      return childId === null ? [] : [childId];
    }
    const hash = identities.nationalIdHashOf(guardianId);
    if (hash === null) return [];
    return peopleStore.childrenOfContact(hash).map(({ childId }) => childId);
  }

  /** @returns why it was refused, or null. */
  #carryOut(command: RequestLinkCommand, now: number): ProblemCode | null {
    return command.request.kind === 'code'
      ? this.#byCode(command, command.request, now)
      : this.#byContact(command, now);
  }

  #byCode(
    { linkId, guardianId }: RequestLinkCommand,
    { code, rights }: Extract<LinkRequest, { kind: 'code' }>,
    now: number,
  ): ProblemCode | null {
    const { codes, peopleStore, note } = this.#parts;
    const childId = codes.childOf(code, now);
    const child = childId === null ? null : peopleStore.child(childId);
    if (child === null) {
      const burnt = codes.countWrongTry(code, now);
      if (burnt.length > 0) note(`guardian:${guardianId}`, 'link_code_burnt', burnt);
      return 'link_code_wrong';
    }
    const decision = this.#decision('code', child, guardianId, now);
    if (!decision.accepted) return decision.code;
    codes.spend(code, now);
    const { state } = decision;
    const asked = { guardianId, rights, state, basis: 'letter', requestId: linkId } as const;
    this.#insert({ ...asked, childId: child.childId, linkId: this.#firstId(linkId) }, now);
    return null;
  }

  /** All children of the contact at once: the first of the links has the request's id. */
  #byContact({ linkId, guardianId }: RequestLinkCommand, now: number): ProblemCode | null {
    const { identities, peopleStore } = this.#parts;
    const hash = identities.nationalIdHashOf(guardianId);
    const children = hash === null ? [] : peopleStore.childrenOfContact(hash);
    const firstId = this.#firstId(linkId);
    let nextId = firstId;
    const refusals = new Set<ProblemCode>();
    for (const child of children) {
      const decision = this.#decision('contact_match', child, guardianId, now);
      if (decision.accepted) {
        const { state } = decision;
        const asked = { guardianId, rights: 'full', state, basis: 'contact' } as const;
        const { childId } = child;
        this.#insert({ ...asked, childId, requestId: linkId, linkId: nextId }, now);
        nextId = newLinkId();
      } else refusals.add(decision.code);
    }
    if (nextId !== firstId) return null;
    return refusals.has('already_linked') ? 'already_linked' : refusalOf('contact_match');
  }

  #insert(link: NewLink, now: number): void {
    this.#desk.insert(link, `guardian:${link.guardianId}`, now);
  }

  /** The request's own id, unless another guardian has taken it: then nobody learns of that. */
  #firstId(requestId: LinkId): LinkId {
    return this.#parts.links.link(requestId) === null ? requestId : newLinkId();
  }

  #decision(
    request: 'code' | 'contact_match',
    child: ChildRow,
    guardianId: GuardianId,
    now: number,
  ) {
    const { links, people, peopleStore, identities } = this.#parts;
    const hash = identities.nationalIdHashOf(guardianId);
    const own = links
      .ofChild(child.childId)
      .filter((link) => link.guardianId === guardianId && link.rights !== 'self');
    const adultAt = people.adultAt(child);
    return decideLink({
      request,
      codeIsGood: request === 'code',
      isContact: peopleStore
        .contacts(child.childId)
        .some(({ nationalIdHash }) => nationalIdHash === hash),
      contactMatchIsEnough: this.#parts.contactMatchIsEnough(),
      childIsAdult: adultAt !== null && adultAt <= now,
      holdsLink: own.some(({ state }) => LIVE.includes(state)),
      wasStopped: own.some(({ wasStopped }) => wasStopped),
      isTheChild: hash !== null && child.nationalIdHash === hash,
    });
  }

  /** How long this person has to wait after too many requests, or too many refused; 0 when one is free. */
  #coolDownMs(guardianId: GuardianId, now: number): number {
    const { requests } = this.#parts;
    const [perHour, perDay] = [REFUSED_REQUESTS_PER_HOUR, REQUESTS_PER_DAY];
    const refusedFirst = requests.refusedAt(guardianId, now - HOUR_MS, perHour)[perHour - 1];
    const askedFirst = requests.askedAt(guardianId, now - DAY_MS, perDay)[perDay - 1];
    const untilHour = refusedFirst === undefined ? 0 : refusedFirst + HOUR_MS - now;
    const untilDay = askedFirst === undefined ? 0 : askedFirst + DAY_MS - now;
    return Math.max(untilHour, untilDay);
  }
}
