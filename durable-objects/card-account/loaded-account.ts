// What an open account holds in memory between requests: its row, copies and limits, read once and read
// again after each change. Absent: sums and cards, which are read in the transaction that needs them.

import type { Limits } from '../../contracts/limits.ts';
import type { Ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';
import type { AccountStore, ChildCopy, LinkCopy } from './account-store.ts';
import { creditInForceOre } from './credit.ts';

export interface LoadedAccount {
  readonly sealKey: Uint8Array;
  readonly registeredAt: number;
  readonly frozenBecause: string | null;
  readonly child: ChildCopy;
  readonly links: readonly LinkCopy[];
  readonly settings: Settings;
  readonly limits: Limits;
  readonly limitsVersion: number;
}

/** @returns null when the account was never opened. */
export function loadAccount(store: AccountStore): LoadedAccount | null {
  const row = store.account();
  if (row === null) return null;
  const { version, limits } = store.limits();
  return {
    ...row,
    child: store.copy('child'),
    links: store.copy('links'),
    settings: store.copy('settings'),
    limits,
    limitsVersion: version,
  };
}

export function creditOf(account: LoadedAccount, now: number): Ore {
  // A child that logs in is nobody's guardian: its start credit goes on.
  const begins = account.links.filter(({ rights }) => rights !== 'self').map(({ from }) => from);
  const firstLinkedAt = begins.length === 0 ? null : Math.min(...begins);
  return creditInForceOre(
    account.settings,
    { registeredAt: account.registeredAt, firstLinkedAt },
    now,
  );
}
