// A group of the limits' form whose rule is chosen by ticking: its legend, what is wrong with it, its boxes.
import type { ComponentChildren } from 'preact';
import type { LimitField, LimitMistakes } from './limits-form.ts';
import { words } from './words-of-limits.ts';

interface ChoicesProperties {
  readonly field: LimitField;
  readonly hint?: string;
  readonly mistake?: LimitMistakes[LimitField] | undefined;
  readonly isRow?: boolean;
  readonly children: ComponentChildren;
}

export function Choices({ field, hint, mistake, isRow = false, children }: ChoicesProperties) {
  const text = words.value;
  return (
    <fieldset
      class="panel limits-group"
      id={`limits-${field}`}
      tabIndex={-1}
      aria-describedby={mistake ? `limits-${field}-error` : undefined}
    >
      <legend>{text.fields[field]}</legend>
      {hint && <p class="form-hint">{hint}</p>}
      {mistake && (
        <p class="field-error" id={`limits-${field}-error`}>
          {text.mistakes[mistake]}
        </p>
      )}
      <div class={isRow ? 'limits-row' : undefined}>{children}</div>
    </fieldset>
  );
}

interface ChoiceProperties {
  readonly name: string;
  /** Of the name, where it is the clubs' own word. */
  readonly lang?: 'da';
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

export function Choice({ name, lang, isChosen, onChoose }: ChoiceProperties) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <span lang={lang}>{name}</span>
    </label>
  );
}

/** Always in one order, so that ticking and unticking is no change. */
export function toggled<Value>(chosen: readonly Value[], value: Value, isChosen: boolean): Value[] {
  const others = chosen.filter((one) => one !== value);
  return (isChosen ? [...others, value] : others).sort();
}
