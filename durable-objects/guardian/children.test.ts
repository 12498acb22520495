// The first page of a guardian when an account does not answer in time.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { account, linkGuardian, loggedInGuardian, SeededClub } from '../testing/seeded-club.ts';
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
