// Logging off: here, at the server and at the e-ID's provider, whose address the server answers with.
import { LoggedOut } from '../../contracts/login.ts';
import { call } from './api.ts';
import { forgetChildren } from './children-store.ts';
import { dropDrafts } from './drafts.ts';
import { forgetReader } from './reader.ts';
import { go } from './router.ts';
import { noteLoggingOff, noteLogOff, sessionIsOver } from './session.ts';

/** Without an answer the reader stays logged on, and is told: a shared computer must not be left so. */
export async function logOff(): Promise<'done' | 'failed'> {
  noteLoggingOff(true);
  const answer = await call({ method: 'POST', target: '/api/logout', answer: LoggedOut });
  const isOver = answer.kind === 'problem' && answer.problem.code === 'session_missing';
  if (answer.kind !== 'ok' && !isOver) {
    noteLoggingOff(false);
    return 'failed';
  }
  sessionIsOver();
  dropDrafts();
  forgetReader();
  forgetChildren();
  const next = answer.kind === 'ok' ? answer.value.endSessionUrl : null;
  noteLogOff(next !== null);
  if (next === null) go('/', { replace: true });
  else location.assign(next);
  return 'done';
}
