// `npm run tap -- "<child's name>"`: holds that child's card to the running demo's reader for a moment,
// the way a child would.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type DemoCard, type DemoReader, readDemoFile } from './demo-file.ts';
import { FakeReaderClient } from './fake-reader-client.ts';
import { findCard } from './find-card.ts';
import { putVirtualCard } from './virtual-card.ts';

const HELD_FOR_MS = 1_500;
const USAGE = 'npm run tap -- "<child\'s name>" [--state DIR]';

/** @throws Error in words, if the reader did not take the card. */
export async function holdCard(reader: DemoReader, card: DemoCard): Promise<void> {
  if (reader.kind === 'fake') await holdToFakeReader(reader.socket, card.uid);
  else await holdToVirtualReader(reader.port, card);
}

async function holdToFakeReader(socketPath: string, uid: string): Promise<void> {
  const client = await FakeReaderClient.connect(socketPath);
  try {
    // A tap that was interrupted has left its card there.
    await client.say({ type: 'remove' });
    await client.say({ type: 'card', uid });
    await sleep(HELD_FOR_MS);
    await client.say({ type: 'remove' });
  } finally {
    client.close();
  }
}

async function holdToVirtualReader(port: number, { kind, uid }: DemoCard): Promise<void> {
  const card = await putVirtualCard({ kind, uid, port });
  await sleep(HELD_FOR_MS);
  const { commandCount } = card;
  await card.remove();
  if (commandCount === 0) {
    throw new Error('Nobody read the card: does the bridge run, and does another card lie there?');
  }
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { state: { type: 'string', default: '.klubkort' } },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  const demo = readDemoFile(values.state);
  const card = findCard(demo, positionals.join(' '));
  await holdCard(demo.reader, card);
  console.log(`Held ${card.name}'s card to the reader.`);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
