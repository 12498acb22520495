import { describe, expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import { NoticeContent } from '../../contracts/inbox.ts';
import { ore } from '../../contracts/ore.ts';
import type { LinkCopy, Notice } from './account-store.ts';
import { type Entry, pursePostings } from './entry.ts';
import { contentOfEntry, contentOfNotice, isOfPayer, mayHear } from './notice-content.ts';

const ME = 'guardian-me' as GuardianId;
const OTHER = 'guardian-other' as GuardianId;
const OWN_LOGIN = 'guardian-child' as GuardianId;
const LINKS: readonly LinkCopy[] = (
  [
    [ME, 'full'],
    [OTHER, 'full'],
    [OWN_LOGIN, 'self'],
  ] as const
).map(([guardianId, rights]) => ({
  ...{ linkId: `link-${guardianId}` as LinkId, guardianId, rights, basis: 'letter' },
  ...{ from: 0, until: null, isFrozen: false },
}));
const ID = '00000000-0000-4000-8000-000000000001';
const KINDS = NoticeContent.options.map(({ shape }) => shape.kind.value);

function entry(kind: Entry['kind'], purseOre: number): Entry {
  return {
    ...{ entryId: 'e-1', kind, occurredAt: 1, recordedAt: 1, sequence: 7, hash: '' },
    postings: pursePostings(ore(purseOre), kind === 'top_up' ? 'top_ups' : 'sales'),
    ...{ purchase: null, soldLines: [], ofPurchaseSequence: null, refundedLines: [] },
    ...{ by: null, reasonCiphertext: null, purseAfterOre: ore(0) },
  };
}

function said(kind: Notice['kind'], facts: Notice['facts']) {
  return contentOfNotice({ at: 1, kind, facts }, ME, LINKS)?.content ?? null;
}

describe('what an entry says', () => {
  it.each([
    ['top_up', 50_00, { kind: 'top_up', sequence: 7, amountOre: 50_00, way: 'card' }],
    ['fee', -25_00, { kind: 'fee', sequence: 7, amountOre: 25_00 }],
    ['fee_return', 25_00, { kind: 'fee_returned', sequence: 7, amountOre: 25_00 }],
  ] as const)('%s of %i', (kind, purseOre, content) => {
    const way = kind === 'top_up' ? 'card' : null;
    expect(contentOfEntry(entry(kind, purseOre), way)).toEqual(content);
  });

  it('is what it gives back, of which purchase', () => {
    const refund = { ...entry('refund', 10_00), ofPurchaseSequence: 3 };
    expect(contentOfEntry(refund, null)).toEqual({
      kind: 'given_back',
      sequence: 7,
      ofSequence: 3,
      amountOre: 10_00,
    });
  });
});

const PLACE = { clubId: 'klub', salesPointId: 'cafe' };

describe('what a notice says', () => {
  it.each([
    ['limit_day', 'per_day'],
    ['limit_week', 'per_week'],
    ['limit_purchase', 'per_purchase'],
    ['limit_category', 'category'],
    ['limit_weekday', 'weekday'],
    ['limit_hours', 'hours'],
    ['limit_club', 'club'],
    ['funds', 'money'],
    ['named_day_cap', 'named_day_cap'],
    ['presentation_cap', 'presentation_cap'],
  ])('gives the reason %s in the words of the contract', (reason, word) => {
    const facts = { reason, leftOre: null, ...PLACE, purchaseId: 'p', tillId: 't' };
    const refused = { kind: 'refused', reason: word, leftOre: null, ...PLACE };
    expect(said('refused', facts)).toEqual(refused);
  });

  it.each([
    ['blocked', 'active', true],
    ['delivered', 'active', false],
    ['blocked', 'retired', false],
  ])('tells of a card that was %s and is %s whether a block is lifted: %s', (before, state, is) => {
    const facts = { cardId: 'card-1', state, before, by: ME };
    expect(said('card_state', facts)).toMatchObject({ liftsBlock: is });
  });

  it.each([
    [ME, 'me', null],
    [OTHER, 'guardian', OTHER],
    [OWN_LOGIN, 'child', null],
    ['leader-testesen', 'club', null],
  ])(
    'says what %s is to the reader, and whose name belongs to it, by an id beside it',
    (by, role, about) => {
      const facts = { cardId: 'card-1', state: 'blocked', by };
      expect(contentOfNotice({ at: 1, kind: 'card_state', facts }, ME, LINKS)).toEqual({
        content: {
          ...{ kind: 'card', cardId: 'card-1', state: 'blocked', liftsBlock: false },
          by: { role, name: null },
        },
        about,
      });
    },
  );

  it('says of limits which rules changed, from what to what', () => {
    const changes = [{ field: 'perDayOre', before: null, after: 60_00 }] as never;
    expect(said('limits', { version: 2, by: OTHER, changes })).toEqual({
      kind: 'limits_changed',
      by: { role: 'guardian', name: null },
      changes,
    });
  });

  it('tells of a link all but the one whose it is', () => {
    const grounds = { rights: 'payer', basis: 'letter' };
    expect(said('link', { change: 'new', guardianId: OTHER, ...grounds })).toEqual({
      kind: 'link',
      change: 'new',
      whose: { role: 'guardian', name: null },
      ...grounds,
    });
    expect(said('link', { change: 'ended', guardianId: OWN_LOGIN, ...grounds })).toMatchObject({
      whose: { role: 'child' },
      basis: null,
    });
    expect(said('link', { change: 'new', guardianId: ME, ...grounds })).toBeNull();
  });

  it('tells of a payment nobody but its payer, without naming the payer', () => {
    const failed = { topUpId: ID, amountOre: 100_00, because: 'card_expired', isAutomatic: false };
    expect(said('top_up_failed', { ...failed, payer: ME })).toEqual({
      kind: 'top_up_failed',
      ...failed,
    });
    expect(said('top_up_failed', { ...failed, payer: OTHER })).toBeNull();
    const ends = { ruleId: ID, endsAtEndOf: '2026-12' };
    expect(said('method_ends', { ...ends, payer: ME })).toEqual({ kind: 'method_ends', ...ends });
    expect(said('auto_top_up_changed', { change: 'made', by: OTHER })).toEqual({
      ...{ kind: 'auto_top_up_changed', change: 'made' },
      by: { role: 'guardian', name: null },
    });
  });

  it('is nothing where the facts are not enough', () => {
    expect(said('refused', { reason: 'no such reason' })).toBeNull();
    expect(said('wrong_child', { tillId: 't' })).toBeNull();
  });
});

describe('who may hear it', () => {
  const heardBy = (rights: 'full' | 'payer' | 'self', isOwnMaster: boolean) =>
    KINDS.filter((kind) => mayHear(rights, isOwnMaster, { kind } as NoticeContent));

  it('is a parent all of it, and a payer nothing', () => {
    expect(heardBy('full', false)).toEqual(KINDS);
    expect(heardBy('payer', false)).toEqual([]);
  });

  it('is anybody the own payments, and a payer those of nobody else', () => {
    const paid = { kind: 'top_up' } as NoticeContent;
    expect(mayHear('payer', false, paid, true)).toBe(true);
    expect(mayHear('payer', false, paid, false)).toBe(false);
    const notice = (kind: Notice['kind'], facts: Notice['facts']) => ({ at: 1, kind, facts });
    expect(isOfPayer(notice('method_ends', { payer: ME }), ME)).toBe(true);
    expect(isOfPayer(notice('auto_top_up_changed', { by: ME }), ME)).toBe(true);
    expect(isOfPayer(notice('auto_top_up_changed', { by: OTHER }), ME)).toBe(false);
    expect(isOfPayer(notice('limits', { by: ME }), ME)).toBe(false);
  });

  it('is a child the own purchases and card, and from 18 all', () => {
    expect(heardBy('self', false)).toEqual(['purchase', 'given_back', 'card']);
    expect(heardBy('self', true)).toEqual(KINDS);
  });
});
