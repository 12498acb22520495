// What guardians and webhooks ask of a top-up, and what a question led to. Shapes only.
import type { GuardianId, PersonId, TopUpId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { ProviderName } from '../payments/payment-provider.ts';
import type { ToldSum } from '../payments/told-sum.ts';
import type { TopUpAttempt, TopUpState } from './decide-top-up-attempt.ts';

export interface StartTopUpCommand {
  readonly by: GuardianId;
  readonly topUpId: TopUpId;
  readonly amountOre: Ore;
  readonly provider: ProviderName;
  /** Where the provider sends the guardian back to, paid or not: that page asks. */
  readonly returnAddress: string;
  readonly language: 'da' | 'en';
}

export interface OwnTopUpCommand {
  readonly by: GuardianId;
  readonly topUpId: TopUpId;
}

export interface AskAboutTopUpCommand {
  readonly reference: string;
  /** What names the webhook; null where none is the reason. */
  readonly event?: string | null;
  /** The payment that the webhook names, where it names one: believed as far as the provider confirms it. */
  readonly named?: NamedPayment | null;
  /** The sum that the webhook speaks of: compared, and not believed. */
  readonly told?: ToldSum | null;
}

export interface NamedPayment {
  readonly provider: ProviderName;
  readonly handle: string;
}

/** By finance, of one that stands for a person: whoever it was has seen at the provider that nothing was taken. */
export interface EndTopUpByHandCommand {
  readonly reference: string;
  readonly by: PersonId;
  readonly reason: string;
}

export interface AttemptInWords extends TopUpAttempt {
  /** In clear; null for one that nobody ended by hand. */
  readonly endReason: string | null;
}

/** What became of a question that a webhook or somebody else was the reason for. */
export interface Asked {
  readonly state: TopUpState;
  /** The very same webhook came before. */
  readonly isRepeated: boolean;
  /** The provider's answer was about something else than was asked for, or the webhook spoke of another sum. */
  readonly isContradicted: boolean;
}
