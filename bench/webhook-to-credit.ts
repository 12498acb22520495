// How long money takes from the provider's word to the child's account and to the parent's open portal. The
// simulators make the webhooks and hold them back; here each is sent at a known moment, beside a bare object's
// round trip, alternately.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AutoTopUps } from '../contracts/auto-top-ups.ts';
import type { AccountId } from '../contracts/ids.ts';
import type { MessageToPortal } from '../contracts/inbox.ts';
import { LARGEST_AMOUNT_ORE, ore } from '../contracts/ore.ts';
import type { TopUp } from '../contracts/top-ups.ts';
import { startBareObject } from './bare-object/start.ts';
import { type Findings, tell } from './findings.ts';
import type { HeldWebhook } from './klubkort/held-webhooks.ts';
import { HeldWebhooks } from './klubkort/held-webhooks.ts';
import {
  AT_START_ORE,
  type PayingChild,
  type PayingWorld,
  startPayingWorld,
} from './klubkort/paying-world.ts';
import type { ProviderName } from './klubkort/payment-provider.ts';
import { proveCredited } from './klubkort/prove-credited.ts';
import { LINE } from './klubkort/seed-world.ts';
import { GuardianBrowser } from './load/guardian-browser.ts';
import { KlubkortTill } from './load/klubkort-till.ts';
import { requestBytes, TillConnection } from './load/till-connection.ts';
import { type Percentiles, percentiles } from './measuring/distribution.ts';
import { figure, textTable } from './measuring/text-table.ts';
import type { Options } from './options.ts';

const FAMILIES = 40;
const AMOUNT_ORE = ore(50_00);
/** Always below: each purchase orders a charge, and no credit orders another. */
const TERMS = {
  belowOre: ore(LARGEST_AMOUNT_ORE),
  amountOre: AMOUNT_ORE,
  mostPerMonthOre: ore(LARGEST_AMOUNT_ORE),
};
/** More charges than that and a balance would come above its threshold. */
const MOST_ROUNDS = 20;
/** An agreement that was just approved orders a charge, and the walk may order one more: asked for after 5 s each. */
const UNTIL_FIRST_CHARGES_MS = 15_000;
/** The simulated MobilePay carries a charge out after 300 ms; the account asks by itself after five seconds. */
const UNTIL_CARRIED_OUT_MS = 700;

const WAYS = [
  { name: 'by hand, MobilePay', by: 'mobilepay', event: 'epayments.payment.authorized.v1' },
  { name: 'by hand, Nexi', by: 'nexi', event: 'payment.charge.created.v2' },
  { name: 'automatic, MobilePay', by: null, event: 'recurring.charge-captured.v1' },
] as const;
type Way = (typeof WAYS)[number];

interface Timed {
  readonly toAnswer: number[];
  readonly toCredit: number[];
  readonly toScreen: number[];
}

interface Family {
  readonly child: PayingChild;
  readonly browser: GuardianBrowser;
  close(): void;
}

export async function webhookToCredit({ rounds }: Options): Promise<Findings> {
  tell('timing webhooks until they are credited and shown');
  const times = Math.min(rounds, MOST_ROUNDS);
  const world = await startPayingWorld({
    ...{ accounts: FAMILIES, childrenPerGuardian: 1, terms: TERMS, tills: 1, buyers: 0 },
    settings: { autoTopUpsPerDay: MOST_ROUNDS + 1 },
  });
  await sleep(UNTIL_FIRST_CHARGES_MS);
  await world.providers.webhooks('late');
  const measured = await measure(world, times);
  tell('adding up');
  await proveCredited(world, {
    // The municipality's walk may have ordered another while the world was made.
    ...{ charges: null, amountOre: AMOUNT_ORE },
    ...{ otherEntries: 1 + times, otherOre: AT_START_ORE - times * LINE.priceOre },
  });
  await world.stop();
  return report(measured);
}

async function measure(world: PayingWorld, rounds: number) {
  const { port } = world.machine;
  const bare = await startBareObject(FAMILIES);
  const theirs = await TillConnection.open(bare.place.port);
  const sending = await TillConnection.open(port);
  const shown = new ShownTopUps();
  const families = new Map<AccountId, Family>();
  for (const child of world.paying) families.set(child.accountId, await atHome(port, child, shown));
  const held = new HeldWebhooks(world.providers, port);
  const start = await wayToStart(world);
  const timed = WAYS.map((way) => ({
    ...way,
    ...({ toAnswer: [], toCredit: [], toScreen: [] } satisfies Timed),
  }));
  const roundTrip: number[] = [];
  const ping = async (index: number) => {
    const request = { method: 'GET', target: `/objects/account-${index}/ping` };
    const startedAt = performance.now();
    await theirs.send(requestBytes(`127.0.0.1:${bare.place.port}`, request));
    roundTrip.push(performance.now() - startedAt);
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of timed) {
      const topUpIds = await payAll(way, families, start);
      const webhooks = await held.fresh(way.by ?? 'mobilepay', way.event);
      if (webhooks.length !== FAMILIES) throw new Error(`${webhooks.length} webhooks are held`);
      for (const [index, webhook] of webhooks.entries()) {
        await ping(index);
        const family = families.get(webhook.accountId);
        const topUpId = topUpIds.get(webhook.accountId);
        if (family === undefined || topUpId === undefined) throw new Error('a webhook of nobody');
        const asks = (index + round) % 2 === 0;
        await timeOne(way, { webhook, family, topUpId, sending, shown, asks });
      }
    }
  }
  for (const family of families.values()) family.close();
  sending.close();
  theirs.close();
  await bare.stop();
  return { timed, roundTrip };
}

