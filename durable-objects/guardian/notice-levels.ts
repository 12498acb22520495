// What of a child's news reaches a guardian, by the level that the guardian chose for that child. Pure.
// Decided in docs/decisions (what the three levels mean).
import type { AccountId } from '../../contracts/ids.ts';
import { NEEDS_ME, type NoticeContent } from '../../contracts/inbox.ts';
import type { NoticeLevel, NoticeSettings } from '../../contracts/me.ts';

/** Who gets to see the child, and that the account is stopped: kept in the inbox whatever the level. */
const ALWAYS_KEPT: readonly NoticeContent['kind'][] = ['link', 'account_frozen'];

export interface Reach {
  /** Whether it stands in the inbox. */
  readonly isKept: boolean;
  /** Whether it counts as unread, and goes out by push and e-mail. */
  readonly isWanted: boolean;
}

export function levelOf(settings: NoticeSettings, accountId: AccountId | null): NoticeLevel {
  const chosen = settings.levels.find((level) => level.accountId === accountId);
  return chosen?.level ?? 'all';
}

export function reachOf(content: NoticeContent, level: NoticeLevel): Reach {
  // What I did myself is written down, and told to nobody but the others.
  const isMine = 'by' in content && content.by.role === 'me';
  const isWanted =
    !isMine && (level === 'all' || (level === 'needs_me' && NEEDS_ME.includes(content.kind)));
  return { isKept: level !== 'nothing' || ALWAYS_KEPT.includes(content.kind), isWanted };
}
