// How often guardians may change what leaves rows for good. A block is never among what is refused.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ORDERS_SHOWN } from '../../contracts/cards.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { cancelOrder, cardsOf, changeCard, orderCard } from '../testing/card-orders.ts';
import { runClock, stopClockAt } from '../testing/clock.ts';
import { acceptedValue, codeOf } from '../testing/counter.ts';
import { account, LEADER, SeededClub, type TestChild } from '../testing/seeded-club.ts';

const AT = '2026-12-23T12:00:00.000Z';
const A_DAY_LATER = '2026-12-24T12:00:00.001Z';

const club = new SeededClub();
beforeAll(() => club.seed());
afterEach(runClock);

async function orderAndCancel(child: TestChild): Promise<void> {
  const { orderId } = acceptedValue(await orderCard(child));
  acceptedValue(await cancelOrder(child, orderId));
}

async function setDay(child: TestChild, seenVersion: number, by?: typeof LEADER) {
  const limits = { ...NO_LIMITS, perDayOre: ore(100 + seenVersion) };
  const stub = account(child.accountId);
  const outcome =
    by === undefined
      ? stub.changeChildsLimits({ by: child.guardianId, seenVersion, limits })
      : stub.setLimits({ by, seenVersion, limits });
  return (await outcome) as Outcome<unknown, Refusal>;
}

describe('orders that were cancelled', () => {
  it('are borne five times a day; the lost card is blocked all the same', async () => {
    const child = await club.registerChild(100_00);
    stopClockAt(AT);
    for (let number = 0; number < 5; number++) await orderAndCancel(child);
    const sixth = await orderCard(child, { blockCardId: child.cardId });
    expect(sixth).toMatchObject({
      refusal: { code: 'too_many_tries', retryAfterMs: 86_400_000, blockedAt: AT },
    });
    const { cards } = await cardsOf(child);
    expect(cards).toMatchObject([{ cardId: child.cardId, state: 'blocked' }]);
    stopClockAt(A_DAY_LATER);
    acceptedValue(await orderCard(child));
  });

  it('are shown with the newest, the open one among them, and no more of them', async () => {
    const child = await club.registerChild(100_00);
    for (let day = 0; day < 5; day++) {
      stopClockAt(`2026-12-${10 + 2 * day}T12:00:00.000Z`);
      for (let number = 0; number < 5; number++) await orderAndCancel(child);
    }
    stopClockAt(AT);
    const { orderId } = acceptedValue(await orderCard(child));
    const { orders } = await cardsOf(child);
    expect(orders).toHaveLength(ORDERS_SHOWN);
    expect(orders[0]).toMatchObject({ orderId, cancelledAt: null });
  });
});

describe('a card that is blocked and found again', () => {
  it('is so twenty-five times a day, and can always be blocked', async () => {
    const child = await club.registerChild(100_00);
    stopClockAt(AT);
    for (let number = 0; number < 25; number++) {
      acceptedValue(await changeCard(child, 'blockChildsCard'));
      acceptedValue(await changeCard(child, 'unblockChildsCard'));
    }
    acceptedValue(await changeCard(child, 'blockChildsCard'));
    const found = await changeCard(child, 'unblockChildsCard');
    expect(found).toMatchObject({ refusal: { code: 'too_many_tries' } });
    acceptedValue(await changeCard(child, 'blockChildsCard'));
    const byClub = { by: LEADER, cardId: child.cardId };
    const lifted = await account(child.accountId).unblockCard(byClub);
    expect(codeOf(lifted as Outcome<unknown, Refusal>)).toBe('accepted');
    acceptedValue(await changeCard(child, 'blockChildsCard'));
    stopClockAt(A_DAY_LATER);
    acceptedValue(await changeCard(child, 'unblockChildsCard'));
  });
});

describe('limits', () => {
  it('are changed by guardians fifty times a day, and by the club beyond that', async () => {
    const child = await club.registerChild(0);
    stopClockAt(AT);
    for (let version = 0; version < 50; version++) acceptedValue(await setDay(child, version));
    expect(await setDay(child, 50)).toMatchObject({
      refusal: { code: 'too_many_tries', retryAfterMs: 86_400_000 },
    });
    acceptedValue(await setDay(child, 50, LEADER));
    stopClockAt(A_DAY_LATER);
    acceptedValue(await setDay(child, 51));
    const rows = await runInDurableObject(account(child.accountId), (_, { storage }) =>
      storage.sql.exec('SELECT version FROM limits').toArray(),
    );
    expect(rows).toHaveLength(52);
  });
});
