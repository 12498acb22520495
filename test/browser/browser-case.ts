// What a case of the browser run is, and what it may use. Types only.

import type { CardHand } from './card-hand.ts';
import type { ClubOffice } from './club-office.ts';
import type { RunningClub } from './running-club.ts';
import type { ScreenOptions, TillScreen } from './till-screen.ts';

export interface Bench {
  readonly club: RunningClub;
  readonly office: ClubOffice;
  readonly hand: CardHand;
  /** A fresh browser at the page of the till, neither paired nor signed in. */
  newScreen(options?: ScreenOptions): Promise<TillScreen>;
  /** A fresh browser, paired with a till, with somebody signed in. */
  screenAtWork(options?: ScreenOptions & { readonly operator?: OperatorName }): Promise<TillScreen>;
}

export type OperatorName = 'Mette Klubvoksen' | 'Søren Klubvoksen' | 'Emma Ungmedhjælper';

export interface BrowserCase {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<void>;
}
