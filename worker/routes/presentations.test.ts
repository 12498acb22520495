// I12 through HTTP: no purchase without a presentation for that till, and one accepted purchase for each.
import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PRESENTATION_LIFETIME_MS, PresentedChild } from '../../contracts/presentations.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { account, type TestChild, topUp } from '../../durable-objects/testing/seeded-club.ts';
import { resealed } from '../testing/resealed.ts';
import { TestClub } from '../testing/test-club.ts';
import { BOLLE, problemCode, type TestTill } from '../testing/test-till.ts';

let club: TestClub;
let till: TestTill;
let otherTill: TestTill;

beforeAll(async () => {
  club = await TestClub.open();
  till = await club.openTill();
  otherTill = await club.openTill();
});

afterEach(runClock);

async function shownChild() {
  const child = await club.registerChild(100_00);
  return { child, shown: await till.show(child) };
}

async function noticesOf(child: TestChild, kind: string) {
  const inspection = await account(child.accountId).inspect();
  return inspection?.notices.filter((notice) => notice.kind === kind);
}

async function sells(shown: PresentedChild, at = till): Promise<string> {
  const response = await at.purchase(shown, [BOLLE]);
  return response.status === 201 ? 'sold' : problemCode(response);
}

describe('a presentation (I12)', () => {
  it('outlives the objects: tap, evict account and till, pay', async () => {
    const { child, shown } = await shownChild();
    await evictDurableObject(account(child.accountId));
    await evictDurableObject(env.TILL.getByName(till.screen.tillId));
    expect(await sells(shown)).toBe('sold');
  });

  it('outlives a pause of twenty real seconds, with account and till evicted meanwhile', async () => {
    const { child, shown } = await shownChild();
    await evictDurableObject(account(child.accountId));
    await evictDurableObject(env.TILL.getByName(till.screen.tillId));
    await scheduler.wait(20_000);
    expect(await sells(shown)).toBe('sold');
  });

  it('counts its ninety seconds from the reading, not from the arrival', async () => {
    const child = await club.registerChild(100_00);
    const shown = await till.show(child, 9_000);
    expect(shown.expiresInMs).toBeLessThanOrEqual(PRESENTATION_LIFETIME_MS - 9_000);
    expect(shown.expiresInMs).toBeGreaterThan(PRESENTATION_LIFETIME_MS - 20_000);
  });

  it('is refused when it has expired', async () => {
    const { shown } = await shownChild();
    expect(await sells(await resealed(shown, { expiresAt: Date.now() }))).toBe(
      'presentation_expired',
    );
    expect(await sells(await resealed(shown, { expiresAt: Date.now() + 5_000 }))).toBe('sold');
  });

  it('is refused at another till', async () => {
    const { shown } = await shownChild();
    expect(await sells(shown, otherTill)).toBe('presentation_not_valid');
    expect(await sells(shown)).toBe('sold');
  });

  it('is refused at another account', async () => {
    const { shown } = await shownChild();
    const { shown: second } = await shownChild();
    expect(await sells({ ...second, presentation: shown.presentation })).toBe(
      'presentation_not_valid',
    );
  });

  it('is refused when it has paid', async () => {
    const { shown } = await shownChild();
    expect(await sells(shown)).toBe('sold');
    expect(await sells(shown)).toBe('presentation_used');
  });

  it('is refused when it was altered or invented', async () => {
    const { shown } = await shownChild();
    const { presentation } = shown;
    const [payload, mac] = presentation.split('.');
    const swapped = presentation[10] === 'A' ? 'B' : 'A';
    const altered = presentation.slice(0, 10) + swapped + presentation.slice(11);
    for (const text of [altered, `${payload}.${'A'.repeat(43)}`, `${'A'.repeat(60)}.${mac}`]) {
      expect(await sells({ ...shown, presentation: text })).toBe('presentation_not_valid');
    }
    expect(await sells(shown)).toBe('sold');
  });

  it('is not used up by a refusal', async () => {
    const child = await club.registerChild(1_00);
    const shown = await till.show(child);
    expect(await sells(shown)).toBe('not_today');
    await topUp(child.accountId, 50_00);
    expect(await sells(shown)).toBe('sold');
  });

  it('pays for the child that was shown, though another tapped before the confirm', async () => {
    const first = await shownChild();
    const second = await shownChild();
    expect(await sells(first.shown)).toBe('sold');
    expect((await account(first.child.accountId).inspect())?.sumsOre.purse).toBe(88_00);
    expect((await account(second.child.accountId).inspect())?.sumsOre.purse).toBe(100_00);
  });
});

