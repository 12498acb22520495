// Guardians' standing rules for money in: makes, changes, mends and ends them, and looks whether one is due.
// Absent: rules of when (decide-auto-top-up.ts), and the charge itself, which is an attempt like any other
// (top-up-desk.ts).
import type { AutoTopUpRule, AutoTopUps } from '../../contracts/auto-top-ups.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type {
  AskAboutAgreementCommand,
  AutoTopUpsCommand,
  DeleteAutoTopUpCommand,
  MendAutoTopUpCommand,
  PutAutoTopUpCommand,
} from './auto-top-up-commands.ts';

export class AutoTopUpDesk {
  /** Refusals in order: `account_unknown`, `rights_not_enough`. */
  async rules(_command: AutoTopUpsCommand): Promise<Outcome<AutoTopUps, Refusal>> {
    return refused({ code: 'try_again' });
  }

  /**
   * Refusals in order: `account_unknown`, `rights_not_enough` (another guardian's, or a threshold of a
   * payer's), `auto_top_up_unknown`, `auto_top_up_exists`, `version_conflict`, `account_frozen`,
   * `invalid_request`, `above_highest_balance`, `consent_missing`, `consent_changed`,
   * `first_top_up_needed` with `missingOre`.
   */
  async put(_command: PutAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return refused({ code: 'try_again' });
  }

  /** At once, also with the provider down. Refusals: `account_unknown`, `rights_not_enough`, `auto_top_up_unknown`. */
  async delete(_command: DeleteAutoTopUpCommand): Promise<Outcome<null, Refusal>> {
    return refused({ code: 'try_again' });
  }

  /** Refusals: `account_unknown`, `rights_not_enough`, `auto_top_up_unknown`, `nothing_to_mend`, `too_many_tries`. */
  async mend(_command: MendAutoTopUpCommand): Promise<Outcome<AutoTopUpRule, Refusal>> {
    return refused({ code: 'try_again' });
  }

  /** Refusal: `auto_top_up_unknown`. */
  async askAboutAgreement(_command: AskAboutAgreementCommand): Promise<Outcome<null, Refusal>> {
    return refused({ code: 'try_again' });
  }
}
