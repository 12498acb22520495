// What guardians and webhooks ask of a child's standing rules for money in. Shapes only.
import type { AutoTopUpTerms, Consent } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId, GuardianId, MendingId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';

export interface AutoTopUpsCommand {
  readonly by: GuardianId;
}

export interface PutAutoTopUpCommand {
  readonly by: GuardianId;
  readonly ruleId: AutoTopUpId;
  /** The version that was seen; 0 makes the rule. */
  readonly version: number;
  readonly terms: AutoTopUpTerms;
  /** Null where nothing is asked beyond what was agreed to. */
  readonly consent: Consent | null;
  /** Paid on the page where the rule is approved. */
  readonly firstTopUpOre: Ore | null;
  readonly language: 'da' | 'en';
  /** Where the provider sends the guardian back to, approved or not: that page asks. */
  readonly returnAddress: string;
  /** The page where the rule is changed or deleted; the provider shows it to its customer. */
  readonly manageAddress: string;
}

export interface DeleteAutoTopUpCommand {
  readonly by: GuardianId;
  readonly ruleId: AutoTopUpId;
}

export interface MendAutoTopUpCommand {
  readonly by: GuardianId;
  readonly ruleId: AutoTopUpId;
  /** One press of the button: the same again does nothing more. */
  readonly mendingId: MendingId;
  /** Null: whatever helps. */
  readonly wanted: 'new_method' | null;
  readonly language: 'da' | 'en';
  readonly returnAddress: string;
  readonly manageAddress: string;
}

export interface AskAboutAgreementCommand {
  /** Of the agreement, as the provider has it from us. */
  readonly reference: string;
  /** What names the webhook; null where none is the reason, or where it is noted with a payment of that name. */
  readonly event?: string | null;
}

export interface AskedAboutAgreement {
  /** The very same webhook came before. */
  readonly isRepeated: boolean;
}
