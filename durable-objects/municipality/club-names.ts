// What places and kinds of goods are called, for whoever writes a statement: the journal keeps their ids.
import type { PublicClub } from '../../contracts/clubs.ts';
import type { ClubsStore } from './clubs-store.ts';

export interface ClubNames {
  readonly municipalityName: string;
  readonly clubs: readonly Omit<PublicClub, 'contact'>[];
}

export function clubNames(store: ClubsStore): ClubNames {
  return {
    municipalityName: store.municipalityName(),
    clubs: store.clubIds().map((clubId) => ({
      clubId,
      name: store.club(clubId)?.name ?? clubId,
      salesPoints: store.salesPoints(clubId),
      categories: store.categories(clubId),
    })),
  };
}
