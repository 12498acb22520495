// Ids of what a parent wants done: minted once per intent and kept, over a second click, a lost answer and
// a reload of the page, until the server has given an answer for good.
import type { Answer } from './api.ts';

const PREFIX = 'klubkort-intent:';

/** `what` names the intent with all that its body says: another body is another intent. */
export function intentId(what: string): string {
  const known = sessionStorage.getItem(PREFIX + what);
  if (known !== null) return known;
  const minted = crypto.randomUUID();
  sessionStorage.setItem(PREFIX + what, minted);
  return minted;
}

/**
 * Done or refused: the next time is a new intent. What settles nothing keeps the id: no answer, nobody logged
 * in, too many tries, trouble at the server.
 */
export function settleIntent(what: string, answer: Answer<unknown>): void {
  if (answer.kind === 'unreachable') return;
  const status = answer.kind === 'ok' ? 200 : answer.problem.status;
  if (status === 401 || status === 429 || status >= 500) return;
  sessionStorage.removeItem(PREFIX + what);
}

/** What an id stood for has come to its end by another way than an answer to its own request. */
export function endIntent(id: string): void {
  const names = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at));
  for (const name of names) {
    const isOfIt = name?.startsWith(PREFIX) && sessionStorage.getItem(name) === id;
    if (name && isOfIt) sessionStorage.removeItem(name);
  }
}
