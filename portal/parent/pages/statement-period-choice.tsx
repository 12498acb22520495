// Which period the statement covers: one of three that have a name, or two dates of the reader's own.
import { useEffect, useRef, useState } from 'preact/hooks';
import { danishDay } from '../../ui/formats.ts';
import type { Choices } from './statement-address.ts';
import {
  isPeriod,
  isTooLong,
  namedPeriod,
  nameOfPeriod,
  PERIOD_NAMES,
  type Period,
} from './statement-period.ts';
import { words } from './words-of-statement.ts';

interface PeriodProperties {
  readonly choices: Choices;
  readonly onChoose: (chosen: Partial<Choices>) => void;
}

export function StatementPeriod({ choices, onChoose }: PeriodProperties) {
  const text = words.value.period;
  const today = danishDay(Date.now());
  const name = nameOfPeriod(choices, today);
  // Own dates are opened for one period, so that a step back closes them.
  const shown = `${choices.from} ${choices.to}`;
  const [opened, open] = useState<string | null>(null);
  const isOwn = name === null || opened === shown;
  return (
    <fieldset class="statement-period">
      <legend class="form-label">{text.title}</legend>
      <div class="statement-periods">
        {PERIOD_NAMES.map((option) => (
          <label key={option} class="choice">
            <input
              type="radio"
              name="period"
              checked={!isOwn && name === option}
              onChange={() => {
                open(null);
                onChoose(namedPeriod(option, today));
              }}
            />
            {text.names[option]}
          </label>
        ))}
        <label class="choice">
          <input type="radio" name="period" checked={isOwn} onChange={() => open(shown)} />
          {text.names.own}
        </label>
      </div>
      {isOwn && (
        <OwnDates
          choices={choices}
          onChoose={(chosen) => {
            open(`${chosen.from} ${chosen.to}`);
            onChoose(chosen);
          }}
        />
      )}
    </fieldset>
  );
}

interface OwnDatesProperties {
  readonly choices: Period;
  readonly onChoose: (period: Period) => void;
}

function OwnDates({ choices, onChoose }: OwnDatesProperties) {
  const text = words.value.period;
  const [from, typeFrom] = useState(choices.from);
  const [to, typeTo] = useState(choices.to);
  const [wrong, tellWrong] = useState<'wrong' | 'tooLong' | null>(null);
  const period = `${choices.from} ${choices.to}`;
  const typedFor = useRef(period);
  useEffect(() => {
    // Not for the period that it opened with: somebody may have typed before this runs.
    if (typedFor.current === period) return;
    typedFor.current = period;
    typeFrom(choices.from);
    typeTo(choices.to);
    tellWrong(null);
  }, [period]);
  const show = () => {
    const typed = { from, to };
    const found = !isPeriod(typed) ? 'wrong' : isTooLong(typed) ? 'tooLong' : null;
    tellWrong(found);
    if (found === null) onChoose(typed);
    else document.querySelector<HTMLElement>('#statement-from')?.focus();
  };
  const described = wrong ? { 'aria-invalid': true, 'aria-describedby': 'statement-wrong' } : {};
  return (
    <form
      class="statement-dates"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      {wrong && (
        <p class="field-error" id="statement-wrong">
          {text[wrong]}
        </p>
      )}
      <label>
        <span class="form-label">{text.from}</span>
        <input
          id="statement-from"
          class="form-input"
          type="date"
          value={from}
          onInput={(event) => typeFrom(event.currentTarget.value)}
          {...described}
        />
      </label>
      <label>
        <span class="form-label">{text.to}</span>
        <input
          class="form-input"
          type="date"
          value={to}
          onInput={(event) => typeTo(event.currentTarget.value)}
          {...described}
        />
      </label>
      <button type="submit" class="button">
        {text.show}
      </button>
    </form>
  );
}
