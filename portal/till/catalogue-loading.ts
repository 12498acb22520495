// Fetches the catalogue until it is there, one fetch at a time. A version announced during a fetch is
// fetched after it, so that the screen never stays behind.
import type { Catalogue } from '../../contracts/catalogue.ts';
import type { Answer } from './api.ts';

export interface CatalogueLoadingDependencies {
  load(): Promise<Answer<Catalogue>>;
  loaded(catalogue: Catalogue): void;
  pause(pauseMs: number): Promise<void>;
  /** False when the till is no longer paired, so that nothing is asked for ever. */
  isWanted(): boolean;
}

const PAUSE_MS = 1_500;

export function createCatalogueLoading(
  dependencies: CatalogueLoadingDependencies,
): () => Promise<void> {
  let isLoading = false;
  let isAskedAgain = false;
  return async () => {
    isAskedAgain = true;
    if (isLoading) return;
    isLoading = true;
    while (isAskedAgain && dependencies.isWanted()) {
      isAskedAgain = false;
      const answer = await dependencies.load();
      // Asked for by a pairing that has ended meanwhile, it is another till's.
      if (!dependencies.isWanted()) break;
      if (answer.kind === 'ok') dependencies.loaded(answer.value);
      else {
        isAskedAgain = true;
        await dependencies.pause(PAUSE_MS);
      }
    }
    isLoading = false;
  };
}
