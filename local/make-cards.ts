// `npm run make-cards`: what the print shop and the club do with the cards that parents have ordered in the
// running demo: made, and delivered to the club. The new chip is the one that `npm run tap` then holds.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AccountId, CardId, CardOrderId, type MunicipalityId, PersonId } from '../contracts/ids.ts';
import { demoPrintedNumber, demoUid } from './demo-cards.ts';
import { DEMO_CHILDREN, demoChildName } from './demo-children.ts';
import { type DemoCard, readDemoFile, writeDemoFile } from './demo-file.ts';
import { DEMO_MUNICIPALITY } from './demo-world.ts';
import { keysAt, municipalityOf } from './keys.ts';
import { seedCall } from './seed-calls.ts';
import { SeedClient } from './seed-client.ts';
import { SeededDemo } from './seed-demo.ts';

const BY = PersonId.parse('demo-print-shop');

const Ordered = z.array(z.object({ accountId: AccountId, orderId: CardOrderId, cardId: CardId }));
const Printed = z.object({
  ok: z.literal(true),
  value: z.array(z.object({ cardId: CardId, answer: z.string().nullable() })),
});

interface CardToMake {
  readonly orderId: CardOrderId;
  readonly cardId: CardId;
  readonly printedNumber: string;
  readonly card: DemoCard;
}

/** @returns the cards that were made and delivered. @throws Error in words, if the demo does not run. */
export async function makeCards(
  client: Pick<SeedClient, 'call'>,
  municipalityId: MunicipalityId,
  accounts: SeededDemo['accounts'],
): Promise<DemoCard[]> {
  const waiting = Ordered.parse(
    await client.call(seedCall('municipality', municipalityId, 'cardOrders', 'ordered')),
  );
  if (waiting.length === 0) return [];
  const cards = waiting.map((order) => cardFor(order, accounts));
  const batch = {
    batchId: randomUUID(),
    by: BY,
    cards: cards.map(({ card, ...printed }) => ({ ...printed, uid: card.uid })),
  };
  const printed = Printed.parse(
    await client.call(seedCall('municipality', municipalityId, 'producePrintBatch', batch)),
  );
  const made = cards.filter(({ cardId }) =>
    printed.value.some((one) => one.cardId === cardId && one.answer === 'produced'),
  );
  for (const { cardId } of made) {
    await client.call(seedCall('municipality', municipalityId, 'deliverCard', { cardId, by: BY }));
  }
  return made.map(({ card }) => card);
}

/** A chip of the kind that the child had, with an identifier that follows from the card's id. */
function cardFor(
  { accountId, orderId, cardId }: z.infer<typeof Ordered>[number],
  accounts: SeededDemo['accounts'],
): CardToMake {
  const child = DEMO_CHILDREN.find((candidate) => accounts[demoChildName(candidate)] === accountId);
  if (child === undefined) throw new Error(`No child of the demo has the account ${accountId}.`);
  const name = demoChildName(child);
  const kind = child.card ?? 'ntag21x';
  const uid = demoUid(kind, `${name} ${cardId}`);
  return { orderId, cardId, printedNumber: demoPrintedNumber(uid), card: { name, kind, uid } };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { state: { type: 'string', default: '.klubkort' } } });
  const inState = (...names: string[]) => path.join(values.state, ...names);
  const demo = readDemoFile(values.state);
  const keys = keysAt(inState('keys', 'keys.json'), DEMO_MUNICIPALITY.code);
  const seeded = SeededDemo.parse(JSON.parse(readFileSync(inState('seeded.json'), 'utf8')));
  const client = new SeedClient(inState('seed.sock'));
  const made = await makeCards(client, municipalityOf(keys), seeded.accounts);
  const names = new Set(made.map(({ name }) => name));
  writeDemoFile(values.state, {
    ...demo,
    // First, so that the child's newest card is the one that is found.
    cards: [...made, ...demo.cards],
    childrenWithoutCard: demo.childrenWithoutCard.filter((name) => !names.has(name)),
  });
  for (const { name } of made) console.log(`${name}'s new card waits at the club.`);
  if (made.length === 0) console.log('No card is on order.');
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
