// Which period the statement covers: one of three that have a name, or two dates of the reader's own.
import { useState } from 'preact/hooks';
import { danishDay } from '../../ui/formats.ts';
import type { Choices } from './statement-address.ts';
import { isDay, namedPeriod, nameOfPeriod, PERIOD_NAMES } from './statement-period.ts';
import { words } from './words-of-statement.ts';

interface PeriodProperties {
  readonly choices: Choices;
  readonly onChoose: (chosen: Partial<Choices>) => void;
}

export function StatementPeriod({ choices, onChoose }: PeriodProperties) {
  const text = words.value.period;
  const today = danishDay(Date.now());
  const name = nameOfPeriod(choices, today);
  const [isOwn, own] = useState(name === null);
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
                own(false);
                onChoose(namedPeriod(option, today));
              }}
            />
            {text.names[option]}
          </label>
        ))}
        <label class="choice">
          <input
            type="radio"
            name="period"
            checked={isOwn || name === null}
            onChange={() => own(true)}
          />
          {text.names.own}
        </label>
      </div>
      {(isOwn || name === null) && <OwnDates choices={choices} onChoose={onChoose} />}
    </fieldset>
  );
}

function OwnDates({ choices, onChoose }: PeriodProperties) {
  const text = words.value.period;
  const [from, typeFrom] = useState(choices.from);
  const [to, typeTo] = useState(choices.to);
  const [isWrong, tellWrong] = useState(false);
  const show = () => {
    const isRight = isDay(from) && isDay(to) && from <= to;
    tellWrong(!isRight);
    if (isRight) onChoose({ from, to });
    else document.querySelector<HTMLElement>('#statement-from')?.focus();
  };
  const described = isWrong ? { 'aria-invalid': true, 'aria-describedby': 'statement-wrong' } : {};
  return (
    <form
      class="statement-dates"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      {isWrong && (
        <p class="field-error" id="statement-wrong">
          {text.wrong}
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
