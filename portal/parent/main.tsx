// Starts the parents' portal in the browser: sets up language, links and the way out to the server, and
// draws it.
import '../ui/tokens.css';
import '../ui/base.css';
import './parent.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { config } from 'zod';
import { followLanguage } from '../ui/language.ts';
import { ParentApp } from './parent-app.tsx';
import { followLinks } from './router.ts';
import { noteLoginAnswer, session } from './session.ts';

// The page's policy forbids compiling code from text, which zod would otherwise try.
config({ jitless: true });

const root = document.querySelector('#portal');
if (!root) throw new Error('the page has no place for the portal');
followLanguage();
noteLoginAnswer();
followLinks();
render(<ParentApp />, root);

// News comes live once there is somebody to tell; the first page does not wait for it.
const stopWaiting = effect(() => {
  if (session.value !== 'open') return;
  queueMicrotask(() => stopWaiting());
  import('./live-inbox.tsx').then(
    ({ startLiveInbox }) => startLiveInbox(),
    (error: unknown) => console.error('the live inbox did not load', error),
  );
});
