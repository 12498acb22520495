// A world whose parents pay in: accounts with an active automatic top-up, agreed to at the simulated MobilePay
// by the portal's own requests, and children of others who buy meanwhile. Absent: when a rule becomes due.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AutoTopUpRule, AutoTopUps, AutoTopUpTerms } from '../../contracts/auto-top-ups.ts';
import { CONSENT_VERSION, consentWording } from '../../contracts/auto-top-ups.ts';
import type { AutoTopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import type { Settings } from '../../durable-objects/municipality/settings.ts';
import { GuardianBrowser } from '../load/guardian-browser.ts';
import type { KlubkortChild } from '../load/klubkort-load.ts';
import type { PairedTill } from '../load/klubkort-till.ts';
import { TillConnection } from '../load/till-connection.ts';
import { type Machine, startMachine } from './machine.ts';
import { pairTill } from './pair-till.ts';
import { type StartedProviders, startProviders } from './payment-provider.ts';
import { seedGuardians } from './seed-guardians.ts';
import { putMoney, seedClub, seedMembers, seedTills, TOP_UP_ORE, topUp } from './seed-world.ts';

export interface PayingChild extends KlubkortChild {
  /** Of its guardian, as a browser sends it. */
  readonly cookie: string;
}

export interface PayingWorld {
  readonly machine: Machine;
  readonly providers: StartedProviders;
  readonly tills: readonly PairedTill[];
  readonly paying: readonly PayingChild[];
  /** Nobody's automatic top-up is behind these. */
  readonly buying: readonly KlubkortChild[];
  stop(): Promise<void>;
}

export interface PayingOptions {
  readonly accounts: number;
  readonly childrenPerGuardian: number;
  readonly terms: Pick<AutoTopUpTerms, 'belowOre' | 'amountOre' | 'mostPerMonthOre'>;
  readonly settings?: Partial<Settings>;
  readonly tills: number;
  readonly buyers: number;
}

/** What must be on an account when a rule is made: it is there, so that nothing is charged by then. */
export const AT_START_ORE = ore(50_00);
/** Browsers that agree side by side. */
const AT_ONCE = 16;
const TIMES_ASKED = 20;
const ASKED_EVERY_MS = 500;

export async function startPayingWorld(options: PayingOptions): Promise<PayingWorld> {
  const machine = await startMachine();
  const providers = await startProviders(`http://127.0.0.1:${machine.port}`);
  await machine.restart(providers.environment);
  const { seed, municipalityId, port } = machine;
  await seedClub(seed, municipalityId, options.settings);
  const tills: PairedTill[] = [];
  for (const till of await seedTills(seed, municipalityId, options.tills)) {
    tills.push(await pairTill(port, till));
  }
  const { accounts, buyers, childrenPerGuardian } = options;
  const children = await seedMembers(seed, municipalityId, { from: 0, count: accounts });
  await putMoney(
    seed,
    children.map(({ accountId }) => topUp(accountId, AT_START_ORE)),
  );
  const cookies = await seedGuardians(seed, municipalityId, accounts, childrenPerGuardian);
  const paying = children.map((child, index) => {
    const cookie = cookies[Math.floor(index / childrenPerGuardian)] ?? '';
    return { ...child, cookie };
  });
  const buying = await seedMembers(seed, municipalityId, { from: accounts, count: buyers });
  await putMoney(
    seed,
    buying.map(({ accountId }) => topUp(accountId, TOP_UP_ORE)),
  );
  await providers.webhooks('never');
  const terms = { ...options.terms, dayOfMonth: null, provider: 'mobilepay' } as const;
  await eachOf(paying, AT_ONCE, port, (child, connection) =>
    agree(new GuardianBrowser(port, child.cookie, connection), child, terms, providers),
  );
  await providers.webhooks('normal');
  return {
    ...{ machine, providers, tills, paying, buying },
    stop: async () => {
      await machine.stop();
      await providers.stop();
    },
  };
}

/** Several at once, each worker with a connection of its own. */
export async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  port: number,
  act: (item: Item, connection: TillConnection, worker: number) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const workers = Array.from({ length: atOnce }, async (_, worker) => {
    const connection = await TillConnection.open(port);
    // One iterator for all of them: each takes what is next.
    for (const item of waiting) await act(item, connection, worker);
    connection.close();
  });
  await Promise.all(workers);
}

/** As in the portal: the rule with its consent, the provider's page, and the page that it leads back to. */
async function agree(
  browser: GuardianBrowser,
  { accountId }: PayingChild,
  terms: AutoTopUpTerms,
  providers: StartedProviders,
): Promise<void> {
  const ruleId = randomUUID() as AutoTopUpId;
  const target = `/api/accounts/${accountId}/auto-top-ups`;
  const language = 'da';
  const consent = { version: CONSENT_VERSION, language, wording: consentWording(terms, language) };
  const made = await browser.ask<AutoTopUpRule>(
    'PUT',
    `${target}/${ruleId}`,
    { terms, consent, firstTopUpOre: null, language },
    { 'if-match': '"0"' },
  );
  const address = made.approval?.address;
  if (!address) throw new Error(`no page to approve: ${JSON.stringify(made)}`);
  await providers.approve(address);
  // On a busy machine the page is told that it still waits, and asks again.
  for (let asked = 1; ; asked++) {
    const { rules } = await browser.ask<AutoTopUps>('GET', target);
    if (rules[0]?.state === 'active') return;
    if (asked === TIMES_ASKED) throw new Error(`not in force: ${JSON.stringify(rules)}`);
    await sleep(ASKED_EVERY_MS);
  }
}
