// What may be asked of a standing rule, and which change leads to the provider's page.
import { describe, expect, test } from 'vitest';
import {
  type AutoTopUpTerms,
  type Consent,
  consentWording,
  needsNewConsent,
} from '../../contracts/auto-top-ups.ts';
import { ore } from '../../contracts/ore.ts';
import { decideRuleChange, missingAtStartOre, type RuleChangeState } from './decide-rule-change.ts';

const TERMS: AutoTopUpTerms = {
  ...{ belowOre: ore(50_00), dayOfMonth: 5, amountOre: ore(100_00) },
  ...{ mostPerMonthOre: ore(400_00), provider: 'mobilepay' },
};
const SETTINGS = {
  ...{ highestBalanceOre: ore(1_000_00), lowestTopUpOre: ore(50_00) },
  neededAtStartOre: ore(50_00),
};
const STATE: RuleChangeState = {
  ...{ inForce: null, isNew: true, mayUseThreshold: true, isOffered: true },
  ...{ purseOre: ore(100_00), inFlightOre: ore(0), settings: SETTINGS },
};
const consentTo = (terms: AutoTopUpTerms, special: Partial<Consent> = {}): Consent => ({
  ...{ version: 'auto-top-up-2', language: 'da', wording: consentWording(terms, 'da') },
  ...special,
});

function asked(
  special: {
    readonly state?: Partial<RuleChangeState>;
    readonly terms?: Partial<AutoTopUpTerms>;
    readonly consent?: Consent | null;
    readonly firstTopUpOre?: number;
  } = {},
) {
  const terms = { ...TERMS, ...special.terms };
  const decision = decideRuleChange(
    { ...STATE, ...special.state },
    {
      terms,
      consent: special.consent === undefined ? consentTo(terms) : special.consent,
      firstTopUpOre: special.firstTopUpOre === undefined ? null : ore(special.firstTopUpOre),
    },
  );
  return decision.ok ? decision.value.kind : decision.refusal.code;
}

describe('a change needs a new consent', () => {
  test.each<[string, Partial<AutoTopUpTerms>, boolean]>([
    ['nothing', {}, false],
    ['a lower amount', { amountOre: ore(99_99) }, false],
    ['a higher amount', { amountOre: ore(100_01) }, true],
    ['a lower threshold', { belowOre: ore(49_99) }, false],
    ['no threshold', { belowOre: null }, false],
    ['a higher threshold', { belowOre: ore(50_01) }, true],
    ['a lower cap', { mostPerMonthOre: ore(399_99) }, false],
    ['a higher cap', { mostPerMonthOre: ore(400_01) }, true],
    ['no day', { dayOfMonth: null }, false],
    ['another day', { dayOfMonth: 6 }, true],
    ['another provider', { provider: 'nexi' }, true],
    ['one thing up and another down', { amountOre: ore(150_00), belowOre: null }, true],
  ])('for %s: %o is %s', (_, terms, needs) => {
    expect(needsNewConsent(TERMS, { ...TERMS, ...terms })).toBe(needs);
    expect(needsNewConsent(null, { ...TERMS, ...terms })).toBe(true);
    const state = { inForce: TERMS, isNew: false };
    expect(asked({ state, terms, consent: null })).toBe(needs ? 'consent_missing' : 'at_once');
  });

  test('a threshold or a day that was not there is new', () => {
    const byDay = { ...TERMS, belowOre: null };
    expect(needsNewConsent(byDay, TERMS)).toBe(true);
    expect(needsNewConsent({ ...TERMS, dayOfMonth: null }, TERMS)).toBe(true);
  });
});

describe('a consent', () => {
  test('is the wording of these terms and this version, to the letter', () => {
    expect(asked()).toBe('by_approval');
    const english = { language: 'en', wording: consentWording(TERMS, 'en') } as const;
    expect(asked({ consent: consentTo(TERMS, english) })).toBe('by_approval');
    const cases = [
      consentTo({ ...TERMS, amountOre: ore(90_00) }),
      consentTo(TERMS, { version: 'auto-top-up-0' }),
      consentTo(TERMS, { language: 'en' }),
      consentTo(TERMS, { wording: `${consentWording(TERMS, 'da')} ` }),
    ];
    for (const consent of cases) expect(asked({ consent })).toBe('consent_changed');
  });
});

describe('what is asked', () => {
  test.each<[string, Parameters<typeof asked>[0], string]>([
    ['a threshold by a payer', { state: { mayUseThreshold: false } }, 'rights_not_enough'],
    ['a provider that is not set up', { state: { isOffered: false } }, 'invalid_request'],
    ['too small an amount', { terms: { amountOre: ore(49_99) } }, 'invalid_request'],
    ['what finds no room', { terms: { belowOre: ore(900_01) } }, 'above_highest_balance'],
    ['too small a first top-up', { firstTopUpOre: 49_99 }, 'invalid_request'],
    ['too large a first top-up', { firstTopUpOre: 900_01 }, 'above_highest_balance'],
    [
      'a first top-up where nothing is approved',
      { state: { inForce: TERMS, isNew: false }, firstTopUpOre: 50_00 },
      'invalid_request',
    ],
  ])('is refused: %s', (_, special, code) => {
    expect(asked(special)).toBe(code);
  });

  test.each<[string, Parameters<typeof asked>[0], string]>([
    ['without a consent', { consent: null }, 'consent_missing'],
    [
      'with a consent to something else',
      { consent: consentTo(TERMS, { version: 'auto-top-up-0' }) },
      'consent_changed',
    ],
    ['for a payer', { consent: null, state: { mayUseThreshold: false } }, 'consent_missing'],
  ])('%s nothing tells whether a first top-up fits', (_, special, code) => {
    const terms = { belowOre: null, dayOfMonth: 1 };
    for (const firstTopUpOre of [50_00, 900_01]) {
      expect(asked({ terms, ...special, firstTopUpOre })).toBe(code);
    }
  });

  test('of a new rule: enough on the account, or with it', () => {
    const poor = { purseOre: ore(49_99) };
    expect(asked({ state: poor })).toBe('first_top_up_needed');
    expect(asked({ state: poor, firstTopUpOre: 50_00 })).toBe('by_approval');
    expect(
      asked({ state: { ...poor, isNew: false, inForce: TERMS }, terms: { belowOre: ore(60_00) } }),
    ).toBe('by_approval');
    const byDay = { terms: { belowOre: null } };
    expect(asked({ ...byDay, state: { ...poor, mayUseThreshold: false } })).toBe('by_approval');
  });

  test('what is missing is never less than one may pay in, and nothing where enough is there', () => {
    const missing = (purseOre: number) =>
      missingAtStartOre({ purseOre: ore(purseOre), settings: SETTINGS, mayUseThreshold: true });
    expect([50_00, 49_99, 0, -20_00].map(missing)).toEqual([0, 50_00, 50_00, 70_00]);
  });
});
