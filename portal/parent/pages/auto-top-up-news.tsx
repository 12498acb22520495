// What has happened to the rule while it was being edited, most likely by the reader in another tab. What was
// typed still stands; nothing of it is saved.
import { language } from '../../ui/language.ts';
import { Notice } from '../notice.tsx';
import type { RuleEditing } from './auto-top-up-editing.ts';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { words } from './words-of-paying-in-automatic.ts';

export function AutoTopUpNews({ editing }: { readonly editing: RuleEditing }) {
  const text = words.value.form.news;
  if (editing.news === null) return null;
  return (
    <Notice kind="warning" title={text.title} alert>
      {editing.seen === null ? (
        editing.news === 'gone' && <p>{text.gone}</p>
      ) : (
        <p>
          {text.lead} <strong>{ruleSentence(editing.seen, words.value, language.value)}</strong>
        </p>
      )}
    </Notice>
  );
}
