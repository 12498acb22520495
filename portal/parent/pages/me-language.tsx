// The language of pushes and e-mails. It is saved at once, and the portal speaks it, too.
import { useState } from 'preact/hooks';
import { Language } from '../../../contracts/me.ts';
import { language } from '../../ui/language.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

export function MyLanguage({ me, onChanged }: DetailsProperties) {
  const text = words.value.language;
  const { change, failure, isBusy } = useChange(onChanged);
  // Shown as chosen at once; back to what the server has when it did not take it.
  const [chosen, show] = useState(me.language);
  const choose = async (wanted: Language) => {
    if (isBusy) return;
    show(wanted);
    const answer = await change({ what: 'language', body: { language: wanted } });
    if (answer.kind === 'ok') language.value = wanted;
    else show(me.language);
  };
  return (
    <section class="me-part">
      <fieldset aria-describedby="me-language-use">
        <legend>
          <h2>{text.title}</h2>
        </legend>
        <p class="quiet" id="me-language-use">
          {text.use}
        </p>
        <div class="me-row">
          {Language.options.map((option) => (
            <label key={option} class="choice">
              <input
                type="radio"
                name="language"
                checked={chosen === option}
                onChange={() => void choose(option)}
              />
              {text[option]}
            </label>
          ))}
        </div>
      </fieldset>
      {failure && <ProblemNotice failure={failure} />}
    </section>
  );
}
