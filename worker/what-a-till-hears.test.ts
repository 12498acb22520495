// A long day at a till, every answer and message kept: nowhere a balance, a limit or who pays.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Limits, NO_LIMITS } from '../contracts/limits.ts';
import { ore } from '../contracts/ore.ts';
import { refund } from '../durable-objects/testing/counter.ts';
import {
  account,
  LEADER,
  newUid,
  type TestChild,
  topUp,
} from '../durable-objects/testing/seeded-club.ts';
import { query } from '../durable-objects/testing/stored-rows.ts';
import { TestBridge } from './testing/test-bridge.ts';
import { TestClub } from './testing/test-club.ts';
import type { TestDevice } from './testing/test-device.ts';
import { BOLLE, JUICE, SLIK, type TestTill } from './testing/test-till.ts';

/** Amounts that occur nowhere else: whoever hears one has heard a purse or a limit. */
const PURSE_ORE = 137_31;
const TOP_UP_ORE = 41_17;
const PER_PURCHASE_ORE = 97_23;
const PER_DAY_ORE = 113_71;
const PER_WEEK_ORE = 131_43;

const FORBIDDEN_WORDS =
  /balance|saldo|available|purse|limit|grænse|begræns|credit|kredit|payer|betaler|guardian|foræld|parent|subsid|tilskud|friplads|municipal|frozen_?because|notToday/i;

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

/** Keeps whatever that device is answered. */
function keepAnswers(device: TestDevice, kept: string[]): void {
  const send = device.send.bind(device);
  device.send = async (...request) => {
    const response = await send(...request);
    const headers = [...response.headers].filter(([name]) => name !== 'content-security-policy');
    kept.push(`${response.status} ${JSON.stringify(headers)} ${await response.clone().text()}`);
    return response;
  };
}

async function setLimits(child: TestChild, limits: Partial<Limits>, seenVersion: number) {
  const changed = { ...NO_LIMITS, ...limits };
  await account(child.accountId).setLimits({ seenVersion, limits: changed, by: LEADER });
}

/** Every state in which a till meets a child, with every route and both sockets. */
async function longDay(child: TestChild, forbiddenOre: Set<number>): Promise<void> {
  const noteSums = async () => {
    const sums = (await account(child.accountId).inspect())?.sumsOre;
    for (const sum of Object.values(sums ?? {})) forbiddenOre.add(Math.abs(sum));
    for (const row of await query(account(child.accountId), 'SELECT amount_ore FROM spent')) {
      forbiddenOre.add(Number(row.amount_ore));
    }
  };
  const { accountId, cardId, uid } = child;
  const buy = async (lines: readonly unknown[], purchaseId = crypto.randomUUID() as string) => {
    const result = await till.tap(uid);
    if (result.kind === 'child') await till.purchase(result.child, lines, purchaseId);
    await noteSums();
    return purchaseId;
  };
  await till.listen();
  const bridge = await TestBridge.open(till.bridge);
  bridge.say({ type: 'reader', state: 'ready' });
  await till.hear('reader');
  await till.screen.send('GET', `/api/tills/${till.screen.tillId}/catalogue`);
  await till.search('bar');

  const first = await buy([BOLLE, JUICE]);
  await buy([BOLLE, JUICE], first);
  await till.reverse(accountId, first);
  await till.reverse(accountId, first);
  const second = await buy([BOLLE, { ...SLIK, quantity: 3 }]);
  await refund(child, second, [{ line: 0, quantity: 1 }]);
  await till.reverse(accountId, second);
  await buy([{ ...BOLLE, quantity: 20 }]);
  await buy([{ ...BOLLE, quantity: 99 }]);
  await buy([{ ...BOLLE, priceOre: 11_00 }]);
  await topUp(accountId, TOP_UP_ORE);
  const limits = [
    { perPurchaseOre: ore(PER_PURCHASE_ORE), perDayOre: ore(PER_DAY_ORE) },
    { perDayOre: ore(1) },
    { perWeekOre: ore(PER_WEEK_ORE), allowedWeekdays: [] },
    {},
  ];
  for (const [version, changed] of limits.entries()) {
    await setLimits(child, changed, version);
    await buy([{ ...BOLLE, quantity: 9 }]);
    await buy([BOLLE]);
  }
  const named = await till.showNamed(accountId);
  await till.purchase(named, [{ ...BOLLE, quantity: 6 }]);
  await till.purchase(named, [JUICE]);
  await till.endPresentation(await till.show(child));
  await till.endPresentation(await till.show(child), 'not_switched');
  await till.tap(newUid());
  await till.tap('08123456');
  await account(accountId).blockCard({ cardId, by: LEADER });
  await buy([BOLLE]);
  await till.changeOperator({ kind: 'sign_out' });
  await till.presentNamed(accountId);
  await till.signIn('youth');
  await till.search('bar');
  await query(account(accountId), 'UPDATE spent SET amount_ore = 99999');
  await account(accountId).audit();
  await till.tap(uid);
  await till.signIn('staff');
  await till.presentNamed(accountId);
  bridge.close();
}

