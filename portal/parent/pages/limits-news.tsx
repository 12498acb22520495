// What the other parent has changed while the reader was typing: each rule with what now holds, and where
// both changed the same one, what the reader has typed. Nothing is saved until the reader saves again.
import type { ChildOverview } from '../../../contracts/children.ts';
import type { LimitsInForce } from '../../../contracts/limits.ts';
import { Notice } from '../notice.tsx';
import { limitInWords } from './limit-in-words.ts';
import type { LimitsEditing } from './limits-editing.ts';
import { typedLimits } from './limits-form.ts';
import { words } from './words-of-limits.ts';

interface LimitsNewsProperties {
  readonly editing: LimitsEditing;
  readonly child: ChildOverview;
  /** Who set what is in force. */
  readonly setBy: LimitsInForce['setBy'];
}

export function LimitsNews({ editing, child, setBy }: LimitsNewsProperties) {
  if (editing.news.length === 0) return null;
  const text = words.value;
  const who = setBy?.name ?? text.news.setters[setBy?.role ?? 'guardian'];
  const inForce = typedLimits(editing.seen, editing.language);
  return (
    <Notice kind="warning" title={text.news.title(who, child.name)} alert>
      <p>{text.news.lead}</p>
      <ul class="limits-news">
        {editing.news.map((field) => (
          <li key={field}>
            <strong>{text.fields[field]}</strong>:{' '}
            {limitInWords(field, inForce, text, editing.language)}
            {editing.clashes.includes(field) && (
              <span>
                {' '}
                {text.news.clash(limitInWords(field, editing.typed, text, editing.language))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
