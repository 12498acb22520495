// All refusals of a purchase in their documented order of precedence, each made for real: alone, and
// before all that come after it.
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { ore } from '../../contracts/ore.ts';
import type { PresentedChild } from '../../contracts/presentations.ts';
import { mintObjectId } from '../../durable-objects/object-id.ts';
import {
  account,
  LEADER,
  setSettings,
  type TestChild,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { contractDocument, documentedCodes } from '../testing/contract-document.ts';
import { resealed } from '../testing/resealed.ts';
import { TestClub } from '../testing/test-club.ts';
import { newKeys, type SendOptions } from '../testing/test-device.ts';
import {
  BOLLE,
  JUICE,
  type Line,
  problemCode,
  purchasePath,
  type TestTill,
} from '../testing/test-till.ts';

let club: TestClub;
let otherTill: TestTill;

/** A purchase that would be accepted, to be spoilt bit by bit. */
class Attempt {
  readonly till: TestTill;
  readonly child: TestChild;
  readonly lines: Line[] = [BOLLE];
  readonly purchaseId = crypto.randomUUID();
  shown: PresentedChild;
  accountId: AccountId;
  options: SendOptions = {};
  sender: 'screen' | 'bridge' = 'screen';

  constructor(till: TestTill, child: TestChild, shown: PresentedChild) {
    this.till = till;
    this.child = child;
    this.shown = shown;
    this.accountId = child.accountId;
  }

  static async ready(): Promise<Attempt> {
    const [till, child] = [await club.openTill(), await club.registerChild(900_00)];
    return new Attempt(till, child, await till.show(child));
  }

  async answer(): Promise<string> {
    const { lines } = this;
    const request = { presentation: this.shown.presentation, catalogueVersion: 1, lines };
    const target = purchasePath(this.accountId, this.purchaseId);
    const response = await this.till[this.sender].send('PUT', target, request, this.options);
    return response.status === 201 ? 'sold' : problemCode(response);
  }

  async mustSell(shown: PresentedChild, purchaseId: string): Promise<void> {
    const response = await this.till.purchase(shown, [JUICE], purchaseId);
    if (response.status !== 201) throw new Error(await response.text());
  }
}

interface Defect {
  readonly code: string;
  /** What happened before anything was wrong. */
  readonly before?: (attempt: Attempt) => Promise<void>;
  readonly spoil?: (attempt: Attempt) => Promise<void> | void;
}

const withCard = async (attempt: Attempt) => {
  attempt.shown = await attempt.till.show(attempt.child);
};
const cardIs = (state: string) => async (attempt: Attempt) => {
  await query(account(attempt.child.accountId), 'UPDATE card SET state = ?', state);
};
const oneMore = (line: Line) => (attempt: Attempt) => {
  attempt.lines.push(line);
};

const PRECEDENCE: readonly Defect[] = [
  { code: 'invalid_request', spoil: oneMore({ ...BOLLE, quantity: 0 }) },
  {
    code: 'device_proof_missing',
    spoil: (attempt) => {
      attempt.options = { ...attempt.options, headers: { 'klubkort-signature': '' } };
    },
  },
  {
    code: 'device_not_allowed',
    spoil: (attempt) => {
      attempt.sender = 'bridge';
    },
  },
  {
    code: 'device_revoked',
    spoil: ({ till }) => env.TILL.getByName(till.screen.tillId).revokeDevice('screen'),
  },
  {
    code: 'device_proof_wrong',
    spoil: async (attempt) => {
      attempt.options = { ...attempt.options, signWith: (await newKeys()).privateKey };
    },
  },
  {
    code: 'device_clock_wrong',
    spoil: (attempt) => {
      attempt.options = { ...attempt.options, signedAt: Date.now() - 3_600_000 };
    },
  },
  {
    code: 'account_unknown',
    spoil: (attempt) => {
      attempt.accountId = mintObjectId('a', '0165', env.EDGE_KEY) as AccountId;
    },
  },
  {
    code: 'purchase_id_reused',
    before: async (attempt) => {
      await attempt.mustSell(await attempt.till.show(attempt.child), attempt.purchaseId);
    },
  },
  {
    code: 'account_frozen',
    spoil: async ({ child }) => {
      await query(account(child.accountId), "INSERT INTO spent VALUES ('day:2026-01-01', 5)");
      await account(child.accountId).audit();
    },
  },
  {
    code: 'presentation_not_valid',
    spoil: async (attempt) => {
      const { tillId } = otherTill.screen;
      attempt.shown = await resealed(attempt.shown, { tillId });
    },
  },
  {
    code: 'presentation_expired',
    spoil: async (attempt) => {
      attempt.shown = await resealed(attempt.shown, { expiresAt: Date.now() - 1 });
    },
  },
  {
    code: 'presentation_ended',
    spoil: async ({ child, shown }) => {
      // Behind the account's back, since it does not end a showing that has paid.
      const statement = 'INSERT INTO ended_presentation VALUES (?, ?)';
      const { presentationId } = shown;
      await query(account(child.accountId), statement, presentationId, Date.now() + 90_000);
    },
  },
  {
    code: 'presentation_used',
    before: (attempt) => attempt.mustSell(attempt.shown, crypto.randomUUID()),
  },
  { code: 'card_blocked', before: withCard, spoil: cardIs('blocked') },
  { code: 'card_retired', before: withCard, spoil: cardIs('retired') },
  { code: 'card_not_active', before: withCard, spoil: cardIs('delivered') },
  {
    code: 'operator_missing',
    spoil: async ({ till }) => {
      await till.changeOperator({ kind: 'sign_out' });
    },
  },
  {
    code: 'operator_not_allowed',
    before: async (attempt) => {
      attempt.shown = await attempt.till.showNamed(attempt.child.accountId);
    },
    spoil: ({ till }) => till.signIn('youth'),
  },
  { code: 'product_unknown', spoil: oneMore({ ...BOLLE, productId: 'unheard-of' }) },
  { code: 'price_changed', spoil: oneMore({ ...BOLLE, priceOre: 11_00 }) },
  {
    code: 'price_not_allowed',
    spoil: oneMore({ productId: 'trae', quantity: 1, priceOre: 150_01 }),
  },
  {
    code: 'item_too_expensive',
    spoil: async (attempt) => {
      attempt.lines.push({ productId: 'trae', quantity: 1, priceOre: 120_00 });
      await setSettings({ itemPriceBelowOre: ore(120_00) });
    },
  },
  { code: 'presentation_cap', spoil: oneMore({ ...BOLLE, quantity: 42 }) },
  {
    code: 'not_today',
    spoil: async ({ child }) => {
      const limits = { ...NO_LIMITS, allowedWeekdays: [] };
      await account(child.accountId).setLimits({ seenVersion: 0, limits, by: LEADER });
    },
  },
];

/** Spoilt from the last to the first, so that what comes first has the last word. */
async function spoilt(defects: readonly Defect[]): Promise<Attempt> {
  const attempt = await Attempt.ready();
  for (const { before } of defects.toReversed()) await before?.(attempt);
  for (const { spoil } of defects.toReversed()) await spoil?.(attempt);
  return attempt;
}

beforeAll(async () => {
  club = await TestClub.open();
  otherTill = await club.openTill();
});
afterEach(() => setSettings({}));

describe('the order of precedence of a purchase’s refusals', () => {
  it('is the one that the contract documents, and every code of it is walked here', async () => {
    const { paths } = await contractDocument();
    const purchase = paths['/api/accounts/{accountId}/purchases/{purchaseId}']?.put;
    expect(PRECEDENCE.map(({ code }) => code)).toEqual(documentedCodes(purchase));
  });

  it('sells without a defect', async () => {
    expect(await (await spoilt([])).answer()).toBe('sold');
  });

  it.each(PRECEDENCE.map(({ code }, place) => [code, place] as const))(
    'answers %s, alone and before all that come after it',
    async (code, place) => {
      expect(await (await spoilt(PRECEDENCE.slice(place, place + 1))).answer()).toBe(code);
      expect(await (await spoilt(PRECEDENCE.slice(place))).answer()).toBe(code);
    },
  );
});
