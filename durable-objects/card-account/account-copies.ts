// What the municipality pushes to an account, or gives it at its first use: whose it is, the links and
// the settings, each with a version. Older versions than seen are refused, so that order does not matter.
import type { CardId, PersonId } from '../../contracts/ids.ts';
import type { Settings } from '../municipality/settings.ts';
import type { AccountStore, ChildCopy, LinkCopy } from './account-store.ts';
import type { CardStore } from './card-store.ts';

export type CopyCommand =
  | {
      readonly kind: 'child';
      readonly version: number;
      readonly content: ChildCopy;
      readonly photoCiphertext: Uint8Array | null;
    }
  | { readonly kind: 'links'; readonly version: number; readonly content: readonly LinkCopy[] }
  | { readonly kind: 'settings'; readonly version: number; readonly content: Settings };

export interface AccountOpening {
  readonly registeredAt: number;
  readonly copies: readonly CopyCommand[];
  readonly cards: readonly {
    readonly cardId: CardId;
    readonly identifier: string;
    readonly printedNumber: string | null;
    readonly by: PersonId;
  }[];
}

export function installOpening(
  store: AccountStore,
  cards: CardStore,
  opening: AccountOpening,
  sealKey: Uint8Array,
  now: number,
): void {
  store.insertAccount(sealKey, opening.registeredAt);
  for (const copy of opening.copies) installCopy(store, copy);
  for (const { by, ...card } of opening.cards) {
    cards.add({ ...card, state: 'active' }, by, now);
  }
}

export function installCopy(store: AccountStore, copy: CopyCommand): void {
  if (copy.version <= store.copyVersion(copy.kind)) return;
  switch (copy.kind) {
    case 'child':
      store.putCopy('child', copy.version, copy.content);
      store.putPhoto(copy.photoCiphertext);
      return;
    case 'links':
      store.putCopy('links', copy.version, copy.content);
      return;
    case 'settings':
      store.putCopy('settings', copy.version, copy.content);
      return;
    default:
      copy satisfies never;
  }
}
