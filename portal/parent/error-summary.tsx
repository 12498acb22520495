// What must be mended before a form can be sent: a list of links to the fields, which takes the focus when
// it appears, as the public design system has it.
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { words } from './words.ts';

export interface FormMistake {
  /** Of the field to go to. */
  readonly id: string;
  readonly text: string;
}

export function ErrorSummary({ mistakes }: { readonly mistakes: readonly FormMistake[] }) {
  const box = useRef<HTMLDivElement>(null);
  // A new list is a new try, also with the same mistakes.
  useEffect(() => {
    if (mistakes.length > 0) box.current?.focus();
  }, [mistakes]);
  if (mistakes.length === 0) return null;
  return (
    <div ref={box} class="notice notice-error" role="alert" tabIndex={-1}>
      <Icon name="octagon_cross" />
      <div>
        <p class="notice-title">{words.value.errorsIn(mistakes.length)}</p>
        <ul>
          {mistakes.map(({ id, text }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
