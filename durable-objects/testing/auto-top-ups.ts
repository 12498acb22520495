// Guardians' standing rules in tests: a rule that is asked for, approved at a fake MobilePay, and due.
import {
  type AutoTopUpRule,
  type AutoTopUps,
  type AutoTopUpTerms,
  CONSENT_VERSION,
  type Consent,
  consentWording,
} from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId, GuardianId, MendingId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { acceptedValue } from './counter.ts';
import type { FakeMobilePay } from './fake-mobilepay.ts';
import { account, type TestChild } from './seeded-club.ts';
import { query } from './stored-rows.ts';

const PAGES = {
  returnAddress: 'https://klubkort.example/indbetaling',
  manageAddress: 'https://klubkort.example/indbetaling',
  language: 'da',
} as const;

/** "Når saldoen er under 50 kr., sæt 100 kr. ind, højst 400 kr. om måneden" */
export const BELOW_50: AutoTopUpTerms = {
  ...{ belowOre: ore(50_00), dayOfMonth: null, amountOre: ore(100_00) },
  ...{ mostPerMonthOre: ore(400_00), provider: 'mobilepay' },
};

export interface RuleWish {
  readonly ruleId?: string;
  readonly by?: GuardianId;
  readonly version?: number;
  readonly terms?: Partial<AutoTopUpTerms>;
  /** Undefined: the right one. */
  readonly consent?: Consent | null;
  readonly firstTopUpOre?: number | null;
}

export function termsOf(wish: RuleWish): AutoTopUpTerms {
  return { ...BELOW_50, ...wish.terms };
}

export function consentTo(terms: AutoTopUpTerms, language: 'da' | 'en' = 'da'): Consent {
  return { version: CONSENT_VERSION, language, wording: consentWording(terms, language) };
}

export async function putRule(
  child: TestChild,
  wish: RuleWish = {},
): Promise<Outcome<AutoTopUpRule, Refusal>> {
  const terms = termsOf(wish);
  const first = wish.firstTopUpOre ?? null;
  return (await account(child.accountId).putAutoTopUp({
    ...{ by: wish.by ?? child.guardianId, version: wish.version ?? 0, terms, ...PAGES },
    ruleId: (wish.ruleId ?? crypto.randomUUID()) as AutoTopUpId,
    consent: wish.consent === undefined ? consentTo(terms) : wish.consent,
    firstTopUpOre: first === null ? null : ore(first),
  })) as Outcome<AutoTopUpRule, Refusal>;
}

export async function rulesOf(
  child: TestChild,
  by: GuardianId = child.guardianId,
): Promise<AutoTopUps> {
  const outcome = await account(child.accountId).autoTopUps({ by });
  return acceptedValue(outcome as Outcome<AutoTopUps, Refusal>);
}

export async function ruleOf(
  child: TestChild,
  ruleId: string,
  by: GuardianId = child.guardianId,
): Promise<AutoTopUpRule> {
  const rule = (await rulesOf(child, by)).rules.find((one) => one.ruleId === ruleId);
  if (rule === undefined) throw new Error(`there is no rule ${ruleId}`);
  return rule;
}

export async function mendRule(
  child: TestChild,
  ruleId: string,
  options: {
    readonly mendingId?: string;
    readonly by?: GuardianId;
    readonly wanted?: 'new_method' | null;
  } = {},
): Promise<Outcome<AutoTopUpRule, Refusal>> {
  return (await account(child.accountId).mendAutoTopUp({
    ...{ by: options.by ?? child.guardianId, ruleId: ruleId as AutoTopUpId, ...PAGES },
    mendingId: (options.mendingId ?? crypto.randomUUID()) as MendingId,
    wanted: options.wanted ?? null,
  })) as Outcome<AutoTopUpRule, Refusal>;
}

export async function deleteRule(
  child: TestChild,
  ruleId: string,
  by: GuardianId = child.guardianId,
): Promise<Outcome<null, Refusal>> {
  const command = { by, ruleId: ruleId as AutoTopUpId };
  return (await account(child.accountId).deleteAutoTopUp(command)) as Outcome<null, Refusal>;
}

/** The agreements of a rule with the provider, as the account has them, the newest last. */
export async function agreementsOf(child: TestChild, ruleId: string) {
  const rows = await query(
    account(child.accountId),
    'SELECT reference, state, because, next_ask_at FROM agreement WHERE rule_id = ? ORDER BY number',
    ruleId,
  );
  return rows.map(({ reference, state, because, next_ask_at: nextAskAt }) => ({
    ...{ reference: String(reference), state: String(state), because, nextAskAt },
  }));
}

/** What its guardian does on the newest page, and that the account hears of it. */
export async function approve(
  child: TestChild,
  fake: FakeMobilePay,
  ruleId: string,
): Promise<string> {
  const reference = (await agreementsOf(child, ruleId)).at(-1)?.reference ?? '';
  fake.recurring.approve(reference);
  await account(child.accountId).askAboutAgreement({ reference });
  return reference;
}

/** A rule that was approved, and is in force. */
export async function standingRule(
  child: TestChild,
  fake: FakeMobilePay,
  wish: RuleWish = {},
): Promise<string> {
  const ruleId = wish.ruleId ?? crypto.randomUUID();
  acceptedValue(await putRule(child, { ...wish, ruleId }));
  await approve(child, fake, ruleId);
  return ruleId;
}

/** What rules ordered by themselves, the oldest first. */
export async function runsOf(child: TestChild) {
  const attempts = await account(child.accountId).topUpAttempts();
  return attempts.filter(({ way }) => way === 'agreement_charge');
}
