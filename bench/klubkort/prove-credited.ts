// Whether money in adds up on both sides: each account's journal by its own replay, and what the simulated
// providers have taken. Run before any figure is believed.
import { z } from 'zod';
import type { AccountId } from '../../contracts/ids.ts';
import { readPaymentReference } from '../../durable-objects/payments/payment-reference.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { eachOf, type PayingWorld } from './paying-world.ts';
import type { StartedProviders } from './payment-provider.ts';

/** What each account must show. */
export interface Expected {
  /** Null: as many as the provider says, each of them credited. */
  readonly charges: number | null;
  readonly amountOre: number;
  readonly otherEntries: number;
  readonly otherOre: number;
}

const Inspected = z.looseObject({
  sumsOre: z.looseObject({ purse: z.number() }),
  lastSequence: z.number(),
});
const Audited = z.looseObject({ ok: z.literal(true) });
const Charge = z.looseObject({ id: z.string(), captured: z.number() });
const MobilePayState = z.looseObject({
  agreements: z.record(z.string(), z.looseObject({ charges: z.record(z.string(), Charge) })),
  payments: z.record(z.string(), z.looseObject({ reference: z.string(), captured: z.number() })),
});
const NexiState = z.looseObject({
  payments: z.record(
    z.string(),
    z.looseObject({
      order: z.looseObject({ reference: z.string() }),
      charges: z.array(z.looseObject({ amount: z.number() })),
    }),
  ),
});

interface Taken {
  readonly reference: string;
  readonly amountOre: number;
}

/** @throws Error for the first account that was credited more or less often, or otherwise, than was charged. */
export async function proveCredited(world: PayingWorld, expected: Expected): Promise<void> {
  const taken = await takenByAccount(world);
  const { paying, machine } = world;
  await eachOf(paying, 8, machine.port, async ({ accountId: id }) => {
    const [audit, books] = await machine.seed.callAll([
      seedCall('account', id, 'audit', undefined),
      seedCall('account', id, 'inspect', undefined),
    ]);
    const { sumsOre, lastSequence } = Inspected.parse(books);
    const { charges, ore } = taken.get(id) ?? { charges: 0, ore: 0 };
    const isRight =
      Audited.safeParse(audit).success &&
      charges === (expected.charges ?? charges) &&
      ore === charges * expected.amountOre &&
      lastSequence === charges + expected.otherEntries &&
      sumsOre.purse === ore + expected.otherOre;
    if (!isRight) throw new Error(`money in of ${id}: ${JSON.stringify([audit, books, charges])}`);
  });
}

async function takenByAccount({ providers }: PayingWorld) {
  const sums = new Map<AccountId, { charges: number; ore: number }>();
  for (const { reference, amountOre } of await allTaken(providers)) {
    const accountId = readPaymentReference(reference)?.accountId;
    if (accountId === undefined || amountOre === 0) {
      throw new Error(`the provider took ${amountOre} as ${reference}`);
    }
    const before = sums.get(accountId) ?? { charges: 0, ore: 0 };
    sums.set(accountId, { charges: before.charges + 1, ore: before.ore + amountOre });
  }
  return sums;
}

async function allTaken(providers: StartedProviders): Promise<Taken[]> {
  const mobilepay = MobilePayState.parse(await providers.state('mobilepay'));
  const nexi = NexiState.parse(await providers.state('nexi'));
  const charges = Object.values(mobilepay.agreements).flatMap((one) => Object.values(one.charges));
  return [
    ...charges.map(({ id: reference, captured: amountOre }) => ({ reference, amountOre })),
    ...Object.values(mobilepay.payments).map(({ reference, captured: amountOre }) => ({
      ...{ reference, amountOre },
    })),
    ...Object.values(nexi.payments).flatMap(({ order: { reference }, charges: taken }) =>
      taken.map(({ amount: amountOre }) => ({ reference, amountOre })),
    ),
  ];
}
