// What the bench asks of its load generator, and what the generator measured.
import type { BareObjectPlace } from './bare-object-load.ts';
import type { KlubkortPlace } from './klubkort-load.ts';
import type { PostgresPeerPlace } from './postgres-peer-load.ts';
import type { TillConnection } from './till-connection.ts';

/** `many` draws from 1,000 accounts, `hot` sends everything to one. */
export type AccountChoice = 'many' | 'hot';

/** `tap_and_purchase` is Klubkort's alone: the peers show no child. */
export type Work = 'purchase' | 'tap_and_purchase';

export interface LoadPlan {
  readonly work: Work;
  readonly accounts: AccountChoice;
  /** How many tills work side by side, each on a connection of its own. */
  readonly tills: number;
  /** The most steps that all tills together take; what is left at the end is thrown away. */
  readonly steps: number;
}

/** One thing that a till does and that is timed as a whole. @throws Error if it was not accepted. */
export type Step = () => Promise<void>;

/** What one till does, one step after the other, on its connection. */
export interface TillLoad {
  readonly connection: TillConnection;
  readonly steps: readonly Step[];
}

export interface PreparedLoad {
  readonly tills: readonly TillLoad[];
  /** Purchases that making ready took, and that nobody times. */
  readonly untimedPurchases: number;
}

export interface LoadSource {
  prepare(plan: LoadPlan): Promise<PreparedLoad>;
}

/** The servers under load, and where each one is. */
export interface Places {
  readonly klubkort: KlubkortPlace;
  readonly postgresPeer: PostgresPeerPlace;
  readonly bareObject: BareObjectPlace;
}
export type PlaceName = keyof Places;

export type GeneratorOrder =
  | { [Name in PlaceName]: { type: 'open'; name: Name; place: Places[Name] } }[PlaceName]
  | { readonly type: 'prepare'; readonly name: PlaceName; readonly plan: LoadPlan }
  | { readonly type: 'run'; readonly seconds: number };

export interface Measured {
  readonly timesMs: readonly number[];
  /** From the first request to the last answer. */
  readonly elapsedMs: number;
}

export type GeneratorReport =
  | { readonly type: 'done' }
  | { readonly type: 'prepared'; readonly untimedPurchases: number }
  | { readonly type: 'measured'; readonly measured: Measured }
  | { readonly type: 'failed'; readonly message: string };
