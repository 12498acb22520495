// The head of every page: its name as h1 and in the browser's tab. When the reader came by a link inside
// the portal, focus moves here, as it would at the top of a newly loaded page.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { address } from './router.ts';
import { words } from './words.ts';

interface PageHeadingProperties {
  readonly title: string;
  /** One line under the name. */
  readonly children?: ComponentChildren;
}

let headed: string | null = null;

export function PageHeading({ title, children }: PageHeadingProperties) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = address.value;
  useEffect(() => {
    document.title = `${title} – ${words.value.siteName}`;
  }, [title, words.value]);
  useEffect(() => {
    // The very first page keeps the focus where the browser put it. A page that takes another's place at
    // the same address, as the login page does, is a new page; the same one in another language is not.
    const here = `${path} ${title}`;
    if (headed !== null && headed !== here) heading.current?.focus({ preventScroll: true });
    headed = here;
  }, [path]);
  return (
    <div class="page-heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children && <p class="page-lead">{children}</p>}
    </div>
  );
}
