import { describe, expect, it } from 'vitest';
import type { GuardianId, LinkId, PersonId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import type { Rights } from '../../contracts/links.ts';
import { FIRST_SETTINGS } from '../municipality/settings.ts';
import type { LinkCopy } from './account-store.ts';
import { creditOf, type LoadedAccount } from './loaded-account.ts';

const REGISTERED = Date.parse('2026-08-03T08:00:00Z');
const DAY_MS = 86_400_000;
const [FIRST_LINKED, THEN_LINKED] = [REGISTERED + DAY_MS, REGISTERED + 3 * DAY_MS];

function link(from: number, rights: Rights = 'full'): LinkCopy {
  const guardianId = `guardian-${from}` as GuardianId;
  return {
    linkId: `link-${from}` as LinkId,
    guardianId,
    rights,
    basis: 'club',
    from,
    until: null,
    isFrozen: false,
  };
}

function creditOre(now: number, links: readonly LinkCopy[]): number {
  const account: LoadedAccount = {
    sealKey: new Uint8Array(32),
    registeredAt: REGISTERED,
    frozenBecause: null,
    child: {
      childId: 'child-1' as PersonId,
      nameCiphertext: '',
      givenNameCiphertext: '',
      adultAt: null,
      clubIds: [],
    },
    links,
    settings: FIRST_SETTINGS,
    limits: NO_LIMITS,
    limitsVersion: 0,
  };
  return creditOf(account, now);
}

describe('the start credit of a child with two guardians', () => {
  it.each([
    ['the first one first', [link(FIRST_LINKED), link(THEN_LINKED)]],
    ['the first one last', [link(THEN_LINKED), link(FIRST_LINKED)]],
  ])('ends with the first of their links, listed with %s', (_, links) => {
    expect(creditOre(FIRST_LINKED - 1, links)).toBe(50_00);
    expect(creditOre(FIRST_LINKED, links)).toBe(0);
    expect(creditOre(THEN_LINKED - 1, links)).toBe(0);
  });

  it('does not end with a login of the child, but with the guardian who comes later', () => {
    const links = [link(FIRST_LINKED, 'self'), link(THEN_LINKED)];
    expect(creditOre(THEN_LINKED - 1, links)).toBe(50_00);
    expect(creditOre(THEN_LINKED, links)).toBe(0);
  });
});
