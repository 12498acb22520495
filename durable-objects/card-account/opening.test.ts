// An account comes to be at its first use, once, and takes over what the municipality pushes.
import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { mintObjectId } from '../object-id.ts';
import { acceptedValue, Counter, codeOf, refund } from '../testing/counter.ts';
import { account, LEADER, municipality, SeededClub, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';

const club = new SeededClub();
const counter = new Counter(club);
beforeAll(() => club.seed());

async function tablesOf(accountId: AccountId): Promise<unknown[]> {
  const tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf_%'";
  return query(account(accountId), tables);
}

describe('the first use of an account', () => {
  it('opens it once, though many ask at once', async () => {
    const child = await club.registerChild(0);
    const shown = await Promise.all(Array.from({ length: 8 }, () => counter.show(child)));
    acceptedValue(await topUp(child.accountId, 80_00));
    for (const each of shown) expect(codeOf(await counter.sell(each, [10_00]))).toBe('accepted');
    expect(await query(account(child.accountId), 'SELECT 1 FROM account')).toHaveLength(1);
  });

  it('never comes for an id of ours that no child has: nothing is made, all is refused', async () => {
    const accountId = mintObjectId('a', '0165', env.EDGE_KEY) as AccountId;
    const nobody = { ...(await club.registerChild(0)), accountId };
    const { cardId } = nobody;
    const command = { cardId, by: LEADER };
    const shown = { accountId, presentationId: crypto.randomUUID() as never };
    const answers = [
      await counter.tap(nobody),
      await counter.sell({ ...shown, presentation: `${'A'.repeat(40)}.${'A'.repeat(43)}` }, [1]),
      await counter.reverse(nobody, crypto.randomUUID()),
      await refund(nobody, crypto.randomUUID(), 'all'),
      await topUp(accountId, 1_00),
      await account(accountId).setLimits({ seenVersion: 0, limits: NO_LIMITS, by: LEADER }),
      await account(accountId).audit(),
    ];
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'account_unknown'));
    expect(codeOf(await account(accountId).blockCard(command))).toBe('account_unknown');
    expect(await account(accountId).inspect()).toBeNull();
    expect(await tablesOf(accountId)).toEqual([]);
  });

  it('finds the cards that were registered before it, and after it', async () => {
    const child = await club.registerChild(0);
    await counter.show(child);
    const second = {
      ...child,
      cardId: `${child.cardId}-b` as never,
      uid: `${child.uid.slice(0, 12)}ff`,
    };
    const { childId, cardId, uid } = second;
    await municipality().registerCard({ childId, cardId, uid, by: LEADER });
    expect((await counter.show(second)).childName).toBe(child.name);
    expect((await account(child.accountId).inspect())?.cards).toHaveLength(2);
  });
});

describe('a card', () => {
  it('is blocked and unblocked, each move kept, and a repeat changes nothing', async () => {
    const child = await club.registerChild(1_00);
    const { accountId, cardId } = child;
    const command = { cardId, by: LEADER };
    for (const _ of [1, 2]) {
      expect(await account(accountId).blockCard(command)).toMatchObject({ ok: true });
    }
    expect(codeOf(await counter.tap(child))).toBe('card_blocked');
    for (const _ of [1, 2]) {
      expect(await account(accountId).unblockCard(command)).toMatchObject({ ok: true });
    }
    expect(codeOf(await counter.tap(child))).toBe('accepted');
    const moves = await query(account(accountId), 'SELECT state FROM card_event ORDER BY sequence');
    expect(moves.map((row) => row.state)).toEqual(['active', 'blocked', 'active']);
  });

  it('that is retired is neither blocked nor unblocked; an unknown one is none', async () => {
    const { accountId, cardId } = await club.registerChild(1_00);
    await query(account(accountId), "UPDATE card SET state = 'retired'");
    const command = { cardId, by: LEADER };
    expect(codeOf(await account(accountId).blockCard(command))).toBe('card_state_conflict');
    expect(codeOf(await account(accountId).unblockCard(command))).toBe('card_state_conflict');
    const unknown = { cardId: 'no-such-card' as never, by: LEADER };
    expect(codeOf(await account(accountId).blockCard(unknown))).toBe('card_unknown');
  });

  it('that is blocked between tap and confirm pays for nothing', async () => {
    const child = await club.registerChild(10_00);
    const shown = await counter.show(child);
    await account(child.accountId).blockCard({ cardId: child.cardId, by: LEADER });
    expect(codeOf(await counter.sell(shown, [1_00]))).toBe('card_blocked');
  });
});

describe('a copy that the municipality pushes', () => {
  it('shows the new name and photo at the next tap', async () => {
    const child = await club.registerChild(0);
    expect((await counter.show(child)).photo).not.toBeNull();
    const { childId } = child;
    const renamed = { childId, givenName: 'Omdøbt', familyName: 'Testesen', photo: null };
    await municipality().registerChild({ ...renamed, clubIds: [club.clubId] });
    expect(await counter.show(child)).toMatchObject({ childName: 'Omdøbt Testesen', photo: null });
  });

  it('changes nothing when it is older than the one that was seen', async () => {
    const { accountId } = await club.registerChild(1_00);
    const [copy] = await query(account(accountId), "SELECT * FROM copy WHERE kind = 'settings'");
    const version = Number(copy?.version);
    const content = JSON.parse(String(copy?.content));
    const push = (number: number, reversalWindowMs: number) =>
      account(accountId).takeCopy({
        kind: 'settings',
        version: number,
        content: { ...content, reversalWindowMs },
      });
    await push(version + 2, 7);
    await push(version + 1, 8);
    await push(version + 2, 9);
    await evictDurableObject(account(accountId));
    const [kept] = await query(account(accountId), "SELECT * FROM copy WHERE kind = 'settings'");
    expect(JSON.parse(String(kept?.content)).reversalWindowMs).toBe(7);
  });
});
