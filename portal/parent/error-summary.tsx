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
  const told = mistakes.map(({ text }) => text).join();
  useEffect(() => {
    if (told !== '') box.current?.focus();
  }, [told]);
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
