// The clubs' names, places and kinds of goods, which anyone may know: asked for once per page load, and
// absent until then, so that no page waits for a name.
import { signal } from '@preact/signals';
import { type PublicClub, PublicClubs } from '../../contracts/clubs.ts';
import { call } from './api.ts';
import type { LoadState } from './use-loaded.ts';

export const clubs = signal<LoadState<PublicClubs>>({ kind: 'loading' });

let asked = false;

export async function loadClubs({ again = false } = {}): Promise<void> {
  if (asked && !again) return;
  asked = true;
  clubs.value = await call({
    method: 'GET',
    target: '/api/clubs',
    answer: PublicClubs,
    asGuardian: false,
  });
  if (clubs.peek().kind !== 'ok') asked = false;
}

/** Empty until they are known. */
export function knownClubs(): readonly PublicClub[] {
  return clubs.value.kind === 'ok' ? clubs.value.value.clubs : [];
}

/** Dots until the names are here; the club's id where there is none, as for a club that was closed. */
export function clubName(clubId: string): string {
  if (clubs.value.kind === 'loading') return '…';
  return knownClubs().find((club) => club.clubId === clubId)?.name ?? clubId;
}

/** "Café, Bakkens Hjerte" */
export function placeName(place: {
  readonly clubId: string;
  readonly salesPointId: string;
}): string {
  const club = knownClubs().find(({ clubId }) => clubId === place.clubId);
  const point = club?.salesPoints.find(({ salesPointId }) => salesPointId === place.salesPointId);
  return point ? `${point.name}, ${club?.name}` : clubName(place.clubId);
}

/** As it stands in a sentence: "Bakkens Hjerte (Café)" */
export function placeInSentence(place: {
  readonly clubId: string;
  readonly salesPointId: string;
}): string {
  const club = knownClubs().find(({ clubId }) => clubId === place.clubId);
  const point = club?.salesPoints.find(({ salesPointId }) => salesPointId === place.salesPointId);
  return point ? `${club?.name} (${point.name})` : clubName(place.clubId);
}

export function categoryName(categoryId: string): string {
  for (const club of knownClubs()) {
    const category = club.categories.find((candidate) => candidate.categoryId === categoryId);
    if (category) return category.name;
  }
  return categoryId;
}
