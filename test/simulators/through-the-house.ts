// Paying in through the whole house: `npm start` with both simulators, a guardian's requests as the portal sends
// them, the payer's hand on the provider's page, and the simulators' own webhooks over the network.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { AccountId, GuardianId, LinkId } from '../../contracts/ids.ts';
import { GuardianId as GuardianIdShape, PersonId } from '../../contracts/ids.ts';
import { PayingIn, type ProviderName, TopUp } from '../../contracts/top-ups.ts';
import { DEMO_CHILDREN, demoChildName } from '../../local/demo-children.ts';
import { childIdOf } from '../../local/demo-ids.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { paymentPortsOf } from '../../local/start-options.ts';
import { RunningDemo } from '../parents/running-demo.ts';

export type Check = (name: string, holds: () => Promise<void>) => Promise<void>;

const METHODS = { nexi: '4111111111111111', mobilepay: '4500001111' } as const;
/** The account's own first question comes after five seconds: what is there by then came by the webhook. */
const BY_WEBHOOK_WITHIN_MS = 3_500;
const BY_ASKING_WITHIN_MS = 15_000;

const Inspected = z.object({
  lastSequence: z.int(),
  sumsOre: z.object({ purse: z.int() }),
});
const Counts = z.array(z.object({ provider: z.string(), cause: z.string(), count: z.int() }));
const Deliveries = z.object({
  deliveries: z.array(z.object({ status: z.int().nullable(), body: z.string() })),
});

/** A child of the demo, and a guardian who is logged in. */
interface Family {
  readonly accountId: AccountId;
  readonly cookie: string;
}

export async function throughTheHouse(check: Check, port: number): Promise<void> {
  const demo = new RunningDemo(port);
  await demo.start();
  const house = new House(demo);
  try {
    for (const way of ['nexi', 'mobilepay'] as const) {
      for (const oneCase of CASES) {
        await check(`the whole house, ${way}: ${oneCase.name}`, () => oneCase.run(house, way));
      }
    }
  } finally {
    await demo.end();
  }
}

interface HouseCase {
  readonly name: string;
  run(house: House, way: ProviderName): Promise<void>;
}

const CASES: readonly HouseCase[] = [
  {
    name: 'approved, the webhook comes, and the money is there before anybody asks',
    async run(house, way) {
      const family = await house.family();
      const before = await house.books(family);
      await house.approve(way, await house.begin(family, way));
      await house.arrives(family, before.sumsOre.purse + 100_00, BY_WEBHOOK_WITHIN_MS);
    },
  },
  {
    name: 'the webhook never comes, and the account finds the money by asking',
    async run(house, way) {
      const family = await house.family();
      await house.webhooks(way, 'never');
      const before = await house.books(family);
      await house.approve(way, await house.begin(family, way));
      await house.arrives(family, before.sumsOre.purse + 100_00, BY_ASKING_WITHIN_MS);
    },
  },
  {
    name: 'the webhook comes twice, and the money once',
    async run(house, way) {
      const family = await house.family();
      await house.webhooks(way, 'twice');
      const before = await house.books(family);
      const replayed = await house.counted(way, 'replayed');
      await house.approve(way, await house.begin(family, way));
      await house.arrives(family, before.sumsOre.purse + 100_00, BY_WEBHOOK_WITHIN_MS);
      await house.until('the repeat is counted', 5_000, async () => {
        return (await house.counted(way, 'replayed')) > replayed;
      });
      const after = await house.books(family);
      must(after.lastSequence === before.lastSequence + 1, `${after.lastSequence} entries`);
    },
  },
  {
    name: 'a webhook that is wrongly signed is refused and counted, and asking finds the money',
    async run(house, way) {
      const family = await house.family();
      await house.webhooks(way, 'wrongly_signed');
      const before = await house.books(family);
      const forged = await house.counted(way, 'forged');
      await house.approve(way, await house.begin(family, way));
      await house.until('the forgery is counted', 5_000, async () => {
        return (await house.counted(way, 'forged')) > forged;
      });
      must((await house.statuses(way)).includes(401), 'it was not refused');
      await house.arrives(family, before.sumsOre.purse + 100_00, BY_ASKING_WITHIN_MS);
    },
  },
  {
    name: 'the provider is down: it is said, nothing is lost, and it goes on when it is back',
    async run(house, way) {
      const family = await house.family();
      const topUpId = randomUUID();
      await house.outage(way, 'error');
      const begun = await house.put(family, way, topUpId);
      must(begun.state === 'created' && begun.address === null, JSON.stringify(begun));
      must((await house.stateOf(family, way)) === 'silent', 'nobody would know');
      await house.outage(way, 'none');
      const again = await house.put(family, way, topUpId);
      must(again.state === 'waiting' && again.address !== null, JSON.stringify(again));
      must((await house.stateOf(family, way)) === 'answers', 'it is still thought to be down');
      const before = await house.books(family);
      await house.approve(way, again);
      await house.arrives(family, before.sumsOre.purse + 100_00, BY_WEBHOOK_WITHIN_MS);
    },
  },
];

class House {
  readonly #demo: RunningDemo;
  #families = 0;

