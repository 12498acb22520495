import { listDurableObjectIds } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CardState } from '../../contracts/cards.ts';
import type { CardId } from '../../contracts/ids.ts';
import { PRESENTATION_LIFETIME_MS } from '../../contracts/presentations.ts';
import { TapAcknowledgement } from '../../contracts/taps.ts';
import {
  account,
  LEADER,
  municipality,
  newUid,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { TestClub } from '../testing/test-club.ts';
import { problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function acknowledged(response: Response): Promise<TapAcknowledgement> {
  expect(response.status).toBe(200);
  return TapAcknowledgement.parse(await response.json());
}

async function refusalOf(uid: string, at = till): Promise<string> {
  const result = await at.tap(uid);
  return result.kind === 'problem' ? result.problem.code : 'shown';
}

function tapsHeard(at: TestTill): number {
  return at.heard.filter((text) => JSON.parse(text).type === 'tap').length;
}

describe('a tap', () => {
  it('shows the child with photo and name, and tells the bridge only that it was shown', async () => {
    const child = await club.registerChild(0);
    const tapId = crypto.randomUUID();
    await till.show(child);
    const acknowledgement = await acknowledged(await till.sendTap(child.uid, 0, tapId));
    expect(acknowledgement).toEqual({ tapId, shown: true });
  });

  it('is in the look-log of the account within seconds, with till and operator (I13)', async () => {
    const child = await club.registerChild(0);
    const shown = await till.show(child);
    const looksOf = async () => (await account(child.accountId).inspect())?.looks ?? [];
    for (let round = 0; round < 40 && (await looksOf()).length === 0; round++) {
      await scheduler.wait(100);
    }
    const { presentationId } = shown;
    const look = { kind: 'card', operatorId: club.staff, presentationId };
    expect(await looksOf()).toMatchObject([{ ...look, tillId: till.screen.tillId }]);
  });

  it('of an unknown card is refused and creates nothing', async () => {
    const before = await listDurableObjectIds(env.CARD_ACCOUNT);
    expect(await refusalOf(newUid())).toBe('card_unknown');
    const after = await listDurableObjectIds(env.CARD_ACCOUNT);
    expect(after.length).toBe(before.length);
  });

  it.each([
    ['blocked', 'card_blocked'],
    ['retired', 'card_retired'],
    ['produced', 'card_not_active'],
    ['delivered', 'card_not_active'],
  ] as const satisfies readonly (readonly [CardState, string])[])(
    'of a card that is %s is refused as %s, without name or photo',
    async (state, code) => {
      const child = await club.registerChild(0);
      const { accountId, cardId } = child;
      await till.show(child);
      if (state === 'blocked') await account(accountId).blockCard({ cardId, by: LEADER });
      else await query(account(accountId), 'UPDATE card SET state = ?', state);
      const from = till.heard.length;
      expect(await refusalOf(child.uid)).toBe(code);
      expect(till.heard.slice(from).join('\n')).not.toContain(child.name);
    },
  );

  it('of a card that was unblocked shows the child again', async () => {
    const child = await club.registerChild(0);
    const { accountId, cardId } = child;
    await account(accountId).blockCard({ cardId, by: LEADER });
    expect(await refusalOf(child.uid)).toBe('card_blocked');
    await account(accountId).unblockCard({ cardId, by: LEADER });
    expect(await refusalOf(child.uid)).toBe('shown');
  });

  it.each(['08123456', '08000000', '08ffffff'])(
    'of %s, a UID drawn at random, is never an identity',
    async (uid) => {
      expect(await refusalOf(uid)).toBe('card_not_usable');
      const child = await club.registerChild(0, { card: false });
      const { childId } = child;
      const cardId = `random-${uid}` as CardId;
      const outcome = await municipality().registerCard({ childId, cardId, uid, by: LEADER });
      expect(outcome).toEqual({ ok: false, refusal: { code: 'card_not_usable' } });
      expect(await refusalOf(uid)).toBe('card_not_usable');
    },
  );

  it('of a longer UID that begins with 08 is an identity like any other', async () => {
    expect(await refusalOf('08123456789abc')).toBe('card_unknown');
  });

  it('posted again under its id gets the same acknowledgement, and one message at most', async () => {
    const child = await club.registerChild(0);
    await till.show(child);
    const tapId = crypto.randomUUID();
    const before = tapsHeard(till);
    const first = await acknowledged(await till.sendTap(child.uid, 0, tapId));
    for (const readMsAgo of [0, 500, 20_000]) {
      const again = await acknowledged(await till.sendTap(child.uid, readMsAgo, tapId));
      expect(again).toEqual(first);
    }
    const atOnce = await Promise.all(
      Array.from({ length: 10 }, () => till.sendTap(child.uid, 0, tapId)),
    );
    for (const response of atOnce) expect(await acknowledged(response)).toEqual(first);
    await till.show(child);
    expect(tapsHeard(till) - before).toBe(2);
  });

  it('of ten seconds ago is shown; an older one is acknowledged and not shown', async () => {
    const child = await club.registerChild(0);
    expect((await till.tap(child.uid, 9_900)).kind).toBe('child');
    const before = tapsHeard(till);
    const late = await acknowledged(await till.sendTap(child.uid, 10_001));
    expect(late).toMatchObject({ shown: false, notShownBecause: 'too_old' });
    await till.show(child);
    expect(tapsHeard(till) - before).toBe(1);
  });

  it.each([
    ['a negative age', { readMsAgo: -1 }],
    ['an age of more than a day', { readMsAgo: 86_400_001 }],
    ['a UID of five bytes', { evidence: { class: 'uid', uid: '0412345678' } }],
    ['a UID in capitals', { evidence: { class: 'uid', uid: '04ABCDEF' } }],
    ['another class of evidence', { evidence: { class: 'sun', uid: '04123456' } }],
    ['a field too many', { childId: 'x' }],
  ])('with %s is malformed', async (_, change) => {
    const body = { evidence: { class: 'uid', uid: '04123456' }, readMsAgo: 0, ...change };
    const response = await till.bridge.send('PUT', `/api/taps/${crypto.randomUUID()}`, body);
    expect(await problemCode(response)).toBe('invalid_request');
  });
});

describe('a tap while no screen is connected', () => {
  it('is acknowledged as not shown, and shown to a screen that connects soon', async () => {
    const quiet = await club.openTill();
    const child = await club.registerChild(0);
    const missed = await acknowledged(await quiet.sendTap(child.uid));
    expect(missed).toMatchObject({ shown: false, notShownBecause: 'no_screen' });
    await scheduler.wait(200);
    await quiet.listen();
    const { result } = await quiet.hear('tap');
    expect(result).toMatchObject({ kind: 'child', child: { childName: child.name } });
    const expiresInMs = result.kind === 'child' ? result.child.expiresInMs : Number.NaN;
    expect(expiresInMs).toBeLessThanOrEqual(PRESENTATION_LIFETIME_MS - 150);
    await quiet.listen();
    await quiet.hear('welcome', quiet.heard.length - 1);
    expect(tapsHeard(quiet)).toBe(1);
  });

  it('is not shown to a screen that connects when the reading is too old', async () => {
    const quiet = await club.openTill();
    const child = await club.registerChild(0);
    await acknowledged(await quiet.sendTap(child.uid, 9_800));
    await scheduler.wait(300);
    await quiet.listen();
    await quiet.hear('welcome');
    await scheduler.wait(100);
    expect(tapsHeard(quiet)).toBe(0);
  });
});
