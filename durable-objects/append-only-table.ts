// The triggers that keep a table's rows as they were written (I4). Absent: the tables.

export function appendOnly(table: string): string[] {
  return [
    `CREATE TRIGGER ${table}_is_not_changed BEFORE UPDATE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'I4: ${table} is append-only'); END`,
    `CREATE TRIGGER ${table}_is_not_deleted BEFORE DELETE ON ${table}
       BEGIN SELECT RAISE(ABORT, 'I4: ${table} is append-only'); END`,
  ];
}
