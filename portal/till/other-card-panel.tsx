// A card was refused beside another child's open sale. Says that it was another card, and has the cashier say
// that the sale goes on with the child in the photo.
import type { Problem } from '../../contracts/problems.ts';
import { Icon } from '../ui/icon.tsx';
import { type Language, language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { type ProblemWords, problemWords } from './words-of-problems.ts';
import './outcome-panel.css';

interface OtherCardPanelProperties {
  readonly till: Till;
  readonly problem: Problem;
  /** The child whose sale is open. */
  readonly presentName: string;
}

export function OtherCardPanel({ till, problem, presentName }: OtherCardPanelProperties) {
  const text = words.value.outcome;
  const said = otherCardWords(problem, language.value);
  return (
    <section class="outcome outcome-look outcome-small" aria-label={`${text.region}: ${text.look}`}>
      <Icon name="triangle_look" />
      <div>
        <h2>{said.title}</h2>
        <p>{said.advice}</p>
        <button
          type="button"
          class="button outcome-go-on"
          onClick={() => till.happen({ type: 'other_card_read' })}
        >
          {words.value.otherCard.goOn(presentName)}
        </button>
      </div>
    </section>
  );
}

/** The same for the eye and for a screen reader. */
export function otherCardWords(problem: Problem, spoken: Language): ProblemWords {
  const { title, advice } = problemWords(problem, spoken);
  return { title: words.value.otherCard.title, advice: `${title}. ${advice}` };
}
