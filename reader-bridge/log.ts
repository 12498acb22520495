// The bridge's log: one JSON line per event. Card identifiers have no business here: a caller passes
// tap ids and codes only.
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;
export type Log = (event: string, facts?: LogFacts) => void;

export function jsonLinesLog(write: (line: string) => void): Log {
  return (event, facts = {}) => {
    write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
  };
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says "fetch failed" and keeps the reason in its cause, some of them by code only.
  const { cause } = error;
  if (error.message !== 'fetch failed' || !(cause instanceof Error)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : error.message);
}
