import { describe, expect, test } from 'vitest';
import type { PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { FIRST_SETTINGS, type Settings } from '../municipality/settings.ts';
import type { TopUpCommand } from './commands.ts';
import { decideTopUp } from './decide-top-up.ts';

const COMMAND: TopUpCommand = {
  ...{ topUpId: 'top-up' as TopUpId, amountOre: ore(100_00), by: 'leader' as PersonId },
  reason: 'Overført til kommunen',
};

function decided(staffDeposits: Settings['staffDeposits'], special: Partial<TopUpCommand> = {}) {
  const settings = { ...FIRST_SETTINGS, staffDeposits };
  return decideTopUp(ore(0), settings, { ...COMMAND, ...special }, 'ciphertext', 1);
}

function codeOf(decision: ReturnType<typeof decided>): string {
  return decision.accepted ? 'accepted' : decision.refusal.code;
}

describe('a deposit by staff', () => {
  test('is a transfer unless it is said, and cash is off unless the municipality takes it', () => {
    expect(FIRST_SETTINGS.staffDeposits).toBe('transfer');
    expect(codeOf(decided('transfer'))).toBe('accepted');
    expect(codeOf(decided('transfer', { paidBy: 'cash' }))).toBe('deposit_not_allowed');
    expect(codeOf(decided('transfer_and_cash', { paidBy: 'cash' }))).toBe('accepted');
    expect(codeOf(decided('transfer_and_cash', { paidBy: 'transfer' }))).toBe('accepted');
  });

  test('is none where the municipality takes none', () => {
    expect(codeOf(decided('off'))).toBe('deposit_not_allowed');
    expect(codeOf(decided('off', { paidBy: 'cash' }))).toBe('deposit_not_allowed');
  });

  test('that is not taken at all is not said to be too much', () => {
    const amountOre = ore(1_000_01);
    expect(codeOf(decided('off', { amountOre }))).toBe('deposit_not_allowed');
    expect(codeOf(decided('transfer', { amountOre }))).toBe('above_highest_balance');
  });
});
