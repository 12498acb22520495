// "Kontoudtog": what happened on a child's account in a period, and what was spent on what, where and when.
// The choices stand in the address. Shown figures stay, dimmed, until newer ones are there.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { danishDay, formatDate } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { ChildFrame } from '../child-frame.tsx';
import { onChange } from '../live.ts';
import { Loaded, type Remedy } from '../loaded.tsx';
import type { PageProperties } from '../pages.ts';
import type { Failure } from '../problem-notice.tsx';
import { address, go } from '../router.ts';
import './statement.css';
import './statement-narrow.css';
import { type Choices, choicesOf, searchOf } from './statement-address.ts';
import { StatementChart } from './statement-chart.tsx';
import { StatementFiles } from './statement-files.tsx';
import { StatementFilters } from './statement-filters.tsx';
import { StatementLines } from './statement-lines.tsx';
import { longestUntil, middayOf } from './statement-period.ts';
import { StatementPeriod } from './statement-period-choice.tsx';
import { StatementReader } from './statement-reader.ts';
import { StatementSums } from './statement-sums.tsx';
import { words } from './words-of-statement.ts';

export default function StatementPage({ parameters }: PageProperties) {
  return (
    <ChildFrame parameters={parameters} page="kontoudtog">
      {(child) => <StatementOfChild child={child} />}
    </ChildFrame>
  );
}

function StatementOfChild({ child }: { readonly child: ChildOverview }) {
  const { accountId } = child;
  const text = words.value;
  const reader = useMemo(() => new StatementReader(accountId), [accountId]);
  const { search, path } = address.value;
  const choices = useMemo(() => choicesOf(search, danishDay(Date.now())), [search]);
  const isFirst = useRef(true);
  useEffect(() => {
    void reader.read(choices).then(() => {
      const { value: shown } = reader.shown;
      if (!isFirst.current && shown.kind === 'ok') {
        announce(words.peek().lines.count(shown.value.lines.length));
      }
      isFirst.current = false;
    });
  }, [reader, choices]);
  useEffect(
    () =>
      onChange((changed) => {
        if (changed === accountId || changed === null) void reader.refresh();
      }),
    [reader],
  );
  const choose = (chosen: Partial<Choices>) => {
    const wanted = searchOf({ ...choices, ...chosen });
    // What is shown already is no step of its own; all else is one, to come back from.
    if (wanted !== searchOf(choices)) go(path + wanted, { stay: true });
  };
  const shorten = (failure: Failure): Remedy | null => {
    if (failure.kind !== 'problem' || failure.problem.code !== 'period_too_long') return null;
    const shorter = longestUntil(choices.to);
    return { label: text.period.shorten(longDay(shorter.from)), take: () => choose(shorter) };
  };
  return (
    <div class="statement" aria-busy={reader.isBusy.value}>
      <StatementPeriod choices={choices} onChoose={choose} />
      <Loaded
        of={{ state: reader.shown.value, reload: () => void reader.read(choices) }}
        remedyFor={shorten}
      >
        {(statement) => (
          <>
            <section class="section" aria-labelledby="statement-sums">
              <h2 id="statement-sums">{text.sums.title}</h2>
              <p class="quiet">
                {text.period.shown(longDay(statement.from), longDay(statement.to))}
              </p>
              <StatementSums statement={statement} />
              <StatementChart statement={statement} />
            </section>
            <section class="section" aria-labelledby="statement-lines">
              <div class="statement-head">
                <h2 id="statement-lines">{text.lines.title}</h2>
                <StatementFiles child={child} choices={choices} />
              </div>
              <StatementFilters
                child={child}
                statement={statement}
                choices={choices}
                onChoose={choose}
              />
              <StatementLines
                child={child}
                statement={statement}
                choices={choices}
                reader={reader}
              />
            </section>
          </>
        )}
      </Loaded>
    </div>
  );
}

function longDay(day: string): string {
  return formatDate(middayOf(day), language.value);
}
