// Which children a guardian's notice settings may name: each once, and none that the guardian was never linked to.
import { beforeAll, expect, it } from 'vitest';
import { linkGuardian, SeededClub } from '../../durable-objects/testing/seeded-club.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

function put(guardian: TestGuardian, version: number, accountIds: readonly string[]) {
  const levels = accountIds.map((accountId) => ({ accountId, level: 'needs_me' }));
  return guardian.request('/api/me/notices', {
    method: 'PUT',
    headers: { 'if-match': `"${version}"` },
    body: { push: true, email: true, quiet: null, levels },
  });
}

it('a child that is named twice, or is not linked, is refused', async () => {
  const guardian = await openGuardian();
  const [child, stranger] = [
    await club.registerChild(0, { linked: false }),
    await club.registerChild(0),
  ];
  await linkGuardian(child.childId, guardian.guardianId);
  const { accountId } = child;
  expect((await put(guardian, 0, [accountId])).status).toBe(200);
  for (const accountIds of [
    [accountId, accountId],
    [accountId, stranger.accountId],
  ]) {
    expect(await problemCode(await put(guardian, 1, accountIds))).toBe('invalid_request');
  }
});

it('a child whose link is over may stay named', async () => {
  const guardian = await openGuardian();
  const child = await club.registerChild(0, { linked: false });
  const linkId = await linkGuardian(child.childId, guardian.guardianId);
  expect((await put(guardian, 0, [child.accountId])).status).toBe(200);
  await guardian.request(`/api/links/${linkId}`, { method: 'DELETE' });
  expect((await put(guardian, 1, [child.accountId])).status).toBe(200);
});
