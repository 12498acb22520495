// The frame of every page about one child: who it is, what the page is called, and the child's own pages
// to go to. A child that is not the reader's is "not found", as the server says it; one that no longer is, while
// the page stands, is told by name.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChildOverview } from '../../contracts/children.ts';
import { ChildPhoto } from './child-photo.tsx';
import { ChildUnreachable } from './child-unreachable.tsx';
import { childOf, children, loadChildren, unreachableOf } from './children-store.ts';
import { loadClubs } from './clubs-store.ts';
import { Loaded } from './loaded.tsx';
import { AccessEndedPage, NotFoundPage } from './not-found-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { UnlinkSection } from './unlink.tsx';
import { words } from './words.ts';
import './child-frame.css';

export type ChildPageName = 'stamdata' | 'begraensninger' | 'kontoudtog' | 'indbetaling';

interface ChildFrameProperties {
  readonly parameters: Readonly<Record<string, string>>;
  readonly page: ChildPageName;
  readonly children: (child: ChildOverview) => ComponentChildren;
}

/** What each kind of link may open; the server says the same. */
const PAGES_OF: Record<ChildOverview['rights'], readonly ChildPageName[]> = {
  full: ['kontoudtog', 'begraensninger', 'stamdata', 'indbetaling'],
  self: ['kontoudtog', 'stamdata'],
  payer: ['indbetaling'],
};

export function mayOpen(child: ChildOverview, page: ChildPageName): boolean {
  return PAGES_OF[child.rights].includes(page);
}

export function childAddress(child: ChildOverview, page: ChildPageName): string {
  return `/boern/${child.accountId}/${page}`;
}

export function ChildFrame({ parameters, page, children: draw }: ChildFrameProperties) {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    void loadClubs();
    if (children.peek().kind !== 'ok') void loadChildren();
  }, []);
  return (
    <>
      {children.value.kind !== 'ok' && <PageHeading title={words.value.childPages[page]} />}
      <Loaded of={{ state: children.value, reload: () => void loadChildren() }}>
        {(known) => {
          const child = childOf(known, parameters.accountId ?? '');
          const unreachable = unreachableOf(known, parameters.accountId ?? '');
          if (unreachable) {
            return (
              <>
                <PageHeading title={words.value.childPages[page]} />
                <ChildUnreachable link={unreachable} />
              </>
            );
          }
          if (!child && seen.current !== null) return <AccessEndedPage name={seen.current} />;
          if (!child || !mayOpen(child, page)) return <NotFoundPage />;
          seen.current = child.name;
          return (
            <>
              <ChildHead child={child} page={page} />
              {draw(child)}
              {child.rights === 'payer' && <UnlinkSection child={child} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function ChildHead({
  child,
  page,
}: {
  readonly child: ChildOverview;
  readonly page: ChildPageName;
}) {
  const text = words.value.childPages;
  return (
    <>
      <div class="child-head">
        <ChildPhoto child={child} />
        <div>
          <p class="child-head-name">{child.name}</p>
          <PageHeading title={text[page]} />
        </div>
      </div>
      <nav class="child-navigation" aria-label={text.label(child.name)}>
        <ul>
          {PAGES_OF[child.rights].map((name) => (
            <li key={name}>
              <a href={childAddress(child, name)} aria-current={name === page ? 'page' : undefined}>
                {text[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
