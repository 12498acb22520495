// What a look costs where nothing is due: an account without rules pays one comparison, and no SQL.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { standingRule } from '../testing/auto-top-ups.ts';
import { countingSql } from '../testing/counting-sql.ts';
import { FakeMobilePay } from '../testing/fake-mobilepay.ts';
import { account, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { AgreementStore } from './agreement-store.ts';
import { AutoTopUpLooks, type LookDoors } from './auto-top-up-looks.ts';
import { AutoTopUpStore } from './auto-top-up-store.ts';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(() => {
  vi.restoreAllMocks();
});

/** How often SQL is asked, and the books, when the purse falls to that. */
async function asked(child: TestChild, availableOre: number): Promise<number> {
  return runInDurableObject(account(child.accountId), (_, ctx) => {
    const { sql } = countingSql(ctx.storage.sql);
    const exec = vi.spyOn(sql, 'exec');
    const looks = new AutoTopUpLooks(ctx, {
      accountId: child.accountId,
      rules: new AutoTopUpStore(sql),
      agreements: new AgreementStore(sql),
      books: () => {
        throw new Error('the books were asked');
      },
    } as unknown as LookDoors);
    looks.refresh();
    exec.mockClear();
    looks.afterTaking(ore(availableOre), Date.now());
    looks.runOrdered();
    return exec.mock.calls.length;
  });
}

test('an account without rules, or above every threshold, asks nothing', async () => {
  const fake = new FakeMobilePay();
  fake.install();
  const child = await club.registerChild(100_00);
  expect(await asked(child, -50_00)).toBe(0);
  await standingRule(child, fake);
  expect(await asked(child, 50_00)).toBe(0);
  await expect(asked(child, 49_99)).rejects.toThrow('the books were asked');
});
