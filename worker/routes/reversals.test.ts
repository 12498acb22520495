import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperatorId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import { refund } from '../../durable-objects/testing/counter.ts';
import {
  account,
  LEADER,
  municipality,
  setSettings,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, JUICE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
});

async function sale(at = till, child?: TestChild) {
  const buyer = child ?? (await club.registerChild(100_00));
  const purchaseId = crypto.randomUUID();
  const response = await at.purchase(await at.show(buyer), [BOLLE, JUICE], purchaseId);
  expect(response.status).toBe(201);
  return { child: buyer, purchaseId };
}

async function undo(
  { child, purchaseId }: { child: TestChild; purchaseId: string },
  at = till,
): Promise<string> {
  const response = await at.reverse(child.accountId, purchaseId);
  return response.status === 201 ? 'undone' : problemCode(response);
}

async function booksOf(child: TestChild) {
  const sums = (await account(child.accountId).inspect())?.sumsOre;
  const windows = await query(account(child.accountId), 'SELECT * FROM spent');
  return { sums, spent: windows.map((row) => row.amount_ore) };
}

describe('undoing a sale', () => {
  it('leaves balance and windows of the limits as before the sale', async () => {
    const child = await club.registerChild(20_00);
    const before = await booksOf(child);
    const sold = await sale(till, child);
    expect((await booksOf(child)).sums?.purse).toBe(0);
    expect(await undo(sold)).toBe('undone');
    const after = await booksOf(child);
    expect(after.sums).toEqual(before.sums);
    expect(after.spent).toEqual([0, 0]);
    expect(await account(child.accountId).audit()).toEqual({ ok: true, value: { entries: 3 } });
  });

  it('frees the limit of the day for another sale', async () => {
    const child = await club.registerChild(100_00);
    const limits = { ...NO_LIMITS, perDayOre: ore(20_00), perWeekOre: ore(20_00) };
    await account(child.accountId).setLimits({ seenVersion: 0, limits, by: LEADER });
    const sold = await sale(till, child);
    const second = await till.purchase(await till.show(child), [BOLLE]);
    expect(await problemCode(second)).toBe('not_today');
    expect(await undo(sold)).toBe('undone');
    await sale(till, child);
  });

  it('frees the cap of the day for a child found by name', async () => {
    const child = await club.registerChild(500_00);
    const buns = [{ ...BOLLE, quantity: 4 }];
    const purchaseIds = [crypto.randomUUID(), crypto.randomUUID()];
    for (const purchaseId of purchaseIds) {
      const shown = await till.showNamed(child.accountId);
      expect((await till.purchase(shown, buns, purchaseId)).status).toBe(201);
    }
    const shown = await till.showNamed(child.accountId);
    expect(await problemCode(await till.purchase(shown, buns))).toBe('not_today');
    expect(await undo({ child, purchaseId: purchaseIds[0] ?? '' })).toBe('undone');
    expect((await till.purchase(shown, buns)).status).toBe(201);
  });

  it('happens once: another reversal of the same purchase is refused', async () => {
    const sold = await sale();
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID());
    const responses = await Promise.all(
      ids.map((id) => till.reverse(sold.child.accountId, sold.purchaseId, id)),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const response of responses.filter(({ status }) => status !== 201)) {
      expect(await problemCode(response)).toBe('already_reversed');
    }
    expect((await booksOf(sold.child)).sums?.purse).toBe(100_00);
  });

  it('is refused for a purchase that is not there, or was refused', async () => {
    const child = await club.registerChild(1_00);
    const purchaseId = crypto.randomUUID();
    expect(await undo({ child, purchaseId })).toBe('purchase_unknown');
    await till.purchase(await till.show(child), [BOLLE], purchaseId);
    expect(await undo({ child, purchaseId })).toBe('purchase_unknown');
  });

  it('is refused after a refund, and a refund after it', async () => {
    const refunded = await sale();
    await refund(refunded.child, refunded.purchaseId, [{ line: 0, quantity: 1 }]);
    expect(await undo(refunded)).toBe('already_refunded');
    const undone = await sale();
    expect(await undo(undone)).toBe('undone');
    expect(await refund(undone.child, undone.purchaseId, 'all')).toMatchObject({
      refusal: { code: 'already_reversed' },
    });
  });

  it("is refused once the municipality's time for it is over", async () => {
    const sold = await sale();
    await setSettings({ reversalWindowMs: 1 });
    await scheduler.wait(5);
    expect(await undo(sold)).toBe('reversal_too_late');
    await setSettings({});
    expect(await undo(sold)).toBe('undone');
  });

  it('is refused at another till, and with nobody signed in', async () => {
    const sold = await sale();
    const otherTill = await club.openTill();
    expect(await undo(sold, otherTill)).toBe('reversal_not_allowed');
    const empty = await club.openTill();
    const own = await sale(empty);
    await empty.changeOperator({ kind: 'sign_out' });
    expect(await undo(own, empty)).toBe('operator_missing');
  });
});

