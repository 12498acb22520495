// Which kinds of messages there are, folded away below the levels: those that cannot be turned off, those that need
// the reader, and the rest.
import type { Rights } from '../../../contracts/links.ts';
import { noticeKinds } from './notice-kinds.ts';
import { words } from './words-of-notice-kinds.ts';

export function MyNoticeKinds({ rights }: { readonly rights: readonly Rights[] }) {
  const text = words.value;
  return (
    <details class="me-kinds">
      <summary>{text.title}</summary>
      {noticeKinds(rights).map(({ group, kinds }) => (
        <div key={group}>
          <h4>{text[group]}</h4>
          <ul>
            {kinds.map((kind) => (
              <li key={kind}>{text.kinds[kind]}</li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
