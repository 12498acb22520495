// Ids of what a parent wants done: minted once per intent and kept, over a second click, a lost answer and
// a reload of the page, until the server has given an answer for good.

const PREFIX = 'klubkort-intent:';

/** `what` names the intent with all that its body says: another body is another intent. */
export function intentId(what: string): string {
  const known = sessionStorage.getItem(PREFIX + what);
  if (known !== null) return known;
  const minted = crypto.randomUUID();
  sessionStorage.setItem(PREFIX + what, minted);
  return minted;
}

/** Done or refused: the next time is a new intent. Not to be called when nobody knows the outcome. */
export function settleIntent(what: string): void {
  sessionStorage.removeItem(PREFIX + what);
}
