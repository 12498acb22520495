// The rules of other guardians for the same child: to look at, not to change.
import type { AutoTopUpRule } from '../../../contracts/auto-top-ups.ts';
import { language } from '../../ui/language.ts';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { words } from './words-of-paying-in-automatic.ts';

export function OthersRules({
  rules,
  hasOwn,
}: {
  readonly rules: readonly AutoTopUpRule[];
  readonly hasOwn: boolean;
}) {
  const text = words.value;
  const { one, oneToo, several, severalToo } = text.others;
  if (rules.length === 0) return null;
  const title = rules.length === 1 ? (hasOwn ? oneToo : one) : hasOwn ? severalToo : several;
  return (
    <div class="auto-top-up-others">
      <h3>{title}</h3>
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
