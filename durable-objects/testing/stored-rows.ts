// Looks into an object's SQLite, and changes it behind the object's back as a broken disk or a hand would.
import { runInDurableObject } from 'cloudflare:test';

type AnyStub = DurableObjectStub<Rpc.DurableObjectBranded | undefined>;

export async function query(
  stub: AnyStub,
  statement: string,
  ...bindings: SqlStorageValue[]
): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec<Record<string, SqlStorageValue>>(statement, ...bindings).toArray(),
  );
}

/** Every value of every row of every table, bytes as hex, to search for what must not be there. */
export async function everyStoredValue(stub: AnyStub): Promise<string> {
  return runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf_%'",
      )
      .toArray();
    return tables
      .flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray())
      .flatMap((row) => Object.values(row))
      .map((value) =>
        value instanceof ArrayBuffer ? Buffer.from(value).toString('hex') : String(value),
      )
      .join('\n');
  });
}
