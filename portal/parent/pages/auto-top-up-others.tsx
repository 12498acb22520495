// The rules of other guardians for the same child: to look at, not to change.
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { language } from '../../ui/language.ts';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { words } from './words-of-paying-in-automatic.ts';

export function OthersRules({ rules }: { readonly rules: readonly AutoTopUpRule[] }) {
  const text = words.value;
  if (rules.length === 0) return null;
  return (
    <div class="auto-top-up-others">
      <h3>{text.others.title}</h3>
      <p class="quiet">{text.others.lead}</p>
      <ul>
        {rules.map((rule) => (
          <li key={rule.ruleId} class="panel">
            <p>{ruleSentence(rule.terms, text, language.value)}</p>
            <p class="quiet">
              {text.others.way[rule.terms.provider]} · {text.states[rule.state]}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
