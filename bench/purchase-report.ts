// Prints the purchases side by side, with what Klubkort's figures are to each of the others'.
import type { Bar } from './bar.ts';
import type { ContestantName } from './contestant.ts';
import { figure, textTable } from './measuring/text-table.ts';
import { type Line, SCENARIOS, type Scenario, scenarioName } from './purchase-rounds.ts';

const HEAD = [
  ['p50 ms', 'p95 ms', 'p99 ms', 'per second', 'CPU µs', 'fsyncs'],
  ['our p50 ÷', 'our rate ÷', 'our CPU ÷'],
].flat();

export function purchaseTables(lines: readonly Line[], accounts: number): string {
  return SCENARIOS.map((scenario) => {
    const title = scenarioName(scenario).replace('many', String(accounts));
    const ours = lineOf(lines, scenario, 'klubkort');
    const here = lines.filter(
      ({ accounts: choice, tills, name }) =>
        choice === scenario.accounts && (tills === scenario.tills || name === 'sqlite floor'),
    );
    return textTable([[title, ...HEAD], ...here.map((line) => rowOf(line, ours))]);
  }).join('\n\n');
}

function rowOf(line: Line, ours: Line): string[] {
  const { median } = line;
  const figures = [median.p50Ms, median.p95Ms, median.p99Ms, median.perSecond];
  const ratios = [
    ours.median.p50Ms / median.p50Ms,
    ours.median.perSecond / median.perSecond,
    ours.median.cpuUsPerPurchase / median.cpuUsPerPurchase,
  ];
  return [
    line.work === 'tap_and_purchase' ? '  tap + purchase' : `  ${line.name}`,
    ...[...figures, median.cpuUsPerPurchase, line.syncsPerPurchase ?? Number.NaN].map(figure),
    ...(line.name === 'klubkort' ? ['', '', ''] : ratios.map(figure)),
  ];
}

export function purchaseBars(lines: readonly Line[], accounts: number): Bar[] {
  const ratio = (scenario: Scenario, pick: (line: Line) => number) =>
    pick(lineOf(lines, scenario, 'klubkort')) / pick(lineOf(lines, scenario, 'bare object'));
  const p50 = ({ median }: Line) => median.p50Ms;
  return [
    {
      name: `p50 at 1 till over ${accounts} accounts, to the bare object's`,
      measured: ratio({ accounts: 'many', tills: 1 }, p50),
      atMost: 2,
    },
    {
      name: "p50 at 1 till on one hot account, to the bare object's",
      measured: ratio({ accounts: 'hot', tills: 1 }, p50),
      atMost: 2,
    },
    {
      name: `purchases/s at 16 tills over ${accounts} accounts, to the bare object's`,
      measured: ratio({ accounts: 'many', tills: 16 }, ({ median }) => median.perSecond),
      atLeast: 0.5,
    },
  ];
}

function lineOf(lines: readonly Line[], scenario: Scenario, name: ContestantName): Line {
  const found = lines.find(
    (line) =>
      line.name === name &&
      line.work === 'purchase' &&
      line.accounts === scenario.accounts &&
      line.tills === scenario.tills,
  );
  if (!found) throw new Error(`nothing was measured of ${name} at ${scenarioName(scenario)}`);
  return found;
}
