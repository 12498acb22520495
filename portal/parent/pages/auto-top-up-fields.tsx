// The sentence with its fields: when, and how much. Each field has a name of its own beside its place in the
// sentence.
import type { ComponentChildren } from 'preact';
import { isLateDay } from '../../../contracts/auto-top-ups.ts';
import { language } from '../../ui/language.ts';
import { fieldId, mistakeWords } from './auto-top-up-mistakes.ts';
import type { TermMistakes, TermsBounds, TypedTerms } from './auto-top-up-terms.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

interface FieldsProperties {
  readonly typed: TypedTerms;
  readonly bounds: TermsBounds;
  readonly mistakes: TermMistakes;
  readonly type: (change: Partial<TypedTerms>) => void;
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

export function AutoTopUpFields(properties: FieldsProperties) {
  const text = words.value;
  return (
    <>
      <fieldset
        class="auto-top-up-part"
        id={fieldId('when')}
        tabIndex={-1}
        aria-describedby={properties.mistakes.when ? `${fieldId('when')}-error` : undefined}
      >
        <legend>{text.when}</legend>
        <Mistake {...properties} field="when" />
        <Mistake {...properties} field="below" />
        {properties.bounds.mayUseThreshold && <ByBalance {...properties} />}
        <ByDay {...properties} />
      </fieldset>
      <fieldset class="auto-top-up-part">
        <legend>{text.howMuch}</legend>
        <Mistake {...properties} field="amount" />
        <Mistake {...properties} field="most" />
        <p class="auto-top-up-line">
          <span class="auto-top-up-phrase">
            <span>{text.put}</span>
            <Amount {...properties} field="amount" />
            <span>{text.in}</span>
          </span>{' '}
          <span class="auto-top-up-phrase">
            <span>{text.most}</span>
            <Amount {...properties} field="most" />
            <span>{text.monthly}</span>
          </span>
        </p>
      </fieldset>
    </>
  );
}

function ByBalance(properties: FieldsProperties) {
  const { typed, type } = properties;
  return (
    <div class="auto-top-up-line">
      <Trigger
        isChosen={typed.byBalance}
        choose={(byBalance) => type({ byBalance })}
        isOnlyOne={false}
      >
        {words.value.balance}
      </Trigger>
      <Amount {...properties} field="below" isOff={!typed.byBalance} />
    </div>
  );
}

function ByDay({ typed, bounds, type }: FieldsProperties) {
  const text = words.value;
  return (
    <>
      <div class="auto-top-up-line">
        <Trigger
          isChosen={typed.byDay}
          choose={(byDay) => type({ byDay })}
          isOnlyOne={!bounds.mayUseThreshold}
        >
          {text.byDay}
        </Trigger>
        <select
          class="form-input auto-top-up-day"
          aria-label={text.fields.day}
          value={String(typed.day)}
          onChange={(event) => type({ day: Number(event.currentTarget.value), byDay: true })}
        >
          {DAYS.map((day) => (
            <option key={day} value={String(day)}>
              {text.dayOption(day)}
            </option>
          ))}
        </select>
        <span>{text.everyMonth}</span>
      </div>
      {typed.byDay && isLateDay(typed.day) && <p class="form-hint">{text.lateDay}</p>}
    </>
  );
}

interface TriggerProperties {
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
  /** A payer has no choice: there is the day alone. */
  readonly isOnlyOne: boolean;
  readonly children: string;
}

function Trigger({ isChosen, choose, isOnlyOne, children }: TriggerProperties) {
  if (isOnlyOne) return <span>{children}</span>;
  return (
    <label class="choice auto-top-up-trigger">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
      {children}
    </label>
  );
}

interface AmountProperties extends FieldsProperties {
  readonly field: 'below' | 'amount' | 'most';
  readonly isOff?: boolean;
}

function Amount({ typed, mistakes, type, field, isOff = false }: AmountProperties) {
  const text = words.value;
  const id = fieldId(field);
  return (
    <span class="auto-top-up-amount">
      <input
        id={id}
        class={isOff ? 'form-input auto-top-up-off' : 'form-input'}
        inputMode="decimal"
        autocomplete="off"
        maxLength={9}
        lang={language.value}
        value={typed[field]}
        aria-label={text.fields[field]}
        aria-invalid={mistakes[field] !== undefined}
        aria-describedby={mistakes[field] ? `${id}-error` : undefined}
        onInput={(event) => {
          const { value } = event.currentTarget;
          type(field === 'below' ? { below: value, byBalance: true } : { [field]: value });
        }}
      />
      <span aria-hidden="true">{text.kroner}</span>
    </span>
  );
}

interface MistakeProperties extends FieldsProperties {
  readonly field: keyof TermMistakes;
}

function Mistake({ mistakes, bounds, field }: MistakeProperties): ComponentChildren {
  const mistake = mistakes[field];
  if (mistake === undefined) return null;
  return (
    <p class="field-error" id={`${fieldId(field)}-error`}>
      {words.value.fields[field]}: {mistakeWords(mistake, bounds)}
    </p>
  );
}
