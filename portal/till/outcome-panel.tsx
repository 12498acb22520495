// What just happened, told apart by colour, by the shape of the sign and in words; sounds.ts has the tone.
import { formatOre } from '../../contracts/ore.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { type Language, language } from '../ui/language.ts';
import type { PriceChange } from './cart.ts';
import type { Outcome, OutcomeTone } from './sale-state.ts';
import { words } from './words.ts';
import { type ProblemWords, problemWords } from './words-of-problems.ts';
import './outcome-panel.css';

const SIGNS: Record<OutcomeTone, IconName> = {
  done: 'circle_check',
  look: 'triangle_look',
  not_possible: 'octagon_cross',
};

interface OutcomePanelProperties {
  readonly outcome: Outcome;
  readonly size: 'large' | 'small';
}

export function OutcomePanel({ outcome, size }: OutcomePanelProperties) {
  const text = words.value.outcome;
  const said = outcomeWords(outcome, language.value);
  const changes = changesOf(outcome);
  return (
    <section
      class={`outcome outcome-${outcome.tone} outcome-${size}`}
      aria-label={`${text.region}: ${text[outcome.tone]}`}
    >
      <Icon name={SIGNS[outcome.tone]} />
      <div>
        <h2>{said.title}</h2>
        {said.advice && <p>{said.advice}</p>}
        {changes.length > 0 && (
          <ul>
            {changes.map((change) => (
              <li key={change.name}>{changeWords(change)}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** What an outcome says, for the eye and for a screen reader alike. */
export function outcomeWords({ says }: Outcome, spoken: Language): ProblemWords {
  const text = words.value.outcome;
  switch (says.kind) {
    case 'bought':
      return {
        title: says.childName ? text.boughtBy(says.childName) : text.bought,
        advice: formatOre(says.totalOre, spoken),
      };
    case 'undone':
      return { title: text.undone, advice: formatOre(says.totalOre, spoken) };
    case 'problem':
      return problemWords(says.problem, spoken);
    case 'read_failed':
      return {
        title: words.value.readFailed[says.failure],
        advice: words.value.readFailedAdvice[says.failure],
      };
    case 'no_answer_yet':
      return { title: text.no_answer_yet(says.childName), advice: text.no_answer_yetAdvice };
    case 'shown_too_long':
    case 'not_kept':
    case 'cart_full':
    case 'prices_changed':
      return { title: text[says.kind], advice: text[`${says.kind}Advice`] };
  }
}

function changesOf({ says }: Outcome): readonly PriceChange[] {
  return says.kind === 'problem' || says.kind === 'prices_changed' ? says.changes : [];
}

function changeWords({ name, fromOre, toOre }: PriceChange): string {
  const text = words.value.outcome;
  if (toOre === null) return text.removed(name);
  return text.changed(name, formatOre(fromOre, language.value), formatOre(toOre, language.value));
}
