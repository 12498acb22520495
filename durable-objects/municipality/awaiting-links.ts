// What a club is shown of the requests for links that wait for its decision; no name of somebody who is
// protected. Absent: the decision (link-desk.ts).
import type { ClubId, LinkId, PersonId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import type { LinkDeskParts } from './link-desk.ts';

export interface AwaitingLink {
  readonly linkId: LinkId;
  readonly childId: PersonId;
  readonly childName: string | null;
  readonly rights: Rights;
  readonly guardianName: string | null;
  readonly guardianBirthYear: string | null;
  readonly requestedAt: string;
}

/** Of a child that has left every club, the clubs where it was: somebody must be able to answer. */
export function awaitingLinks(
  { links, peopleStore, people, identities }: LinkDeskParts,
  clubId: ClubId,
  now: number,
): AwaitingLink[] {
  return links.awaiting().flatMap((link) => {
    const child = peopleStore.child(link.childId);
    const clubsNow = peopleStore.clubsNow(link.childId, now);
    const clubs = clubsNow.length > 0 ? clubsNow : peopleStore.clubsOf(link.childId);
    if (child === null || !clubs.includes(clubId)) return [];
    const details = identities.details(link.guardianId);
    const { linkId, childId, rights, requestedAt } = link;
    return [
      {
        ...{ linkId, childId, rights },
        childName: people.reveal(child)?.name ?? null,
        guardianName: details?.name ?? null,
        guardianBirthYear: details?.birthDate?.slice(0, 4) ?? null,
        requestedAt: new Date(requestedAt).toISOString(),
      },
    ];
  });
}
