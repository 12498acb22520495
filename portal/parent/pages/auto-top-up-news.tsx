// What has happened to the rule while it was being edited, most likely by the reader in another tab. What was
// typed still stands; nothing of it is saved.
import { language } from '../../ui/language.ts';
import { Notice } from '../notice.tsx';
import type { RuleEditing } from './auto-top-up-editing.ts';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { words as ruleWords } from './words-of-paying-in-automatic.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

export function AutoTopUpNews({ editing }: { readonly editing: RuleEditing }) {
  const text = words.value.news;
  if (editing.news === null) return null;
  return (
    <Notice kind="warning" title={text[editing.news]} alert>
      {editing.seen === null ? (
        editing.news === 'gone' && <p>{text.goneLead}</p>
      ) : (
        <p>
          {text.lead} <strong>{ruleSentence(editing.seen, ruleWords.value, language.value)}</strong>
        </p>
      )}
    </Notice>
  );
}
