// How an account and its standing rules stand at a moment, read from rows for the pure decision. Absent: the
// decision (decide-auto-top-up.ts), and every write.
import type { AccountId } from '../../contracts/ids.ts';
import { sha256Hex } from '../keyed-hash.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { latestDayDue, monthBounds, monthOf } from './auto-top-up-calendar.ts';
import type { AutoTopUpStore, StoredRule } from './auto-top-up-store.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { type AccountStanding, DAY_MS, type StandingRule } from './decide-auto-top-up.ts';
import { mayGuardian } from './guardian-rights.ts';
import type { OrderedChargeStore } from './ordered-charge-store.ts';
import type { Books } from './settle.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface StandingDoors {
  readonly accountId: AccountId;
  readonly books: () => Books;
  readonly providers: () => PaymentProviders;
  readonly attempts: TopUpStore;
  readonly rules: AutoTopUpStore;
  readonly ordered: OrderedChargeStore;
}

/** Each account does what the calendar asks some time in the first two hours of the day. */
const SPREAD_MS = 7_200_000;

export class RuleStanding {
  readonly #doors: StandingDoors;
  readonly #spreadMs: number;

  constructor(doors: StandingDoors) {
    this.#doors = doors;
    this.#spreadMs = Number.parseInt(sha256Hex(doors.accountId).slice(0, 8), 16) % SPREAD_MS;
  }

  account(now: number): AccountStanding {
    const { account, journal } = this.#doors.books();
    const { attempts, ordered, providers } = this.#doors;
    const { purse } = journal.running().sumsOre;
    const offered = [...providers().values()];
    return {
      ...{ now, today: copenhagenMoment(now).day, availableOre: purse, purseOre: purse },
      ...{ inFlightOre: attempts.inFlightOre(), open: ordered.open() },
      ...{ isFrozen: account.frozenBecause !== null, settings: account.settings },
      orderedAt: ordered.orderedSince(now - DAY_MS),
      offered: new Set(offered.map(({ name }) => name)),
      silent: new Set(offered.filter((one) => one.isSilent()).map(({ name }) => name)),
      spreadMs: this.#spreadMs,
    };
  }

  rules(rules: readonly StoredRule[], now: number): StandingRule[] {
    const { books, ordered } = this.#doors;
    const { account } = books();
    const { from, until } = monthBounds(monthOf(copenhagenMoment(now).day));
    return rules.map((rule) => {
      const { ruleId, number, terms, guardianId, pausedBecause, retryAt, doneDay } = rule;
      const may = mayGuardian(account, guardianId, 'pay_in', now);
      return {
        ...{ ruleId, number, terms, retryAt, doneDay, isPaused: pausedBecause !== null },
        ...{ mayPay: may.ok, mayUseThreshold: may.ok && may.value !== 'payer' },
        waitsForPersonUntil: ordered.waitsForPersonUntil(guardianId),
        thisMonthOre: ordered.chargedOre(ruleId, from, until),
      };
    });
  }

  /** A rule that comes into force pays on its next day, and not for one that is past. */
  doneWhenMade(dayOfMonth: number, now: number): string {
    return latestDayDue(copenhagenMoment(now).day, dayOfMonth);
  }
}
