// The till's page: opens what the browser keeps, makes sure that the till is open in one window only, and
// draws it.
import '../ui/tokens.css';
import '../ui/base.css';
import './till.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { config } from 'zod';
import { followLanguage } from '../ui/language.ts';
import { openSoundAtFirstTouch } from './sounds.ts';
import { type Beginning, StartScreen } from './start-screen.tsx';
import { openStore } from './store.ts';
import { TillApp } from './till-app.tsx';
import { openTill } from './till-at-work.ts';
import { words } from './words.ts';

// The page's policy forbids compiling code from text, which zod would otherwise try.
config({ jitless: true });

const beginning = signal<Beginning>({ kind: 'loading' });

function App() {
  document.title = words.value.documentTitle;
  return beginning.value.kind === 'open' ? (
    <TillApp till={beginning.value.till} />
  ) : (
    <StartScreen beginning={beginning.value} onUseHere={() => void begin(true)} />
  );
}

/** Two windows would settle the same purchases twice over; the lock belongs to one of them. */
async function begin(takeOver: boolean): Promise<void> {
  beginning.value = { kind: 'loading' };
  const whileOpen = async (lock: Lock | null) => {
    if (!lock) {
      beginning.value = { kind: 'open_elsewhere' };
      return;
    }
    const till = await openTill(await openStore(), (target, request) => fetch(target, request));
    beginning.value = { kind: 'open', till };
    await new Promise<never>(() => {});
  };
  try {
    await navigator.locks.request(
      'klubkort-till',
      takeOver ? { steal: true } : { ifAvailable: true },
      whileOpen,
    );
  } catch (error) {
    const isTaken = error instanceof DOMException && error.name === 'AbortError';
    // A page that lost the lock may hold sockets and timers; loading it anew is the honest way to end them.
    if (isTaken) location.reload();
    else {
      console.error('the till could not start', error);
      beginning.value = { kind: 'no_store' };
    }
  }
}

const root = document.querySelector('#till');
if (!root) throw new Error('the page has no place for the till');
followLanguage();
openSoundAtFirstTouch();
render(<App />, root);
void begin(false);
