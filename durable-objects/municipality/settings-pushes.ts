// Brings opened accounts the settings in force, and again until they have them: one account out of reach
// keeps no other on old settings. Absent: when it is tried again, which is the municipality's alarm.
import { callObject } from '../call-object.ts';
import type { CopyCommand } from '../card-account/account-copies.ts';
import type { Env } from '../env.ts';
import type { ClubsStore } from './clubs-store.ts';
import type { RegistryStore } from './registry-store.ts';

export class SettingsPushes {
  readonly #clubs: ClubsStore;
  readonly #registry: RegistryStore;
  readonly #accounts: Env['CARD_ACCOUNT'];

  constructor(clubs: ClubsStore, registry: RegistryStore, accounts: Env['CARD_ACCOUNT']) {
    this.#clubs = clubs;
    this.#registry = registry;
    this.#accounts = accounts;
  }

  get isAnyBehind(): boolean {
    return this.#registry.isAnyBehindSettings(this.copy().version);
  }

  copy(): Extract<CopyCommand, { kind: 'settings' }> {
    const row = this.#clubs.settings();
    if (row === null) throw new Error('the municipality is not established');
    return { kind: 'settings', version: row.version, content: row.settings };
  }

  /** To each opened account that is behind. */
  async push(): Promise<void> {
    const copy = this.copy();
    for (const accountId of this.#registry.accountsBehindSettings(copy.version)) {
      try {
        await callObject(() => this.#accounts.getByName(accountId).takeCopy(copy));
        this.#registry.settingsTaken(accountId, copy.version);
      } catch (error) {
        console.error(`account ${accountId} has not got the settings: ${error}`);
      }
    }
  }
}
