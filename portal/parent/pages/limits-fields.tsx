// The fields of the limits: three amounts with what is used of them, kinds of goods, days, hours, clubs.
import type { ChildOverview } from '../../../contracts/children.ts';
import type { LimitsInForce, SpentOfLimit } from '../../../contracts/limits.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { Icon } from '../../ui/icon.tsx';
import { language } from '../../ui/language.ts';
import { clubName, knownClubs } from '../clubs-store.ts';
import { Choice, Choices, toggled } from './limits-choices.tsx';
import type { LimitsEditing } from './limits-editing.ts';
import { type LimitMistakes, type TypedLimits, WEEKDAYS } from './limits-form.ts';
import { words } from './words-of-limits.ts';

interface FieldsProperties {
  readonly child: ChildOverview;
  readonly inForce: LimitsInForce;
  readonly editing: LimitsEditing;
  readonly mistakes: LimitMistakes;
  readonly type: (change: Partial<TypedLimits>) => void;
}

type AmountField = 'perPurchase' | 'perDay' | 'perWeek';

export function LimitsFields(properties: FieldsProperties) {
  const { child, inForce } = properties;
  return (
    <>
      <fieldset class="panel limits-group">
        <legend>{words.value.amounts}</legend>
        <Amount {...properties} field="perPurchase" spent={null} />
        <Amount {...properties} field="perDay" spent={inForce.today} />
        <Amount {...properties} field="perWeek" spent={inForce.thisWeek} />
      </fieldset>
      <Categories {...properties} />
      <Weekdays {...properties} />
      <Hours {...properties} />
      {child.clubIds.length > 1 && <Clubs {...properties} />}
    </>
  );
}

interface AmountProperties extends FieldsProperties {
  readonly field: AmountField;
  readonly spent: SpentOfLimit | null;
}

function Amount({ editing, mistakes, type, field, spent }: AmountProperties) {
  const text = words.value;
  const id = `limits-${field}`;
  const mistake = mistakes[field];
  return (
    <div class="field">
      <label class="form-label" for={id}>
        {text.fields[field]}
      </label>
      <p class="form-hint" id={`${id}-hint`}>
        {text.amountHint}
      </p>
      {mistake && (
        <p class="field-error" id={`${id}-error`}>
          {text.mistakes[mistake]}
        </p>
      )}
      <span class="limits-amount">
        <input
          id={id}
          class="form-input form-input-short"
          inputMode="decimal"
          autocomplete="off"
          maxLength={12}
          value={editing.typed[field]}
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake ? `${id}-error ${id}-hint` : `${id}-hint`}
          onInput={(event) => type({ [field]: event.currentTarget.value })}
        />
        <span aria-hidden="true">{text.kroner}</span>
      </span>
      {spent && <Spent spent={spent} window={field === 'perDay' ? 'today' : 'thisWeek'} />}
    </div>
  );
}

interface SpentProperties {
  readonly spent: SpentOfLimit;
  readonly window: 'today' | 'thisWeek';
}

function Spent({ spent: { spentOre, limitOre }, window }: SpentProperties) {
  const text = words.value.spent[window];
  const amount = formatWholeOre(spentOre, language.value);
  if (limitOre === null) return <p class="limits-spent">{text.withoutLimit(amount)}</p>;
  const isReached = spentOre >= limitOre;
  return (
    <>
      <p class={isReached ? 'limits-spent limits-reached' : 'limits-spent'}>
        {isReached && <Icon name="triangle_look" />}
        {text.ofLimit(amount, formatWholeOre(limitOre, language.value))}
        {isReached && ` ${words.value.spent.reached}`}
      </p>
      <progress
        class="limits-bar"
        value={Math.min(spentOre, limitOre)}
        max={Math.max(limitOre, 1)}
        aria-hidden="true"
      />
    </>
  );
}

function Categories({ child, editing, type }: FieldsProperties) {
  const text = words.value;
  const { blockedCategories } = editing.typed;
  const named = new Map<string, string>(
    knownClubs()
      .filter((club) => child.clubIds.includes(club.clubId))
      .flatMap((club) => club.categories.map(({ categoryId, name }) => [categoryId, name])),
  );
  // A kind that no club sells any more stays blocked until a parent says otherwise.
  for (const id of blockedCategories) if (!named.has(id)) named.set(id, id);
  if (named.size === 0) return null;
  return (
    <Choices
      field="blockedCategories"
      hint={child.isOwn ? text.own.categoriesHint : text.categoriesHint}
    >
      {[...named].map(([id = '', name = '']) => (
        <Choice
          key={id}
          name={name}
          lang="da"
          isChosen={blockedCategories.includes(id)}
          onChoose={(is) => type({ blockedCategories: toggled(blockedCategories, id, is) })}
        />
      ))}
    </Choices>
  );
}

function Weekdays({ editing, mistakes, type }: FieldsProperties) {
  const { weekdays } = editing.typed;
  return (
    <Choices field="weekdays" mistake={mistakes.weekdays} isRow>
      {WEEKDAYS.map((day) => (
        <Choice
          key={day}
          name={words.value.weekdayNames.split(' ')[day - 1] ?? ''}
          isChosen={weekdays.includes(day)}
          onChoose={(is) => type({ weekdays: toggled(weekdays, day, is) })}
        />
      ))}
    </Choices>
  );
}

function Hours({ editing, mistakes, type }: FieldsProperties) {
  const text = words.value;
  const { hours } = editing.typed;
  const input = (end: 'from' | 'until') => (
    <label class="limits-time">
      <span>{text.hours[end]}</span>
      <input
        class="form-input"
        type="time"
        value={hours[end]}
        aria-invalid={mistakes.hours !== undefined}
        onInput={(event) => type({ hours: { ...hours, [end]: event.currentTarget.value } })}
      />
    </label>
  );
  return (
    <Choices field="hours" mistake={mistakes.hours}>
      {[false, true].map((isLimited) => (
        <label key={String(isLimited)} class="choice">
          <input
            type="radio"
            name="hours"
            checked={hours.isLimited === isLimited}
            onChange={() => type({ hours: { ...hours, isLimited } })}
          />
          {isLimited ? text.hours.limited : text.hours.all}
        </label>
      ))}
      {hours.isLimited && (
        <div class="limits-times">
          {input('from')}
          {input('until')}
        </div>
      )}
    </Choices>
  );
}

function Clubs({ child, editing, mistakes, type }: FieldsProperties) {
  const text = words.value;
  const { clubs } = editing.typed;
  const ids = [...new Set<string>([...child.clubIds, ...(clubs ?? [])])];
  return (
    <Choices field="clubs" mistake={mistakes.clubs}>
      {ids.map((id) => (
        <Choice
          key={id}
          name={clubName(id)}
          isChosen={clubs === null || clubs.includes(id)}
          onChoose={(is) => {
            const chosen = toggled(clubs ?? ids, id, is);
            type({ clubs: ids.every((one) => chosen.includes(one)) ? null : chosen });
          }}
        />
      ))}
      <p class="form-hint">{text.clubsHint}</p>
    </Choices>
  );
}