describe('a presentation that was ended (I12)', () => {
  it('sells no more, and tells the guardians once that it was the wrong child', async () => {
    const { child, shown } = await shownChild();
    for (let round = 0; round < 2; round++) {
      expect((await till.endPresentation(shown)).status).toBe(200);
    }
    expect(await sells(shown)).toBe('presentation_ended');
    await evictDurableObject(account(child.accountId));
    expect(await sells(shown)).toBe('presentation_ended');
    expect(await noticesOf(child, 'wrong_child')).toMatchObject([
      { facts: { tillId: till.screen.tillId, presentationId: shown.presentationId } },
    ]);
  });

  it('tells nobody when the till only stayed with another child', async () => {
    const { child, shown } = await shownChild();
    expect((await till.endPresentation(shown, 'not_switched')).status).toBe(200);
    expect(await sells(shown)).toBe('presentation_ended');
    expect(await noticesOf(child, 'wrong_child')).toEqual([]);
  });

  it('stays ended for the whole of its lifetime, though another was ended meanwhile', async () => {
    stopClockAt('2026-11-24T13:00:00.000Z');
    const child = await club.registerChild(100_00);
    const early = await till.show(child);
    expect((await till.endPresentation(early, 'not_switched')).status).toBe(200);
    stopClockAt('2026-11-24T13:01:29.999Z');
    const late = await till.show(child);
    expect((await till.endPresentation(late, 'not_switched')).status).toBe(200);
    expect(await sells(early)).toBe('presentation_ended');
    await evictDurableObject(account(child.accountId));
    expect(await sells(early)).toBe('presentation_ended');
    expect(await sells(late)).toBe('presentation_ended');
  });

  it('changes nothing after an accepted purchase', async () => {
    const { child, shown } = await shownChild();
    expect(await sells(shown)).toBe('sold');
    expect((await till.endPresentation(shown)).status).toBe(200);
    expect(await noticesOf(child, 'wrong_child')).toEqual([]);
    expect((await account(child.accountId).inspect())?.sumsOre.purse).toBe(88_00);
  });

  it('changes nothing when it had expired by itself', async () => {
    const { child, shown } = await shownChild();
    const expired = await resealed(shown, { expiresAt: Date.now() - 1 });
    expect((await till.endPresentation(expired)).status).toBe(200);
    expect(await noticesOf(child, 'wrong_child')).toEqual([]);
  });

  it("is not another till's to end, nor to be ended by an altered text", async () => {
    const { shown } = await shownChild();
    const { shown: second } = await shownChild();
    expect(await problemCode(await otherTill.endPresentation(shown))).toBe(
      'presentation_not_valid',
    );
    const mixed = { ...shown, presentation: second.presentation };
    expect(await problemCode(await till.endPresentation(mixed))).toBe('presentation_not_valid');
    const renamed = { ...shown, presentationId: second.presentationId };
    expect(await problemCode(await till.endPresentation(renamed))).toBe('presentation_not_valid');
    expect(await sells(shown)).toBe('sold');
  });

  it('needs a reason of the two, and nothing else', async () => {
    const { shown } = await shownChild();
    expect(await problemCode(await till.endPresentation(shown, 'bored'))).toBe('invalid_request');
    expect(await sells(shown)).toBe('sold');
  });
});

describe('the looks at a child (I13)', () => {
  const looksOf = async (child: TestChild) =>
    (await account(child.accountId).inspect())?.looks.map(({ presentationId }) => presentationId);

  it('are each written once, with a purchase or two seconds after the look', async () => {
    const { child, shown: bought } = await shownChild();
    expect(await sells(bought)).toBe('sold');
    const left = await till.show(child);
    await scheduler.wait(2_500);
    const seen = [bought.presentationId, left.presentationId];
    expect(await looksOf(child)).toEqual(seen);
    const boughtAgain = await till.show(child);
    expect(await sells(boughtAgain)).toBe('sold');
    await scheduler.wait(2_500);
    expect(await looksOf(child)).toEqual([...seen, boughtAgain.presentationId]);
    expect(await sells(left)).toBe('sold');
    await evictDurableObject(account(child.accountId));
    expect(await looksOf(child)).toEqual([...seen, boughtAgain.presentationId]);
  });
});

