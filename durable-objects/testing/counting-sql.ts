// The SQL of an object, with every cursor remembered: for tests that bound how many rows an answer reads.

export interface CountingSql {
  readonly sql: SqlStorage;
  /** Since the last time. */
  readonly rows: () => { readonly read: number; readonly written: number };
}

export function countingSql(real: SqlStorage): CountingSql {
  let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  const exec = (query: string, ...bindings: SqlStorageValue[]) => {
    const cursor = real.exec(query, ...bindings);
    cursors.push(cursor);
    return cursor;
  };
  const rows = () => {
    const sums = {
      read: cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      written: cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
    };
    cursors = [];
    return sums;
  };
  return { sql: { exec } as unknown as SqlStorage, rows };
}
