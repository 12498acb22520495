// Which changes of its links an account tells the guardians who were there.
import { expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import type { LinkCopy } from './account-store.ts';
import { linkNotices } from './link-notices.ts';

const LINK: LinkCopy = {
  linkId: 'one' as LinkId,
  guardianId: 'mother' as GuardianId,
  rights: 'full',
  basis: 'letter',
  from: 1,
  until: null,
  isFrozen: false,
};

function changes(before: readonly LinkCopy[], after: readonly LinkCopy[]): unknown[] {
  return linkNotices(before, after).map(({ facts }) => [
    ...[facts.change, facts.guardianId],
    ...[facts.rights, facts.basis],
  ]);
}

it('tells of a new link, an end, a freeze and a thaw, each with whose it is', () => {
  expect(changes([], [LINK])).toEqual([['new', 'mother', 'full', 'letter']]);
  expect(changes([LINK], [{ ...LINK, until: 2 }])).toEqual([['ended', 'mother', 'full', 'letter']]);
  expect(changes([LINK], [{ ...LINK, isFrozen: true }])).toEqual([
    ['frozen', 'mother', 'full', 'letter'],
  ]);
  expect(changes([{ ...LINK, isFrozen: true }], [LINK])).toEqual([
    ['thawed', 'mother', 'full', 'letter'],
  ]);
});

it('tells nothing of what stayed, and of a link that was over before it was heard of', () => {
  expect(changes([LINK], [LINK])).toEqual([]);
  expect(changes([{ ...LINK, isFrozen: true }], [{ ...LINK, isFrozen: true }])).toEqual([]);
  expect(changes([], [{ ...LINK, until: 2 }])).toEqual([]);
});