/** @returns the top-up of each account that waits for its webhook now. */
async function payAll(
  way: Way,
  families: ReadonlyMap<AccountId, Family>,
  start: (way: Way, family: Family) => Promise<void>,
): Promise<ReadonlyMap<AccountId, string>> {
  for (const family of families.values()) await start(way, family);
  await sleep(UNTIL_CARRIED_OUT_MS);
  const topUpIds = new Map<AccountId, string>();
  for (const { child, browser } of families.values()) {
    topUpIds.set(child.accountId, await latestTopUp(browser, child, way));
  }
  return topUpIds;
}

interface Timing {
  readonly webhook: HeldWebhook;
  readonly family: Family;
  readonly topUpId: string;
  readonly sending: TillConnection;
  readonly shown: ShownTopUps;
  /** Whether the page that waits for the payment asks, once the webhook is answered; else the portal just waits. */
  readonly asks: boolean;
}

async function timeOne(timed: Timed, timing: Timing): Promise<void> {
  const { webhook, family, topUpId, sending, shown, asks } = timing;
  const { accountId } = webhook;
  const onScreen = shown.next(accountId);
  const request = webhook.bytes();
  const startedAt = performance.now();
  const answer = await sending.send(request);
  if (answer.status !== 200) throw new Error(`webhook: ${answer.status} ${answer.body}`);
  timed.toAnswer.push(performance.now() - startedAt);
  if (!asks) {
    timed.toScreen.push((await onScreen) - startedAt);
    return;
  }
  const target = `/api/accounts/${accountId}/top-ups/${topUpId}`;
  const { state } = await family.browser.ask<TopUp>('GET', target);
  if (state !== 'credited') throw new Error(`after its webhook ${topUpId} is ${state}`);
  timed.toCredit.push(performance.now() - startedAt);
  await onScreen;
}

/** Each open portal's next word of money in. */
class ShownTopUps {
  readonly #waiting = new Map<AccountId, (at: number) => void>();

  next(accountId: AccountId): Promise<number> {
    return new Promise((resolve) => {
      this.#waiting.set(accountId, resolve);
    });
  }

  take(message: MessageToPortal): void {
    const at = performance.now();
    if (message.type !== 'message' || message.message.content.kind !== 'top_up') return;
    const { accountId } = message.message;
    if (accountId !== null) this.#waiting.get(accountId)?.(at);
  }
}

async function atHome(port: number, child: PayingChild, shown: ShownTopUps): Promise<Family> {
  const connection = await TillConnection.open(port);
  const browser = new GuardianBrowser(port, child.cookie, connection);
  const portal = await browser.openPortal((message) => shown.take(message));
  return {
    ...{ child, browser },
    close: () => {
      portal.terminate();
      connection.close();
    },
  };
}

/** Pays up to the point where the provider's webhook is all that is missing. */
async function wayToStart({ machine, tills, providers }: PayingWorld) {
  const [paired] = tills;
  if (!paired) throw new Error('no till was paired');
  const till = await KlubkortTill.open(machine.port, paired);
  const connection = await TillConnection.open(machine.port);
  return async ({ by }: Way, { child, browser }: Family): Promise<void> => {
    if (by !== null) return payOnPage(by, child, browser);
    await till.purchaseReady(await till.tap(connection, child.uid), LINE)(connection);
  };
  async function payOnPage(provider: ProviderName, child: PayingChild, browser: GuardianBrowser) {
    const target = `/api/accounts/${child.accountId}/top-ups/${randomUUID()}`;
    const body = { amountOre: AMOUNT_ORE, provider, language: 'da' };
    const { address } = await browser.ask<TopUp>('PUT', target, body);
    if (address === null) throw new Error(`${provider} gave no page`);
    await providers.approve(address);
  }
}

/** Without asking the provider. */
async function latestTopUp(browser: GuardianBrowser, { accountId }: PayingChild, { by }: Way) {
  const target = `/api/accounts/${accountId}`;
  const latest =
    by === null
      ? (await browser.ask<AutoTopUps>('GET', `${target}/auto-top-ups`)).rules[0]?.lastRun
      : (await browser.ask<{ mine: TopUp[] }>('GET', `${target}/top-ups`)).mine[0];
  if (latest?.state !== 'waiting') throw new Error(`not waiting: ${JSON.stringify(latest)}`);
  return latest.topUpId;
}

function report({
  timed,
  roundTrip,
}: {
  timed: readonly (Timed & { name: string })[];
  roundTrip: readonly number[];
}): Findings {
  const bare = percentiles(roundTrip);
  const ways = timed.map(({ name, toAnswer, toCredit, toScreen }) => ({
    name,
    ...{ toAnswer: percentiles(toAnswer), toCredit: percentiles(toCredit) },
    ...{ toScreen: percentiles(toScreen), webhooks: toAnswer.length },
  }));
  const row = (name: string, webhooks: number, one: Percentiles) => [
    ...[name, String(webhooks), figure(one.p50Ms), figure(one.p95Ms)],
    figure(one.p50Ms / bare.p50Ms),
  ];
  const rows = ways.flatMap(({ name, webhooks, toAnswer, toCredit, toScreen }) => [
    row(`  ${name}: answered`, webhooks, toAnswer),
    row('    credited, as the waiting page is told', Math.ceil(webhooks / 2), toCredit),
    row("    on the parent's open portal", Math.floor(webhooks / 2), toScreen),
  ]);
  return {
    text: textTable([
      ['from the webhook', 'webhooks', 'p50 ms', 'p95 ms', '÷ round trip'],
      ...rows,
      row('  bare object, round trip', roundTrip.length, bare),
    ]),
    bars: [],
    figures: { ways, bareRoundTrip: bare },
  };
}
