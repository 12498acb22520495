// One line of a statement: what, where, when, how much; opened, its items, who sold it, what it belongs to
// and what a parent can do about it.
import { useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import type { StatementLine } from '../../../contracts/statement.ts';
import { formatMoment, formatRecently, formatTime } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { placeName } from '../clubs-store.ts';
import { hasDisputeDraft, StatementDispute } from './statement-dispute.tsx';
import { StatementItems } from './statement-items.tsx';
import { givenBackState, lineTitle, nameOf } from './statement-line-words.ts';
import type { StatementReader } from './statement-reader.ts';
import { words } from './words-of-statement.ts';

interface LineProperties {
  readonly child: ChildOverview;
  readonly line: StatementLine;
  readonly reader: StatementReader;
}

export function StatementLineView({ child, line, reader }: LineProperties) {
  const text = words.value;
  const spoken = language.value;
  const back = givenBackState(line);
  const [isOpenAtFirst] = useState(() => hasDisputeDraft({ child, line }));
  return (
    <details class="statement-line" id={lineId(line.sequence)} open={isOpenAtFirst}>
      <summary>
        <span class="statement-row">
          <span class="statement-what">
            <span lang={line.items.length > 0 ? 'da' : undefined}>{lineTitle(line, spoken)}</span>
            {back && <span class="statement-badge">{text.line.badges[back]}</span>}
            {line.disputedAt && (
              <span class="statement-badge statement-badge-look">{text.line.badges.disputed}</span>
            )}
          </span>
          <span class="statement-where quiet">
            {formatTime(Date.parse(line.occurredAt), spoken)}
            {line.items.length > 0 && line.kind !== 'purchase' && `, ${nameOf(line, spoken)}`}
            {line.place && `, ${placeName(line.place)}`}
          </span>
          <span class={line.amountOre > 0 ? 'statement-amount statement-in' : 'statement-amount'}>
            {line.amountOre > 0 ? '+' : ''}
            {formatOre(line.amountOre, spoken)}
          </span>
          <span class="statement-balance quiet">
            {text.lines.balance(formatOre(line.balanceAfterOre, spoken))}
          </span>
        </span>
      </summary>
      <Opened child={child} line={line} reader={reader} />
    </details>
  );
}

function Opened({ child, line, reader }: LineProperties) {
  const text = words.value.line;
  const spoken = language.value;
  const occurredAt = Date.parse(line.occurredAt);
  const reported = async () => {
    await reader.refresh();
    // The button that was pressed goes with the report; its line stays.
    document.querySelector<HTMLElement>(`#${lineId(line.sequence)} > summary`)?.focus();
  };
  return (
    <div class="statement-open">
      {line.items.length > 0 && <StatementItems items={line.items} />}
      <dl class="statement-facts">
        <dt>{text.when}</dt>
        <dd>{formatMoment(occurredAt, spoken)}</dd>
        {line.place && (
          <>
            <dt>{text.place}</dt>
            <dd>{placeName(line.place)}</dd>
          </>
        )}
        {line.soldBy && (
          <>
            <dt>{text.soldBy}</dt>
            <dd>{text.soldByRole[line.soldBy]}</dd>
          </>
        )}
        <dt>{text.balanceAfter}</dt>
        <dd class="amount">{formatOre(line.balanceAfterOre, spoken)}</dd>
      </dl>
      <p class="quiet">{text.number(line.sequence)}</p>
      {line.ofSequence !== null && (
        <Jump sequence={line.ofSequence}>
          {(line.way === null ? text.givesBack : text.ofPayment)(line.ofSequence)}
        </Jump>
      )}
      {line.givenBackBy.map((sequence) => (
        <Jump key={sequence} sequence={sequence}>
          {text.givenBackBy(sequence)}
        </Jump>
      ))}
      {line.disputedAt && (
        <p>
          {words.value.dispute.reported(
            formatRecently(Date.parse(line.disputedAt), Date.now(), spoken),
          )}
        </p>
      )}
      {line.kind === 'purchase' && !line.disputedAt && child.rights === 'full' && (
        <StatementDispute child={child} line={line} onReported={() => void reported()} />
      )}
    </div>
  );
}

function Jump({ sequence, children }: { readonly sequence: number; readonly children: string }) {
  const [isMissing, miss] = useState(false);
  const jump = () => {
    const line = document.querySelector<HTMLDetailsElement>(`#${lineId(sequence)}`);
    miss(!line);
    if (!line) return;
    line.open = true;
    line.querySelector('summary')?.focus();
  };
  return (
    <p>
      <button type="button" class="button button-link" onClick={jump}>
        {children}
      </button>
      {isMissing && (
        <span class="quiet" role="status">
          {` ${words.value.line.notShown}`}
        </span>
      )}
    </p>
  );
}

function lineId(sequence: number): string {
  return `bevaegelse-${sequence}`;
}