  constructor(demo: RunningDemo) {
    this.#demo = demo;
  }

  /** Another child each time, from the list's end, and both providers as they should be. */
  async family(): Promise<Family> {
    for (const way of ['nexi', 'mobilepay'] as const) await this.#restore(way);
    this.#families += 1;
    const child = DEMO_CHILDREN.at(-this.#families);
    if (child === undefined) throw new Error('there are no more children');
    const { municipalityId } = this.#demo;
    const nationalId = `99${String(this.#families).padStart(8, '0')}`;
    const person = { nationalId, name: 'Penge Testesen' };
    const registered = await this.#demo.call(
      seedCall('municipality', municipalityId, 'registerGuardian', person),
    );
    const { guardianId } = z.object({ guardianId: GuardianIdShape }).parse(registered);
    await this.#demo.call(
      seedCall('municipality', municipalityId, 'linkGuardian', {
        ...{ linkId: randomUUID() as LinkId, childId: childIdOf(child), guardianId },
        ...{ rights: 'full', by: PersonId.parse('club-leader') },
      }),
    );
    const accountId = this.#demo.accountId(demoChildName(child));
    return { accountId, cookie: await this.#cookieOf(guardianId) };
  }

  async begin(family: Family, way: ProviderName): Promise<TopUp> {
    const topUp = await this.put(family, way, randomUUID());
    must(topUp.address !== null, JSON.stringify(topUp));
    return topUp;
  }

  async put(family: Family, provider: ProviderName, topUpId: string): Promise<TopUp> {
    const body = { amountOre: 100_00, provider, language: 'da' };
    return TopUp.parse(await this.#ask(family, `top-ups/${topUpId}`, 'PUT', body));
  }

  async stateOf(family: Family, way: ProviderName): Promise<string> {
    const { ways } = PayingIn.parse(await this.#ask(family, 'top-ups', 'GET'));
    return ways.find(({ provider }) => provider === way)?.state ?? 'not offered';
  }

  async approve(way: ProviderName, { address }: TopUp): Promise<void> {
    const response = await fetch(address ?? '', {
      method: 'POST',
      body: new URLSearchParams({ action: 'approve', method: METHODS[way] }),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    must(response.status < 400, `the page answered ${response.status}`);
  }

  async books({ accountId }: Family): Promise<z.infer<typeof Inspected>> {
    return Inspected.parse(
      await this.#demo.call(seedCall('account', accountId, 'inspect', undefined)),
    );
  }

  /** Without a guardian's asking. */
  async arrives(family: Family, purseOre: number, withinMs: number): Promise<void> {
    await this.until('the money arrives', withinMs, async () => {
      return (await this.books(family)).sumsOre.purse === purseOre;
    });
  }

  async until(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + withinMs;
    while (!(await holds())) {
      must(Date.now() < end, `not within ${withinMs} ms: ${what}`);
      await delay(50);
    }
  }

  async counted(way: ProviderName, cause: string): Promise<number> {
    const { municipalityId } = this.#demo;
    const counts = Counts.parse(
      await this.#demo.call(seedCall('municipality', municipalityId, 'webhookCounts', undefined)),
    );
    return counts
      .filter((one) => one.provider === way && one.cause === cause)
      .reduce((sum, { count }) => sum + count, 0);
  }

  webhooks(way: ProviderName, mode: string): Promise<unknown> {
    return this.#control(way, 'webhooks', { mode });
  }

  outage(way: ProviderName, mode: string): Promise<unknown> {
    return this.#control(way, 'outage', { mode });
  }

  async statuses(way: ProviderName): Promise<(number | null)[]> {
    const response = await fetch(`${this.#origin(way)}/simulator/state`);
    const { deliveries } = Deliveries.parse(await response.json());
    return deliveries.map(({ status }) => status);
  }

  async #restore(way: ProviderName): Promise<void> {
    await this.webhooks(way, 'normal');
    await this.outage(way, 'none');
  }

  async #control(way: ProviderName, what: string, body: object): Promise<void> {
    const response = await fetch(`${this.#origin(way)}/simulator/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    must(response.ok, `the simulator answered ${response.status}`);
    await response.arrayBuffer();
  }

  #origin(way: ProviderName): string {
    return `http://127.0.0.1:${paymentPortsOf(this.#demo.port)[way]}`;
  }

  async #cookieOf(guardianId: GuardianId): Promise<string> {
    const opened = await this.#demo.call(
      seedCall('guardian', guardianId, 'openSession', {
        ...{ authenticatedAt: Date.now(), endsAt: null, idTokenCiphertext: null },
      }),
    );
    return `__Host-klubkort=${guardianId}.${z.object({ secret: z.string() }).parse(opened).secret}`;
  }

  async #ask(family: Family, path: string, method: 'GET' | 'PUT', body?: object) {
    const response = await fetch(`${this.#demo.url}/api/accounts/${family.accountId}/${path}`, {
      method,
      headers: {
        ...{ cookie: family.cookie, origin: this.#demo.url },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    must(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
    return response.json();
  }
}

function must(holds: boolean, words: string): void {
  if (!holds) throw new Error(words);
}