describe('what a till hears in a long day', () => {
  it('holds no balance, limit or payer: no word for them, no key, and none of their amounts', async () => {
    const kept: string[] = [];
    keepAnswers(till.screen, kept);
    keepAnswers(till.bridge, kept);
    const child = await club.registerChild(PURSE_ORE);
    const forbiddenOre = new Set([
      PURSE_ORE,
      TOP_UP_ORE,
      PER_PURCHASE_ORE,
      PER_DAY_ORE,
      PER_WEEK_ORE,
    ]);
    await longDay(child, forbiddenOre);
    const heard = [...kept, ...till.heard];

    const codes = new Set(heard.join('\n').match(/"code":"\w+"/g));
    for (const code of ['not_today', 'presentation_cap', 'card_blocked', 'already_reversed']) {
      expect(codes).toContain(`"code":"${code}"`);
    }
    expect(heard.length).toBeGreaterThan(70);
    expect(codes).toContain('"code":"account_frozen"');
    // What was paid at this till is on its own receipts and may be said.
    const ownOre = [0, 12_00, 8_00, 5_00, 20_00, 27_00, 15_00, 108_00, 28_00, 36_00];
    for (const amountOre of ownOre) forbiddenOre.delete(amountOre);
    expect(forbiddenOre.size).toBeGreaterThan(10);
    for (const text of heard) {
      const said = withoutOpaque(text);
      expect(said).not.toMatch(FORBIDDEN_WORDS);
      for (const [number] of said.matchAll(/\d+(?:[.,]\d+)?/g)) {
        const value = Number(number.replace(',', '.'));
        expect(forbiddenOre.has(value) || forbiddenOre.has(Math.round(value * 100)), said).toBe(
          false,
        );
      }
    }
  });
});

/** Without photos, seals, ids and times, whose digits mean nothing. */
function withoutOpaque(text: string): string {
  return text
    .replace(/"(?:base64|presentation|ticket)":"[^"]*"/g, '')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replace(/\b[amt]0165\w{33}(?:-\d+)?/g, '')
    .replace(/(?:club|staff|youth|child)-[\w-]+/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
    .replace(/"(?:now|expiresInMs|retryAfterMs)":\d+/g, '');
}

describe('a refusal for want of money', () => {
  const LIMITS: readonly (readonly [string, Partial<Limits>])[] = [
    ['per purchase', { perPurchaseOre: ore(1) }],
    ['per day', { perDayOre: ore(1) }],
    ['per week', { perWeekOre: ore(1) }],
    ['on a category', { blockedCategoryIds: ['food' as never] }],
    ['on weekdays', { allowedWeekdays: [] }],
    ['on hours', { allowedHours: { from: '00:00', until: '00:00' } }],
    ['on clubs', { allowedClubIds: [] }],
  ];

  /** Status, headers and bytes, apart from the name of this one request. */
  async function refusal(child: TestChild): Promise<{ said: unknown; length: number }> {
    const response = await till.purchase(await till.show(child), [BOLLE]);
    const name = String(response.headers.get('klubkort-request'));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain(name);
    const headers = [...response.headers].filter(([header]) => header !== 'klubkort-request');
    const said = { status: response.status, headers, text: text.replaceAll(name, '') };
    return { said, length: bytes.length };
  }

  it.each(LIMITS)('is the same bytes as one for a limit %s', async (_, limits) => {
    const poor = await club.registerChild(11_99);
    const limited = await club.registerChild(100_00);
    await setLimits(limited, limits, 0);
    const [forMoney, forLimit] = [await refusal(poor), await refusal(limited)];
    expect(forMoney).toEqual(forLimit);
    expect(JSON.stringify(forMoney.said)).toContain('not_today');
  });

  it('is the same bytes as one for the cap of the day of a child found by name', async () => {
    const named = await club.registerChild(500_00);
    const buns = [{ ...BOLLE, quantity: 4 }];
    for (let round = 0; round < 2; round++) {
      await till.purchase(await till.showNamed(named.accountId), buns);
    }
    const poor = await club.registerChild(0);
    const bodies = [];
    for (const { accountId } of [named, poor]) {
      const response = await till.purchase(await till.showNamed(accountId), [BOLLE]);
      bodies.push({ ...(await response.json<object>()), instance: '' });
    }
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).toMatchObject({ code: 'not_today' });
  });
});
