// `demo.json` in the demo's state folder: what the launcher tells the commands that play with the
// running demo. Written at each start; holds the invented cards of invented children, nothing secret.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export const DemoReader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fake'), socket: z.string().min(1) }),
  z.strictObject({ kind: z.literal('vpcd'), port: z.int().min(1).max(65_535) }),
]);
export type DemoReader = z.infer<typeof DemoReader>;

export const DemoCard = z.strictObject({
  /** The child's name. */
  name: z.string().min(1),
  uid: z.string().regex(/^(?:[0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})$/),
  kind: z.enum(['mifare-classic', 'ntag21x', 'ntag424']),
});
export type DemoCard = z.infer<typeof DemoCard>;

export const DemoFile = z.strictObject({
  port: z.int().min(1).max(65_535),
  reader: DemoReader,
  cards: z.array(DemoCard),
  childrenWithoutCard: z.array(z.string().min(1)),
});
export type DemoFile = z.infer<typeof DemoFile>;

function demoFilePath(stateFolder: string): string {
  return path.join(stateFolder, 'demo.json');
}

export function writeDemoFile(stateFolder: string, demo: DemoFile): void {
  const file = demoFilePath(stateFolder);
  writeFileSync(`${file}.new`, `${JSON.stringify(DemoFile.parse(demo), null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Cards that `npm run make-cards` added there: a start that keeps the state keeps them. */
export function addedCards(stateFolder: string, original: readonly DemoCard[]): DemoCard[] {
  if (!existsSync(demoFilePath(stateFolder))) return [];
  const known = new Set(original.map(({ uid }) => uid));
  return readDemoFile(stateFolder).cards.filter(({ uid }) => !known.has(uid));
}

/** @throws Error in words, if no demo was ever started there or the file is not understood. */
export function readDemoFile(stateFolder: string): DemoFile {
  let text: string;
  try {
    text = readFileSync(demoFilePath(stateFolder), 'utf8');
  } catch (error) {
    throw new Error(`No demo was started in ${stateFolder}: run npm start first.`, {
      cause: error,
    });
  }
  try {
    return DemoFile.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${demoFilePath(stateFolder)} is not understood: start the demo again.`, {
      cause: error,
    });
  }
}
