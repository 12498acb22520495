// What the screens see of the till: its state as signals, and what can be asked of it.
// Types only; till-at-work.ts does it.
import type { ReadonlySignal } from '@preact/signals';
import type { OperatorId, PresentationId, PurchaseId } from '../../contracts/ids.ts';
import type { OperatorOnShift, TillOperator } from '../../contracts/operators.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Pairing } from '../../contracts/pairings.ts';
import type {
  ChildSearchResult,
  FoundChild,
  NamedReason,
  PresentedChild,
} from '../../contracts/presentations.ts';
import type { ReaderState } from '../../contracts/readers.ts';
import type { Welcome } from '../../contracts/till-feed.ts';
import type { Answer } from './api.ts';
import type { Connection } from './feed.ts';
import type { SaleEvent, SaleState } from './sale-state.ts';

/** An event as the screen tells it; the till adds when. */
export type Happening = SaleEvent extends infer Event
  ? Event extends SaleEvent
    ? Omit<Event, 'at'>
    : never
  : never;

export type Place = Pick<Welcome, 'tillName' | 'clubName' | 'salesPointName'>;

export interface Till {
  readonly sale: ReadonlySignal<SaleState>;
  readonly pairing: ReadonlySignal<Pairing | null>;
  /** The server ended the pairing, as opposed to there never having been one. */
  readonly wasUnpaired: ReadonlySignal<boolean>;
  readonly place: ReadonlySignal<Place | null>;
  readonly connection: ReadonlySignal<Connection>;
  readonly reader: ReadonlySignal<ReaderState>;
  readonly operators: ReadonlySignal<readonly TillOperator[]>;
  readonly operator: ReadonlySignal<TillOperator | null>;
  /** A pairing code that was sent and never answered. */
  readonly unansweredCode: string | null;
  happen(happening: Happening): void;
  /** The child and the sum are those that the button showed. */
  confirm(presentationId: PresentationId, totalOre: Ore): void;
  undo(purchaseId: PurchaseId): void;
  pair(code: string): Promise<Answer<Pairing>>;
  signIn(operatorId: OperatorId, pin: string): Promise<Answer<OperatorOnShift>>;
  /** At once on the screen; the server is told until it has answered. */
  lock(): void;
  findChildren(query: string): Promise<Answer<ChildSearchResult>>;
  present(
    child: FoundChild,
    presentationId: PresentationId,
    reason: NamedReason,
  ): Promise<Answer<PresentedChild>>;
}
