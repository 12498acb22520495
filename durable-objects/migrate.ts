// Brings an object's tables to the shape that its code expects. The list of migrations is append-only:
// at boot the applied names must be a beginning of the defined ones.

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Applies what is missing, all or nothing. Runs in the constructor, before any request is served. */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec(
      'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
    );
    const applied = [...sql.exec<{ name: string }>('SELECT name FROM migration ORDER BY number')];
    for (const [index, { name }] of applied.entries()) {
      if (migrations[index]?.name !== name) {
        throw new Error(`migration ${index} was "${name}": the list is append-only`);
      }
    }
    for (const [index, migration] of migrations.entries()) {
      if (index < applied.length) continue;
      for (const statement of migration.statements) sql.exec(statement);
      sql.exec('INSERT INTO migration (number, name) VALUES (?, ?)', index, migration.name);
    }
  });
}

/** Whether the object was ever opened. An object that was not keeps no tables. */
export function hasTables(storage: DurableObjectStorage): boolean {
  return (
    [...storage.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'")]
      .length === 1
  );
}
