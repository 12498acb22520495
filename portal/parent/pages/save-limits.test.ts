import { beforeEach, expect, test, vi } from 'vitest';
import { Limits, NO_LIMITS } from '../../../contracts/limits.ts';
import { ore } from '../../../contracts/ore.ts';
import { sendBy } from '../api.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { saveLimits } from './save-limits.ts';

let server: FakeServer;
const limited = (perDayOre: number) => Limits.parse({ ...NO_LIMITS, perDayOre });

beforeEach(() => {
  vi.stubGlobal('sessionStorage', new MemoryStorage());
  vi.stubGlobal('localStorage', new MemoryStorage());
  server = new FakeServer();
  sendBy(server.send);
});

function child() {
  const found = server.world.children[0];
  if (!found) throw new Error('the fake world has changed');
  return { found, target: `/api/accounts/${found.overview.accountId}/limits` };
}

test('what is saved is in force with the next version', async () => {
  const { found, target } = child();
  const saved = await saveLimits(target, limited(5000), found.limits.version);
  expect(saved).toMatchObject({ kind: 'saved', inForce: { version: 4, setBy: { role: 'me' } } });
  expect(found.limits.limits.perDayOre).toBe(5000);
});

test("the other parent's newer version is handed back, and stays in force", async () => {
  const { found, target } = child();
  await saveLimits(target, limited(3000), 3);
  const mine = await saveLimits(target, limited(5000), 3);
  expect(mine).toMatchObject({ kind: 'newer', inForce: { version: 4 } });
  expect(found.limits.limits.perDayOre).toBe(3000);
});

test('a lost answer is found to have been saved when the reader tries again', async () => {
  const { target } = child();
  server.answersToLose = 1;
  expect(await saveLimits(target, limited(5000), 3)).toMatchObject({ kind: 'failed' });
  expect(await saveLimits(target, limited(5000), 3)).toMatchObject({
    kind: 'saved',
    inForce: { version: 4, limits: { perDayOre: ore(5000) } },
  });
});
