// Part one: purchases at tills, beside the Postgres peer, the bare object and the floor.
import { heldToItsWord } from './contestant.ts';
import { bareObject, klubkort, postgresPeer, sqliteFloor } from './contestants.ts';
import { type Findings, tell } from './findings.ts';
import { GeneratorProcess } from './load/generator-process.ts';
import type { Options } from './options.ts';
import { purchaseBars, purchaseTables } from './purchase-report.ts';
import { MOST_TILLS, measurePurchases } from './purchase-rounds.ts';

export async function purchases(options: Options): Promise<Findings> {
  const { accounts } = options;
  tell('starting Klubkort, the Postgres peer, the bare object and the floor');
  const generator = await GeneratorProcess.start();
  const contestants = [
    await klubkort(generator, MOST_TILLS, accounts),
    await postgresPeer(generator, MOST_TILLS, accounts),
    await bareObject(generator, accounts),
    await sqliteFloor(),
  ].map(heldToItsWord);
  const lines = await measurePurchases(contestants, options);
  tell('checking that all books add up');
  for (const contestant of contestants) await contestant.checkBooks();
  return {
    text: purchaseTables(lines, accounts),
    bars: purchaseBars(lines, accounts),
    figures: lines,
  };
}
