import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hasTables, type Migration, migrate } from './migrate.ts';

const FIRST: Migration = { name: 'first', statements: ['CREATE TABLE first (x INTEGER) STRICT'] };
const SECOND: Migration = {
  name: 'second',
  statements: ['ALTER TABLE first ADD COLUMN y INTEGER', 'INSERT INTO first (x, y) VALUES (1, 2)'],
};

/** The storage of an object that was never opened. */
function onFreshStorage<Value>(use: (storage: DurableObjectStorage) => Value): Promise<Value> {
  const stub = env.CARD_ACCOUNT.getByName(crypto.randomUUID());
  return runInDurableObject(stub, (_, { storage }) => use(storage));
}

describe('migrations', () => {
  it('are applied once each, in their order, whenever they come', async () => {
    const rows = await onFreshStorage((storage) => {
      expect(hasTables(storage)).toBe(false);
      migrate(storage, [FIRST]);
      expect(hasTables(storage)).toBe(true);
      migrate(storage, [FIRST, SECOND]);
      migrate(storage, [FIRST, SECOND]);
      return storage.sql.exec('SELECT * FROM first').toArray();
    });
    expect(rows).toEqual([{ x: 1, y: 2 }]);
  });

  it('refuse a list whose beginning was changed', async () => {
    await onFreshStorage((storage) => {
      migrate(storage, [FIRST]);
      expect(() => migrate(storage, [{ ...FIRST, name: 'renamed' }])).toThrow('append-only');
      expect(() => migrate(storage, [])).toThrow('append-only');
    });
  });

  it('are applied whole or not at all', async () => {
    await onFreshStorage((storage) => {
      const broken = { name: 'broken', statements: [...FIRST.statements, 'NO SUCH STATEMENT'] };
      expect(() => migrate(storage, [broken])).toThrow();
      expect(hasTables(storage)).toBe(false);
    });
  });
});