describe('a youth operator', () => {
  it('may undo the own last sale', async () => {
    const youthTill = await club.openTill({ operator: 'youth' });
    expect(await undo(await sale(youthTill), youthTill)).toBe('undone');
  });

  it('may undo the own last sale after the till was evicted, while its screen is connected', async () => {
    const youthTill = await club.openTill({ operator: 'youth' });
    const sold = await sale(youthTill);
    await evictDurableObject(env.TILL.getByName(youthTill.screen.tillId));
    expect(await undo(sold, youthTill)).toBe('undone');
  });

  it('may not undo an earlier one, not even by sending it once more', async () => {
    const youthTill = await club.openTill({ operator: 'youth' });
    const child = await club.registerChild(100_00);
    const shown = await youthTill.show(child);
    const purchaseId = crypto.randomUUID();
    await youthTill.purchase(shown, [BOLLE], purchaseId);
    await scheduler.wait(5);
    const last = await sale(youthTill);
    expect(await undo({ child, purchaseId }, youthTill)).toBe('reversal_not_allowed');
    await youthTill.purchase(shown, [BOLLE], purchaseId);
    expect(await undo({ child, purchaseId }, youthTill)).toBe('reversal_not_allowed');
    expect(await undo(last, youthTill)).toBe('undone');
  });

  it("may not undo another's sale; staff may undo any of the till's", async () => {
    const shared = await club.openTill();
    const byStaff = await sale(shared);
    await shared.signIn('youth');
    expect(await undo(byStaff, shared)).toBe('reversal_not_allowed');
    const byYouth = await sale(shared);
    await shared.signIn('staff');
    expect(await undo(byYouth, shared)).toBe('undone');
    expect(await undo(byStaff, shared)).toBe('undone');
  });
});

describe("a youth operator's last sale, at a till that was away with no screen to remember it", () => {
  const stubOf = (at: TestTill) => env.TILL.getByName(at.screen.tillId);

  async function leaveTill(at: TestTill): Promise<void> {
    at.closeScreen();
    await scheduler.wait(20);
    await evictDurableObject(stubOf(at));
  }

  const rowsOf = (at: TestTill) => query(stubOf(at), 'SELECT * FROM last_youth_sale');

  it('is the own last one alone, not the one before it', async () => {
    const youthTill = await club.openTill({ operator: 'youth' });
    const first = await sale(youthTill);
    await leaveTill(youthTill);
    const last = await sale(youthTill);
    await leaveTill(youthTill);
    expect(await undo(first, youthTill)).toBe('reversal_not_allowed');
    expect(await undo(last, youthTill)).toBe('undone');
  });

  it('is over once staff have sold, and does not come back by sending it once more', async () => {
    const shared = await club.openTill({ operator: 'youth' });
    const child = await club.registerChild(100_00);
    const shown = await shared.show(child);
    const purchaseId = crypto.randomUUID();
    const buy = () => shared.purchase(shown, [BOLLE], purchaseId);
    expect((await buy()).status).toBe(201);
    await leaveTill(shared);
    await shared.signIn('staff');
    await sale(shared);
    await leaveTill(shared);
    await shared.signIn('youth');
    expect(await undo({ child, purchaseId }, shared)).toBe('reversal_not_allowed');
    expect((await buy()).status).toBe(201);
    expect(await undo({ child, purchaseId }, shared)).toBe('reversal_not_allowed');
  });

  it('stays the last one when it is sent once more while staff are signed in', async () => {
    const shared = await club.openTill({ operator: 'youth' });
    const child = await club.registerChild(100_00);
    const shown = await shared.show(child);
    const purchaseId = crypto.randomUUID();
    await shared.purchase(shown, [BOLLE], purchaseId);
    await shared.signIn('staff');
    expect((await shared.purchase(shown, [BOLLE], purchaseId)).status).toBe(201);
    await shared.signIn('youth');
    expect(await undo({ child, purchaseId }, shared)).toBe('undone');
  });

  it("is over once another youth has sold, who cannot undo the first one's either", async () => {
    const shared = await club.openTill({ operator: 'youth' });
    const byFirst = await sale(shared);
    const operatorId = `${club.youth}-2` as OperatorId;
    const pin = '5678';
    const { clubId } = club;
    await municipality().addOperator({ operatorId, clubId, kind: 'youth', pin, name: 'Test to' });
    await shared.changeOperator({ kind: 'sign_in', operatorId, pin });
    expect(await undo(byFirst, shared)).toBe('reversal_not_allowed');
    const bySecond = await sale(shared);
    await leaveTill(shared);
    await shared.signIn('youth');
    expect(await undo(byFirst, shared)).toBe('reversal_not_allowed');
    expect(await undo(bySecond, shared)).toBe('reversal_not_allowed');
    await shared.changeOperator({ kind: 'sign_in', operatorId, pin });
    expect(await undo(bySecond, shared)).toBe('undone');
  });

  it('is a row that sales of staff do not write, but for the first one after it', async () => {
    const shared = await club.openTill();
    await sale(shared);
    expect(await rowsOf(shared)).toEqual([]);
    await shared.signIn('youth');
    const { purchaseId } = await sale(shared);
    const written = await rowsOf(shared);
    expect(written).toMatchObject([{ operator_id: club.youth, purchase_id: purchaseId }]);
    await shared.signIn('staff');
    await sale(shared);
    const over = await rowsOf(shared);
    expect(over).toMatchObject([{ operator_id: null }]);
    await scheduler.wait(5);
    await sale(shared);
    expect(await rowsOf(shared)).toEqual(over);
  });
});
