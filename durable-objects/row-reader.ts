// Reads rows of SQLite as plain objects. Absent: which rows, and what they mean.

export type Row = Record<string, SqlStorageValue>;

export class RowReader {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  first(query: string, ...bindings: (SqlStorageValue | Uint8Array)[]): Row | null {
    return this.all(query, ...bindings)[0] ?? null;
  }

  all(query: string, ...bindings: (SqlStorageValue | Uint8Array)[]): Row[] {
    return this.#sql.exec<Row>(query, ...bindings).toArray();
  }
}

export function bytesOf(value: SqlStorageValue | undefined): Uint8Array {
  return new Uint8Array(value as ArrayBuffer);
}
