// What the other guardians of a child are told when a link begins, freezes, thaws or ends, so that nobody is
// linked behind somebody's back. Pure: two copies in, notices out.
import type { LinkCopy, Notice } from './account-store.ts';

type Told = Pick<Notice, 'kind' | 'facts'>;

export function linkNotices(before: readonly LinkCopy[], after: readonly LinkCopy[]): Told[] {
  const known = new Map(before.map((link) => [link.linkId, link]));
  return after.flatMap((link): Told[] => {
    const change = changeOf(known.get(link.linkId), link);
    const { linkId, guardianId, rights, basis } = link;
    const facts = { change, linkId, guardianId, rights, basis };
    return change === null ? [] : [{ kind: 'link', facts }];
  });
}

function changeOf(
  before: LinkCopy | undefined,
  after: LinkCopy,
): 'new' | 'ended' | 'frozen' | 'thawed' | null {
  if (before === undefined) return after.until === null ? 'new' : null;
  if (before.until === null && after.until !== null) return 'ended';
  if (before.isFrozen === after.isFrozen) return null;
  return after.isFrozen ? 'frozen' : 'thawed';
}
