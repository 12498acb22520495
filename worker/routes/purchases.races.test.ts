import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { account, LEADER, type TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let tills: TestTill[];

beforeAll(async () => {
  club = await TestClub.open();
  tills = await Promise.all(Array.from({ length: 8 }, () => club.openTill()));
});

async function codeOf(response: Response): Promise<string> {
  return response.status === 201 ? 'sold' : problemCode(response);
}

/** Keeps an object's queue shut until it is let go: whatever is asked of it meanwhile waits. */
function hold(child: TestChild) {
  const held = { isLetGo: false };
  const end = runInDurableObject(account(child.accountId), (_, ctx) =>
    ctx.blockConcurrencyWhile(async () => {
      while (!held.isLetGo) await scheduler.wait(5);
    }),
  );
  return async () => {
    held.isLetGo = true;
    await end;
  };
}

describe('money for one', () => {
  it('at four tills at once is one sale and three refusals (I2)', async () => {
    const child = await club.registerChild(12_00);
    const four = tills.slice(0, 4);
    const shown = await Promise.all(four.map((till) => till.show(child)));
    const responses = await Promise.all(
      four.map((till, place) => till.purchase(shown[place] as never, [BOLLE])),
    );
    const codes = await Promise.all(responses.map(codeOf));
    expect(codes.toSorted()).toEqual(['not_today', 'not_today', 'not_today', 'sold']);
    expect((await account(child.accountId).inspect())?.sumsOre.purse).toBe(0);
  });

  it('within a limit of the day at four tills at once is one sale (I8)', async () => {
    const child = await club.registerChild(100_00);
    const limits = { ...NO_LIMITS, perDayOre: ore(20_00) };
    await account(child.accountId).setLimits({ seenVersion: 0, limits, by: LEADER });
    const four = tills.slice(0, 4);
    const shown = await Promise.all(four.map((till) => till.show(child)));
    const responses = await Promise.all(
      four.map((till, place) => till.purchase(shown[place] as never, [BOLLE])),
    );
    const codes = await Promise.all(responses.map(codeOf));
    expect(codes.toSorted()).toEqual(['not_today', 'not_today', 'not_today', 'sold']);
  });

  it('by one presentation and many ids at once is one sale (I12)', async () => {
    const child = await club.registerChild(100_00);
    const [till] = tills;
    const shown = await till?.show(child);
    if (till === undefined || shown === undefined) throw new Error('no till');
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => till.purchase(shown, [BOLLE])),
    );
    const codes = await Promise.all(responses.map(codeOf));
    expect(codes.filter((code) => code === 'sold')).toHaveLength(1);
    expect(codes.filter((code) => code === 'presentation_used')).toHaveLength(9);
  });
});

describe('eight tills and eight children', () => {
  it('sell without a refusal', async () => {
    const children = await Promise.all(tills.map(() => club.registerChild(36_00)));
    for (let round = 0; round < 3; round++) {
      const responses = await Promise.all(
        tills.map(async (till, place) =>
          till.purchase(await till.show(children[(place + round) % 8] as TestChild), [BOLLE]),
        ),
      );
      expect(await Promise.all(responses.map(codeOf))).toEqual(Array(8).fill('sold'));
    }
    for (const { accountId } of children) {
      expect((await account(accountId).inspect())?.sumsOre.purse).toBe(0);
    }
  });

  it('do not wait for each other: an account that is held keeps no other from being sold to', async () => {
    const children = await Promise.all(tills.map(() => club.registerChild(36_00)));
    const shown = await Promise.all(
      tills.map((till, place) => till.show(children[place] as TestChild)),
    );
    const [heldTill, ...otherTills] = tills;
    const letGo = hold(children[0] as TestChild);
    let isHeldSold = false;
    const heldSale = heldTill?.purchase(shown[0] as never, [BOLLE]).then((response) => {
      isHeldSold = true;
      return codeOf(response);
    });
    const others = await Promise.all(
      otherTills.map((till, place) => till.purchase(shown[place + 1] as never, [BOLLE])),
    );
    expect(await Promise.all(others.map(codeOf))).toEqual(Array(7).fill('sold'));
    expect(isHeldSold).toBe(false);
    await letGo();
    expect(await heldSale).toBe('sold');
  });

  it('do not wait for each other at one till either: its held customer does not stop the next', async () => {
    const [till] = tills;
    const [held, next] = [await club.registerChild(36_00), await club.registerChild(36_00)];
    if (till === undefined) throw new Error('no till');
    const shownHeld = await till.show(held);
    const shownNext = await till.show(next);
    const letGo = hold(held);
    const heldSale = till.purchase(shownHeld, [BOLLE]);
    expect(await codeOf(await till.purchase(shownNext, [BOLLE]))).toBe('sold');
    await letGo();
    expect(await codeOf(await heldSale)).toBe('sold');
  });
});
