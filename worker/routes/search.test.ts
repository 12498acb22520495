import { beforeAll, describe, expect, it } from 'vitest';
import { ChildSearchResult } from '../../contracts/presentations.ts';
import { municipality } from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

describe('the search at a till', () => {
  it('shows name, photo and reason, and nothing that tells of money', async () => {
    const child = await club.registerChild(100_00, { name: 'Ærlige' });
    const response = await till.search('ærl');
    const { children } = ChildSearchResult.parse(await response.json());
    expect(children).toMatchObject([{ accountId: child.accountId, childName: child.name }]);
    expect(Object.keys(children[0] ?? {}).toSorted()).toEqual(
      ['accountId', 'childName', 'photo', 'suggestedReason'].toSorted(),
    );
  });

  it.each(['', 'a', ' a ', 'a'.repeat(61)])('refuses %j as malformed', async (query) => {
    expect(await problemCode(await till.search(query))).toBe('invalid_request');
  });

  it.each(['--', '\u0301\u0301', "' OR 1=1 --", '%%', '__'])(
    'finds nobody by %j',
    async (query) => {
      expect(await (await till.search(query)).json()).toEqual({ children: [] });
    },
  );

  it('is logged with the operator who searched (I13)', async () => {
    await till.search('ærl');
    const last = (await municipality().auditLog()).at(-1);
    expect(last).toMatchObject({
      actor: `till:${till.screen.tillId} operator:${club.staff}`,
      action: 'children_searched',
    });
    expect(last?.subjects).toHaveLength(1);
  });

  it('is slowed down after forty in a minute', async () => {
    const own = await club.openTill();
    for (let round = 0; round < 40; round++) expect((await own.search('zz')).status).toBe(200);
    const response = await own.search('zz');
    expect(response.headers.get('retry-after')).not.toBeNull();
    expect(await problemCode(response)).toBe('too_many_tries');
  });
});
