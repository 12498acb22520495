// The chart of spending: bars drawn to a scale, said in one sentence, and as a table for whoever asks.
// Only the bars are stretched to the width; the words around them keep their size on a phone.
import { formatOre, type Ore, ore } from '../../../contracts/ore.ts';
import type { Statement } from '../../../contracts/statement.ts';
import { formatDate, formatDay, formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import {
  type Bar,
  type ChartFigures,
  chartFigures,
  highestBar,
} from './statement-chart-figures.ts';
import { middayOf } from './statement-period.ts';
import { words } from './words-of-statement.ts';

/** The drawing's own measure; its width is one unit for each bar. */
const HEIGHT = 100;
const GAP = 0.25;

export function StatementChart({ statement }: { readonly statement: Statement }) {
  const text = words.value.chart;
  const figures = chartFigures(statement, statement.byDay);
  const highest = highestBar(figures);
  const said = highest
    ? text.highest(formatOre(highest.amountOre, language.value), barDays(highest, figures))
    : text.none;
  return (
    <figure class="statement-chart">
      <figcaption>
        <h3>{text.title[figures.per]}</h3>
        <p class="quiet">{said}</p>
      </figcaption>
      {highest && (
        <>
          <Drawing figures={figures} />
          <details>
            <summary>{text.asTable}</summary>
            <Table figures={figures} />
          </details>
        </>
      )}
    </figure>
  );
}

function Drawing({ figures }: { readonly figures: ChartFigures }) {
  const { bars, topOre } = figures;
  const heightOf = (amountOre: Ore) => (Math.max(0, amountOre) / topOre) * HEIGHT;
  return (
    <div class="statement-drawing" aria-hidden="true">
      <div class="statement-scale">
        <span>{formatWholeOre(topOre, language.value)}</span>
        <span>{formatWholeOre(ore(topOre / 2), language.value)}</span>
        <span>{formatWholeOre(ore(0), language.value)}</span>
      </div>
      <svg
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        focusable="false"
        aria-hidden="true"
      >
        {[0, HEIGHT / 2, HEIGHT].map((y) => (
          <line key={y} x1="0" x2={bars.length} y1={y} y2={y} />
        ))}
        {bars.map((bar, index) => (
          <rect
            key={bar.from}
            x={index + GAP / 2}
            width={1 - GAP}
            y={HEIGHT - heightOf(bar.amountOre)}
            height={heightOf(bar.amountOre)}
          >
            <title>{`${barDays(bar, figures)}: ${formatOre(bar.amountOre, language.value)}`}</title>
          </rect>
        ))}
      </svg>
      <div class="statement-days">
        {ends(bars).map((day) => (
          <span key={day}>{dayName(day, figures)}</span>
        ))}
      </div>
    </div>
  );
}

function Table({ figures }: { readonly figures: ChartFigures }) {
  const text = words.value.chart;
  const { per, bars } = figures;
  return (
    <table class="statement-table">
      <thead>
        <tr>
          <th scope="col">{text.when[per]}</th>
          <th scope="col">{text.amount}</th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter(({ amountOre }) => amountOre !== 0)
          .map((bar) => (
            <tr key={bar.from}>
              <th scope="row">{barDays(bar, figures)}</th>
              <td class="amount">{formatOre(bar.amountOre, language.value)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** The first and the last day, with one between them where there is room. */
function ends(bars: readonly Bar[]): string[] {
  const days = [bars[0]?.from, bars.length > 4 && bars[bars.length >> 1]?.from, bars.at(-1)?.to];
  return [...new Set(days.filter((day) => typeof day === 'string'))];
}

function barDays({ from, to }: Bar, figures: ChartFigures): string {
  const [first, last] = [dayName(from, figures), dayName(to, figures)];
  return from === to ? first : words.value.chart.range(first, last);
}

/** With the year where there is more than one. */
function dayName(day: string, { bars }: ChartFigures): string {
  const years = [bars[0]?.from, bars.at(-1)?.to].map((end) => end?.slice(0, 4));
  const format = years[0] === years[1] ? formatDay : formatDate;
  return format(middayOf(day), language.value);
}
