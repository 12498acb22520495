// The municipality's settings, pushed with a version to tills and opened accounts. Amounts are øre,
// spans are milliseconds; the first values are Albertslund's from `seeds` or the plan.
import { type Ore, ore } from '../../contracts/ore.ts';

export interface Settings {
  /** A single item must cost less than this: "køb af enkeltvarer under kr. 200". */
  readonly itemPriceBelowOre: Ore;
  readonly highestBalanceOre: Ore;
  /** The least that a guardian pays in at once. */
  readonly lowestTopUpOre: Ore;
  /** What must be on the account when an automatic top-up is set up, or come with it. */
  readonly neededAtStartOre: Ore;
  /** The most automatic top-ups of one account within 24 hours, whoever pays. */
  readonly autoTopUpsPerDay: number;
  /** What staff may put on an account: nothing, money that was transferred to the municipality, or also cash. */
  readonly staffDeposits: 'off' | 'transfer' | 'transfer_and_cash';
  /** How far below zero a purse may go from registration until the first guardian is linked. */
  readonly startCreditOre: Ore;
  readonly startCreditMs: number;
  /** How far below zero any purse may go. */
  readonly emergencyCreditOre: Ore;
  readonly reversalWindowMs: number;
  /** The most in one purchase for a child found by name, and the most in one day. */
  readonly namedPurchaseCapOre: Ore;
  readonly namedDayCapOre: Ore;
  /** The most in one purchase on a card that anyone can copy. */
  readonly uidPurchaseCapOre: Ore;
  /** Whether somebody who is a club's contact is linked without the letter's code: no, unless it is chosen. */
  readonly contactMatchIsEnough: boolean;
  /** A purse that falls below this is told to the guardians, once each time. */
  readonly lowBalanceOre: Ore;
  /** What a card costs after the first one, which is free. */
  readonly cardFeeOre: Ore;
  /** Whether a delivered card comes into use when it is tapped for the first time, at a till of the child's club. */
  readonly activateByFirstTap: boolean;
}

const WEEK_MS = 7 * 86_400_000;

export const FIRST_SETTINGS: Settings = {
  itemPriceBelowOre: ore(200_00),
  highestBalanceOre: ore(1_000_00),
  lowestTopUpOre: ore(50_00),
  staffDeposits: 'transfer',
  neededAtStartOre: ore(50_00),
  autoTopUpsPerDay: 3,
  startCreditOre: ore(50_00),
  startCreditMs: 8 * WEEK_MS,
  emergencyCreditOre: ore(0),
  reversalWindowMs: 5 * 60_000,
  namedPurchaseCapOre: ore(50_00),
  namedDayCapOre: ore(100_00),
  uidPurchaseCapOre: ore(500_00),
  contactMatchIsEnough: false,
  lowBalanceOre: ore(25_00),
  cardFeeOre: ore(25_00),
  activateByFirstTap: false,
};
