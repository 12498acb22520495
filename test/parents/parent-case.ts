// What a case of the parents' browser run is, and what it may use. Types only.
import type { TillScreen } from '../browser/till-screen.ts';
import type { Look, ParentScreen } from './parent-screen.ts';
import type { RunningDemo } from './running-demo.ts';

export interface ParentBench {
  readonly demo: RunningDemo;
  readonly look: Look;
  /** A fresh browser at the size and in the language of this run, not logged in. */
  newScreen(): Promise<ParentScreen>;
  /** The same, logged in as one of the demo's people. */
  loggedIn(personaId: string): Promise<ParentScreen>;
  /** A till of Bakkens Hjerte with the reader, paired and with a grown-up signed in. */
  till(): Promise<TillScreen>;
}

export interface ParentCase {
  readonly name: string;
  readonly run: (bench: ParentBench) => Promise<void>;
}
