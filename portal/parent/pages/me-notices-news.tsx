// What was changed elsewhere while the reader was choosing: each with what now holds, and where both changed
// the same one, what the reader has chosen. Nothing is saved until the reader saves again.
import { formatClock } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { childOf, children } from '../children-store.ts';
import { Notice } from '../notice.tsx';
import { accountOf, type NoticeEditing, type NoticeField } from './notice-settings-editing.ts';
import { levelIn, type NoticeForm } from './notice-settings-form.ts';
import { words } from './words-of-me.ts';

export function MyNoticesNews({ editing }: { readonly editing: NoticeEditing }) {
  if (editing.news.length === 0) return null;
  const text = words.value.notices.news;
  return (
    <Notice kind="warning" title={text.title} alert>
      <p>{text.lead}</p>
      <ul class="me-news">
        {editing.news.map((field) => (
          <li key={field}>
            <strong>{nameOf(field)}</strong>: {choiceInWords(editing.seen, field)}
            {editing.clashes.includes(field) && (
              <span> {text.clash(choiceInWords(editing.typed, field))}</span>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function nameOf(field: NoticeField): string {
  const text = words.value.notices;
  if (field === 'email' || field === 'push' || field === 'quiet') return text[field];
  const { value: known } = children;
  const child = known.kind === 'ok' ? childOf(known.value, accountOf(field)) : null;
  return child?.name ?? text.levels;
}

function choiceInWords(form: NoticeForm, field: NoticeField): string {
  const text = words.value.notices;
  if (field === 'email' || field === 'push') return form[field] ? text.news.on : text.news.off;
  if (field !== 'quiet') return text.level[levelIn(form, accountOf(field))];
  if (!form.isQuiet) return text.news.off;
  const clock = (time: string) => formatClock(time, language.value);
  return `${clock(form.from)}–${clock(form.until)}`;
}
