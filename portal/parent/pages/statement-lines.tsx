// The lines of a statement by day, newest first, and "Vis flere". A line opens where it stands; a link from
// a refund to its purchase opens that one.
import type { ChildOverview } from '../../../contracts/children.ts';
import type { Statement, StatementLine } from '../../../contracts/statement.ts';
import { danishDay, formatDay, formatWeekday } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { words as common } from '../words.ts';
import { type Choices, isFiltered } from './statement-address.ts';
import { StatementLineView } from './statement-line.tsx';
import { middayOf } from './statement-period.ts';
import type { StatementReader } from './statement-reader.ts';
import { words } from './words-of-statement.ts';

interface LinesProperties {
  readonly child: ChildOverview;
  readonly statement: Statement;
  readonly choices: Choices;
  readonly reader: StatementReader;
}

export function StatementLines({ child, statement, choices, reader }: LinesProperties) {
  const text = words.value.lines;
  const { lines, next } = statement;
  const failure = reader.moreFailure.value;
  const more = async () => {
    await reader.readMore();
    const { value: shown } = reader.shown;
    if (shown.kind === 'ok') announce(text.count(shown.value.lines.length));
  };
  if (lines.length === 0) {
    return <p class="quiet">{isFiltered(choices) ? text.noneOfFilter : text.none}</p>;
  }
  return (
    <>
      {byDay(lines).map(([day, linesOfDay]) => (
        <div key={day} class="statement-day">
          <h3>{dayName(day)}</h3>
          <ul>
            {linesOfDay.map((line) => (
              <li key={line.sequence}>
                <StatementLineView child={child} line={line} reader={reader} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {failure && <ProblemNotice failure={failure} />}
      {next !== null && (
        <p class="statement-more">
          <button
            type="button"
            class="button"
            aria-disabled={reader.isBusy.value}
            onClick={() => void more()}
          >
            {reader.isBusy.value ? common.value.working : text.more}
          </button>
        </p>
      )}
    </>
  );
}

/** Lines of one day stand beside each other already, but a sale that was learnt of late may stand apart. */
function byDay(lines: readonly StatementLine[]): [day: string, lines: StatementLine[]][] {
  const days = new Map<string, StatementLine[]>();
  for (const line of lines) {
    const day = danishDay(Date.parse(line.occurredAt));
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return [...days];
}

function dayName(day: string): string {
  const at = middayOf(day);
  const thisYear = danishDay(Date.now()).slice(0, 4);
  const year = day.slice(0, 4) === thisYear ? '' : ` ${day.slice(0, 4)}`;
  const spoken = language.value;
  const weekday = formatWeekday(at, spoken);
  const of = spoken === 'da' ? ' den ' : ' ';
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)}${of}${formatDay(at, spoken)}${year}`;
}