describe('a child shown by name', () => {
  it('is sold to, without a card, and each look is in the log (I13)', async () => {
    const child = await club.registerChild(100_00, { card: false });
    const shown = await till.showNamed(child.accountId);
    expect(shown).toMatchObject({ kind: 'named', childName: child.name });
    expect(await sells(shown)).toBe('sold');
    const inspection = await account(child.accountId).inspect();
    expect(inspection?.looks).toMatchObject([
      { kind: 'named', tillId: till.screen.tillId, operatorId: club.staff },
    ]);
  });

  it('has a cap on each purchase, which is told, and one on the day, which is not', async () => {
    const child = await club.registerChild(500_00);
    const buns = (quantity: number) => [{ ...BOLLE, quantity }];
    const cap = await till.purchase(await till.showNamed(child.accountId), buns(5));
    expect(await cap.json()).toMatchObject({ code: 'presentation_cap', capOre: 50_00 });
    for (let round = 0; round < 2; round++) {
      const shown = await till.showNamed(child.accountId);
      expect((await till.purchase(shown, buns(4))).status).toBe(201);
    }
    const third = await till.purchase(await till.showNamed(child.accountId), buns(1));
    expect(await problemCode(third)).toBe('not_today');
    expect(await sells(await till.show(child))).toBe('sold');
  });

  it('cannot be shown again under an id that was ended or has paid', async () => {
    const { accountId } = await club.registerChild(100_00);
    const [ended, used] = [crypto.randomUUID(), crypto.randomUUID()];
    const show = async (id: string) =>
      (await (await till.presentNamed(accountId, id)).json()) as PresentedChild;
    await till.endPresentation(await show(ended));
    expect(await problemCode(await till.presentNamed(accountId, ended))).toBe('presentation_ended');
    expect(await sells(await show(used))).toBe('sold');
    expect(await problemCode(await till.presentNamed(accountId, used))).toBe('presentation_used');
  });

  it('is not sold to by a youth operator who took over with the child on the screen', async () => {
    const { accountId } = await club.registerChild(100_00);
    const own = await club.openTill();
    const shown = await own.showNamed(accountId);
    await own.signIn('youth');
    expect(await problemCode(await own.purchase(shown, [BOLLE]))).toBe('operator_not_allowed');
  });

  it('is a member of the club of the till, and nobody else', async () => {
    const elsewhere = await TestClub.open();
    const stranger = await elsewhere.registerChild(100_00);
    expect(await problemCode(await till.presentNamed(stranger.accountId))).toBe('account_unknown');
    expect((await account(stranger.accountId).inspect())?.looks).toEqual([]);
  });

  it('leaves the reason why in the look-log, beside the presentation that paid (I13)', async () => {
    const { accountId } = await club.registerChild(100_00);
    const response = await till.presentNamed(accountId, crypto.randomUUID(), 'broken_card');
    const shown = PresentedChild.parse(await response.json());
    expect(await sells(shown)).toBe('sold');
    const { presentationId } = shown;
    expect((await account(accountId).inspect())?.looks).toEqual([
      expect.objectContaining({ kind: 'named', namedReason: 'broken_card', presentationId }),
    ]);
  });

  it('stays the same presentation when its request is sent again: no other 90 s', async () => {
    const { accountId } = await club.registerChild(100_00);
    const id = crypto.randomUUID();
    const first = PresentedChild.parse(await (await till.presentNamed(accountId, id)).json());
    await scheduler.wait(30);
    const again = PresentedChild.parse(await (await till.presentNamed(accountId, id)).json());
    expect(again.presentation).toBe(first.presentation);
    expect(again.expiresInMs).toBeLessThan(first.expiresInMs);
  });

  it('ended under an older seal does not sell under a younger one, whenever that comes (I12)', async () => {
    const { accountId } = await club.registerChild(100_00);
    const older = await till.showNamed(accountId);
    const expired = await resealed(older, { expiresAt: Date.now() - 1 });
    expect((await till.endPresentation(expired)).status).toBe(200);
    expect(await problemCode(await till.purchase(older, [BOLLE]))).toBe('presentation_ended');
    expect((await account(accountId).inspect())?.notices).toEqual([]);
  });

  it('needs a reason of the three', async () => {
    const { accountId } = await club.registerChild(100_00);
    const response = await till.presentNamed(accountId, crypto.randomUUID(), 'no_reason');
    expect(await problemCode(response)).toBe('invalid_request');
  });
});
