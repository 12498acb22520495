import { describe, expect, it } from 'vitest';
import type { AccountId, CardId, TopUpId } from '../../contracts/ids.ts';
import type { NoticeContent } from '../../contracts/inbox.ts';
import { ore } from '../../contracts/ore.ts';
import { levelOf, reachOf } from './notice-levels.ts';

const topUp: NoticeContent = {
  ...({ kind: 'top_up', way: 'card' } as const),
  ...{ sequence: 1, amountOre: ore(100) },
};
const failed: NoticeContent = {
  ...({ kind: 'top_up_failed', because: 'card_expired', isAutomatic: true } as const),
  ...{ topUpId: '00000000-0000-4000-8000-000000000001' as TopUpId, amountOre: ore(100) },
};
const low: NoticeContent = { kind: 'low_balance', balanceOre: ore(100) };
const WHOSE = { role: 'guardian', name: null } as const;
const grounds = { whose: WHOSE, rights: 'full', basis: 'letter' } as const;
const link: NoticeContent = { kind: 'link', change: 'new', ...grounds };

describe('the level of a child', () => {
  it.each([
    ['all', topUp, { isKept: true, isWanted: true }],
    ['needs_me', topUp, { isKept: true, isWanted: false }],
    ['nothing', topUp, { isKept: false, isWanted: false }],
    ['all', low, { isKept: true, isWanted: true }],
    ['needs_me', low, { isKept: true, isWanted: true }],
    ['nothing', low, { isKept: false, isWanted: false }],
    ['nothing', failed, { isKept: true, isWanted: true }],
    ['needs_me', failed, { isKept: true, isWanted: true }],
    ['nothing', link, { isKept: true, isWanted: false }],
    ['nothing', { kind: 'account_frozen' }, { isKept: true, isWanted: false }],
  ] as const)('%s: %o', (level, content, reach) => {
    expect(reachOf(content, level)).toEqual(reach);
  });

  it('keeps what I did myself without telling me of it', () => {
    const cardId = 'card-1' as CardId;
    const card = { kind: 'card', cardId, state: 'blocked', liftsBlock: false } as const;
    expect(reachOf({ ...card, by: { role: 'me', name: null } }, 'all')).toEqual({
      isKept: true,
      isWanted: false,
    });
    expect(reachOf({ ...card, by: WHOSE }, 'needs_me').isWanted).toBe(true);
  });

  it('is all for a child that the settings do not name', () => {
    const levels = [{ accountId: 'a1' as AccountId, level: 'nothing' as const }];
    const settings = { version: 1, push: true, email: true, quiet: null, levels };
    expect(levelOf(settings, 'a1' as AccountId)).toBe('nothing');
    expect(levelOf(settings, 'a2' as AccountId)).toBe('all');
    expect(levelOf(settings, null)).toBe('all');
  });
});
