// Which clubs limits may name: the child's own, and one that they name already though the child has left it.
import { beforeAll, expect, it } from 'vitest';
import type { ClubId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { codeOf } from '../testing/counter.ts';
import {
  account,
  LEADER,
  municipality,
  SeededClub,
  type TestChild,
} from '../testing/seeded-club.ts';

const [club, otherClub] = [new SeededClub(), new SeededClub()];
beforeAll(async () => {
  await club.seed();
  await otherClub.addClub();
});

async function allow(child: TestChild, seenVersion: number, allowedClubIds: readonly ClubId[]) {
  const limits = { ...NO_LIMITS, allowedClubIds: [...allowedClubIds] };
  const command = { by: child.guardianId, seenVersion, limits };
  return (await account(child.accountId).changeChildsLimits(command)) as Outcome<unknown, Refusal>;
}

it('a club where the child is no member is refused by its place in the list', async () => {
  const child = await club.registerChild(0);
  expect(codeOf(await allow(child, 0, [club.clubId]))).toBe('accepted');
  expect(await allow(child, 1, [club.clubId, otherClub.clubId])).toMatchObject({
    refusal: { code: 'invalid_request', errors: [{ pointer: '/allowedClubIds/1' }] },
  });
});

it('one that the child has left can stay where it was', async () => {
  const child = await club.registerChild(0);
  expect(codeOf(await allow(child, 0, [club.clubId]))).toBe('accepted');
  await municipality().endMembership({
    ...{ childId: child.childId, clubId: club.clubId, by: LEADER },
  });
  expect(codeOf(await allow(child, 1, [club.clubId]))).toBe('accepted');
  expect(codeOf(await allow(child, 2, []))).toBe('accepted');
  expect(codeOf(await allow(child, 3, [club.clubId]))).toBe('invalid_request');
});
