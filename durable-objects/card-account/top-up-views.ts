// Top-ups as their payer sees them, and what the page of paying in needs. Writes nothing. Another guardian's are never
// among them, and a payer learns neither balance nor room.
import type { AccountId, GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type {
  ClosedTopUp,
  PayingIn,
  ProviderName,
  TopUp,
  TopUpCause,
} from '../../contracts/top-ups.ts';
import type { Settings } from '../municipality/settings.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { causeOf } from './cause-of-outcome.ts';
import type { ChargeStore } from './charge-store.ts';
import { isOpen, type TopUpAttempt } from './decide-top-up-attempt.ts';
import { receiptNumber } from './receipt.ts';

export interface PayingInCommand {
  readonly by: GuardianId;
}

/** What most pay in at once; those that the municipality's bounds leave are offered. */
const PRESETS_ORE = [ore(100_00), ore(200_00), ore(300_00)] as const;

export interface PayingInState {
  readonly accountId: AccountId;
  readonly rights: Rights;
  readonly purseOre: Ore;
  readonly inFlightOre: Ore;
  readonly settings: Pick<Settings, 'lowestTopUpOre' | 'highestBalanceOre'>;
  readonly providers: PaymentProviders;
  readonly mine: readonly TopUp[];
}

export function payingInView(state: PayingInState): PayingIn {
  const { accountId, rights, purseOre, inFlightOre, providers, mine } = state;
  const { lowestTopUpOre, highestBalanceOre } = state.settings;
  const roomOre = ore(Math.max(0, highestBalanceOre - purseOre - inFlightOre));
  return {
    accountId,
    presetsOre: PRESETS_ORE.filter(
      (preset) => preset >= lowestTopUpOre && preset <= highestBalanceOre,
    ),
    ...{ lowestTopUpOre, highestBalanceOre },
    roomOre: rights === 'payer' ? null : roomOre,
    ways: [...providers.values()].map((provider) => ({
      provider: provider.name,
      state: provider.isSilent() || isUnanswered(provider.name, mine) ? 'silent' : 'answers',
    })),
    mine: [...mine],
  };
}

/** Who asks has met it: the page for that one was not given. */
function isUnanswered(name: ProviderName, mine: readonly TopUp[]): boolean {
  return mine.some(
    ({ provider, state, ruleId }) => provider === name && state === 'created' && ruleId === null,
  );
}

/**
 * @param answer what the provider said when it was to close the page; null for none within the time.
 */
export function closingOf({ state }: TopUp, answer: PaymentOutcome | null): ClosedTopUp['closing'] {
  if (state !== 'created' && state !== 'waiting') return 'ended';
  const isKept = answer?.kind === 'pending' || (answer?.kind === 'refused' && isOfThis(answer));
  return isKept ? 'under_way' : 'no_answer';
}

/** Not of us: a key that it does not take says nothing of the payment. */
function isOfThis({ status }: Extract<PaymentOutcome, { kind: 'refused' }>): boolean {
  return status !== 401 && status !== 403;
}

export function topUpView(
  accountId: AccountId,
  attempt: TopUpAttempt,
  charges: Pick<ChargeStore, 'of' | 'returned'>,
): TopUp {
  const { topUpId, amountOre, provider, state, address, createdAt } = attempt;
  const charge = charges.of(attempt.number);
  const sequence = charge?.sequence ?? null;
  return {
    ...{ topUpId, amountOre, provider, state },
    because: causeFor(attempt),
    address: state === 'waiting' ? address : null,
    createdAt: new Date(createdAt).toISOString(),
    // Written with the entry, at its time.
    creditedAt: charge === null || sequence === null ? null : new Date(charge.seenAt).toISOString(),
    sequence,
    receiptNumber: sequence === null ? null : receiptNumber(accountId, { sequence }),
    ruleId: attempt.ruleId,
    takenBackOre: charges.returned(attempt.number).returnedOre,
  };
}

/** One that is still open and only was contradicted once or twice has no cause yet: it is being asked for. */
function causeFor(attempt: TopUpAttempt): TopUpCause | null {
  const { because, state, needsPerson } = attempt;
  if (needsPerson) return 'needs_a_person';
  if (because === null || (isOpen(attempt) && state !== 'refund_due')) return null;
  return causeOf(because);
}
