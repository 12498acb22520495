// Guardians' top-ups in tests: an account, a fake MobilePay outside, and a clock that can be put forward.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { vi } from 'vitest';
import type { AccountId, GuardianId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { ClosedTopUp, TopUp } from '../../contracts/top-ups.ts';
import type { FakeMobilePay } from './fake-mobilepay.ts';
import { account, type TestChild } from './seeded-club.ts';

export interface TopUpOptions {
  readonly topUpId?: string;
  readonly amountOre?: number;
  readonly by?: GuardianId;
  readonly provider?: 'nexi' | 'mobilepay';
}

export async function startTopUp(
  child: TestChild,
  options: TopUpOptions = {},
): Promise<Outcome<TopUp, Refusal>> {
  return (await account(child.accountId).startTopUp({
    by: options.by ?? child.guardianId,
    topUpId: (options.topUpId ?? crypto.randomUUID()) as TopUpId,
    amountOre: ore(options.amountOre ?? 100_00),
    provider: options.provider ?? 'mobilepay',
    returnAddress: 'https://klubkort.example/indbetaling',
    language: 'da',
  })) as Outcome<TopUp, Refusal>;
}

export async function lookAtTopUp(
  child: TestChild,
  topUpId: string,
  by: GuardianId = child.guardianId,
): Promise<Outcome<TopUp, Refusal>> {
  const command = { by, topUpId: topUpId as TopUpId };
  return (await account(child.accountId).childsTopUp(command)) as Outcome<TopUp, Refusal>;
}

export async function cancelTopUp(
  child: TestChild,
  topUpId: string,
  by: GuardianId = child.guardianId,
): Promise<Outcome<ClosedTopUp, Refusal>> {
  const command = { by, topUpId: topUpId as TopUpId };
  return (await account(child.accountId).cancelTopUp(command)) as Outcome<ClosedTopUp, Refusal>;
}

/** A webhook's reason to ask. */
export async function nudge(accountId: AccountId, reference: string): Promise<string> {
  const outcome = await account(accountId).askAboutTopUp({ reference });
  return outcome.ok ? outcome.value.state : outcome.refusal.code;
}

/** The alarm as the runtime would ring it; false when none is set. */
export function ring({ accountId }: TestChild): Promise<boolean> {
  return runDurableObjectAlarm(account(accountId));
}

/** The object that runs now dies where the fake says so. */
export async function letCrash({ accountId }: TestChild, fake: FakeMobilePay): Promise<void> {
  await runInDurableObject(account(accountId), (_, state) => {
    fake.crash = () => state.abort('a crash in a test');
  });
}

/** What it held in memory is gone. Quicker than an eviction, which waits for time limits that still run. */
export async function endObject({ accountId }: TestChild): Promise<void> {
  const ending = runInDurableObject(account(accountId), async (_, state) => {
    await state.storage.sync();
    state.abort('the end of an object in a test');
  });
  await ending.catch(() => undefined);
}

/** Puts everyone's clock forward by what was passed so far. */
export function runningClock(): { pass(durationMs: number): void } {
  const real = Date.now.bind(Date);
  let aheadMs = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs);
  return {
    pass: (durationMs) => {
      aheadMs += durationMs;
    },
  };
}
