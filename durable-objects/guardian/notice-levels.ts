// What of a child's news reaches a guardian, by the level that the guardian chose for that child. Pure.
// Decided in docs/decisions (what the three levels mean).
import type { AccountId } from '../../contracts/ids.ts';
import { ALWAYS_TOLD, NEEDS_ME, type NoticeContent, OF_OWN_MONEY } from '../../contracts/inbox.ts';
import type { NoticeLevel, NoticeSettings } from '../../contracts/me.ts';

/** Who gets to see the child, and that the account is stopped: kept in the inbox whatever the level. */
const ALWAYS_KEPT: readonly NoticeContent['kind'][] = ['link', 'account_frozen'];

/**
 * Whether a message is shown: one about a child is hidden while there is no link to it, but for what became of the
 * reader's own money.
 */
export function isShown(
  { accountId, kind }: { accountId: AccountId | null; kind: NoticeContent['kind'] },
  isLinked: (accountId: AccountId) => boolean,
): boolean {
  return accountId === null || OF_OWN_MONEY.includes(kind) || isLinked(accountId);
}

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
  const { kind } = content;
  const isAlwaysTold = ALWAYS_TOLD.includes(kind);
  const passes = level === 'all' || (level === 'needs_me' && NEEDS_ME.includes(kind));
  return {
    isKept: level !== 'nothing' || isAlwaysTold || ALWAYS_KEPT.includes(kind),
    isWanted: !isMine && (isAlwaysTold || passes),
  };
}
