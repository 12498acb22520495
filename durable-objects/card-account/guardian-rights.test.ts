// Which of several links of one guardian to one child counts.
import { expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import { linkInForce, mayGuardian } from './guardian-rights.ts';

const GUARDIAN = 'mother' as GuardianId;
const NOW = 1_000;

function linked(rights: readonly Rights[]) {
  const links = rights.map((one) => ({
    ...{ linkId: one as string as LinkId, guardianId: GUARDIAN, rights: one },
    ...({ basis: 'club', from: 0, until: null, isFrozen: false } as const),
  }));
  return { links, child: { adultAt: null } };
}

it.each<[readonly Rights[], Rights]>([
  [['payer', 'full'], 'full'],
  [['full', 'payer'], 'full'],
  [['payer', 'self'], 'self'],
  [['self', 'full'], 'full'],
  [['payer', 'self', 'full'], 'full'],
])('of %j the one with the most rights counts', (rights, counts) => {
  expect(linkInForce(linked(rights), GUARDIAN, NOW)?.rights).toBe(counts);
});

it('who pays for a child and is its parent as well may do what a parent may', () => {
  expect(mayGuardian(linked(['payer', 'full']), GUARDIAN, 'set_limits', NOW).ok).toBe(true);
  expect(mayGuardian(linked(['payer']), GUARDIAN, 'set_limits', NOW)).toMatchObject({
    refusal: { code: 'rights_not_enough' },
  });
});
