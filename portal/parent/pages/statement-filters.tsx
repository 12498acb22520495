// Shows some of a statement's lines only: of a kind of goods, a place or a kind of entry. What can be chosen
// is what the child's clubs have, and what the period knows besides, as of a club that the child has left.
import { useId, useRef, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { KIND_NAMES } from '../../../contracts/entry-names.ts';
import type { CategoryId } from '../../../contracts/ids.ts';
import { EntryKind, type Place, type Statement } from '../../../contracts/statement.ts';
import { language } from '../../ui/language.ts';
import { categoryName, clubName, knownClubs, placeName } from '../clubs-store.ts';
import { type Choices, isFiltered, placeOfValue, placeValue } from './statement-address.ts';
import { words } from './words-of-statement.ts';

interface FiltersProperties {
  readonly child: ChildOverview;
  readonly statement: Statement;
  readonly choices: Choices;
  readonly onChoose: (chosen: Partial<Choices>) => void;
}

export function StatementFilters({ child, statement, choices, onChoose }: FiltersProperties) {
  const text = words.value.filters;
  const [isOpenAtFirst] = useState(isFiltered(choices));
  const summary = useRef<HTMLElement>(null);
  const clear = () => {
    // The button goes with the filters that it clears; the focus must not go with it.
    summary.current?.focus();
    onChoose({ categoryId: null, clubId: null, salesPointId: null, kind: null });
  };
  return (
    <details class="statement-filters" open={isOpenAtFirst}>
      <summary ref={summary}>{text.title}</summary>
      <div class="statement-selects">
        <Select
          label={text.kind}
          value={choices.kind ?? ''}
          options={EntryKind.options.map((kind) => [kind, KIND_NAMES[language.value][kind]])}
          onSelect={(value) => onChoose({ kind: EntryKind.safeParse(value).data ?? null })}
        />
        <Select
          label={text.category}
          lang="da"
          value={choices.categoryId ?? ''}
          options={categoriesOf(child, statement, choices)}
          onSelect={(value) => onChoose({ categoryId: (value || null) as CategoryId | null })}
        />
        <Select
          label={text.place}
          value={placeValue(choices)}
          options={placesOf(child, statement, choices)}
          onSelect={(value) => onChoose(placeOfValue(value))}
        />
      </div>
      {isFiltered(choices) && (
        <div class="statement-filtered">
          <p class="quiet">{text.note}</p>
          <button type="button" class="button" onClick={clear}>
            {text.clear}
          </button>
        </div>
      )}
    </details>
  );
}

interface SelectProperties {
  readonly label: string;
  /** Of the options, where they are the clubs' own words. */
  readonly lang?: 'da';
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onSelect: (value: string) => void;
}

function Select({ label, lang, value, options, onSelect }: SelectProperties) {
  const id = useId();
  return (
    <div>
      <label class="form-label" for={id}>
        {label}
      </label>
      <select
        id={id}
        class="form-input"
        value={value}
        onChange={(event) => onSelect(event.currentTarget.value)}
      >
        <option value="">{words.value.filters.all}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option} lang={lang}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

type Options = SelectProperties['options'];

function categoriesOf(child: ChildOverview, statement: Statement, choices: Choices): Options {
  const ids = new Set<string>(statement.byCategory.map(({ categoryId }) => categoryId));
  for (const club of clubsOf(child)) {
    for (const { categoryId } of club.categories) ids.add(categoryId);
  }
  if (choices.categoryId !== null) ids.add(choices.categoryId);
  return [...ids].map((id) => [id, categoryName(id)]);
}

function placesOf(child: ChildOverview, statement: Statement, choices: Choices): Options {
  const places = new Map<string, string>();
  const add = (place: Place) => places.set(placeValue(place), placeName(place));
  for (const club of clubsOf(child)) {
    places.set(club.clubId, words.value.filters.wholeClub(club.name));
    for (const { salesPointId } of club.salesPoints) add({ clubId: club.clubId, salesPointId });
  }
  for (const { clubId, salesPointId } of statement.byPlace) add({ clubId, salesPointId });
  const chosen = placeValue(choices);
  if (chosen !== '' && !places.has(chosen)) places.set(chosen, clubName(choices.clubId ?? ''));
  return [...places];
}

function clubsOf(child: ChildOverview) {
  return knownClubs().filter(({ clubId }) => child.clubIds.includes(clubId));
}
