// The first page of a guardian when an account does not answer, or not in time.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { account, linkGuardian, loggedInGuardian, SeededClub } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { guardian } from '../testing/test-links.ts';

const HANGS_MS = 6_000;

const club = new SeededClub();
beforeAll(() => club.seed());

it('names the child whose account hangs, and shows the others meanwhile', async () => {
  const parent = await loggedInGuardian();
  const [child, stuck] = [
    await club.registerChild(100_00, { linked: false, name: 'Aksel' }),
    await club.registerChild(100_00, { linked: false, name: 'Bine' }),
  ];
  await linkGuardian(child.childId, parent);
  const linkId = await linkGuardian(stuck.childId, parent);
  let isHanging = true;
  const hangs = runInDurableObject(account(stuck.accountId), (_, ctx) =>
    ctx.blockConcurrencyWhile(async () => scheduler.wait(HANGS_MS)),
  ).then(() => {
    isHanging = false;
  });
  expect(await guardian(parent).children()).toMatchObject({
    value: {
      children: [{ accountId: child.accountId }],
      unreachable: [{ linkId, accountId: stuck.accountId, childGivenName: 'Bine' }],
    },
  });
  expect(isHanging).toBe(true);
  await hangs;
  expect(await guardian(parent).children()).toMatchObject({
    value: { children: [{ name: 'Aksel Testesen' }, { name: 'Bine Testesen' }], unreachable: [] },
  });
});

it('names the child whose account gives no answer, and shows the others', async () => {
  const parent = await loggedInGuardian();
  const [child, silent] = [
    await club.registerChild(0, { linked: false }),
    await club.registerChild(0, { linked: false, name: 'Stille' }),
  ];
  await linkGuardian(child.childId, parent);
  const linkId = await linkGuardian(silent.childId, parent);
  await account(silent.accountId).inspect();
  await query(account(silent.accountId), 'ALTER TABLE card RENAME TO away');
  expect(await guardian(parent).children()).toMatchObject({
    value: {
      children: [{ accountId: child.accountId }],
      unreachable: [{ linkId, accountId: silent.accountId, childGivenName: 'Stille' }],
    },
  });
  await query(account(silent.accountId), 'ALTER TABLE away RENAME TO card');
  expect(await guardian(parent).children()).toMatchObject({
    value: { children: [{}, {}], unreachable: [] },
  });
});
