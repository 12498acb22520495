// Who somebody is in the eyes of one guardian, by the account's copy of the links: an id in, a role out, and
// whose name belongs to it. Pure. Absent: names, which the account never has (guardian-names.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { Who } from '../../contracts/who.ts';
import type { LinkCopy } from './account-store.ts';

export interface Person {
  /** Without a name. */
  readonly who: Who;
  /** The guardian whose name may be put in when this is read; null where a role says it all. */
  readonly about: GuardianId | null;
}

/** Whoever never had a link acted for the club: its people, its tills, its print shop. */
export function whoOf(
  id: unknown,
  reader: GuardianId,
  links: readonly Pick<LinkCopy, 'guardianId' | 'rights'>[],
): Person {
  if (id === reader) return nameless('me');
  const held = links.filter(({ guardianId }) => guardianId === id);
  const [link] = held;
  if (link === undefined) return nameless('club');
  if (held.some(({ rights }) => rights === 'self')) return nameless('child');
  return { who: { role: 'guardian', name: null }, about: link.guardianId };
}

function nameless(role: Who['role']): Person {
  return { who: { role, name: null }, about: null };
}
