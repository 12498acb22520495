// What the chart of spending draws: one bar per day, or per week of a longer period, empty ones included,
// and a top that is a round amount. Pure. Absent: how it looks.
import { type Ore, ore } from '../../../contracts/ore.ts';
import type { Statement } from '../../../contracts/statement.ts';
import { daysLater, daysOf, mondayOf, type Period } from './statement-period.ts';

/** Above this a bar of one day is too thin to see on a phone. */
const MOST_DAYS = 35;

export interface Bar {
  /** The first day of what the bar covers, within the period. */
  readonly from: string;
  readonly to: string;
  readonly amountOre: Ore;
}

export interface ChartFigures {
  readonly per: 'day' | 'week';
  readonly bars: readonly Bar[];
  /** The amount at the top of the scale. */
  readonly topOre: Ore;
}

export function chartFigures(period: Period, byDay: Statement['byDay']): ChartFigures {
  const per = daysOf(period) > MOST_DAYS ? 'week' : 'day';
  const bars: Bar[] = [];
  for (let from = period.from; from <= period.to; ) {
    const end = per === 'day' ? from : daysLater(mondayOf(from), 6);
    const to = earlier(end, period.to);
    const spent = byDay.filter(({ day }) => from <= day && day <= to);
    bars.push({ from, to, amountOre: ore(spent.reduce((sum, day) => sum + day.amountOre, 0)) });
    from = daysLater(to, 1);
  }
  return { per, bars, topOre: roundTop(Math.max(...bars.map((bar) => bar.amountOre))) };
}

/** The bar that most was spent in; none where nothing was. */
export function highestBar({ bars }: ChartFigures): Bar | null {
  const highest = bars.reduce<Bar | null>(
    (best, bar) => (best && best.amountOre >= bar.amountOre ? best : bar),
    null,
  );
  return highest && highest.amountOre > 0 ? highest : null;
}

function earlier(day: string, other: string): string {
  return day < other ? day : other;
}

/** The next 1, 2, 4, 6 or 8 with zeros, in whole kroner: its half is a round amount, too. */
function roundTop(amountOre: number): Ore {
  for (let unitOre = 1000; ; unitOre *= 10) {
    for (const times of [1, 2, 4, 6, 8]) {
      if (amountOre <= unitOre * times) return ore(unitOre * times);
    }
  }
}
