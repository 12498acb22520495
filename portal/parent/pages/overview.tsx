// "Mine børn": one card per child over all clubs, and the links that are not there yet. One request tells
// it all; the places' names come beside and are waited for by nothing.
import { useEffect } from 'preact/hooks';
import type { Children } from '../../../contracts/children.ts';
import { ChildUnreachable } from '../child-unreachable.tsx';
import { children, isOwnCard, loadChildren } from '../children-store.ts';
import { loadClubs } from '../clubs-store.ts';
import { Loaded } from '../loaded.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import './overview.css';
import { OverviewChild } from './overview-child.tsx';
import { OverviewLink } from './overview-link.tsx';
import { words } from './words-of-overview.ts';

export function OverviewPage(_: PageProperties) {
  useEffect(() => {
    void loadChildren();
    void loadClubs();
  }, []);
  const { title, ownTitle } = words.value;
  const state = children.value;
  const isOwn = isOwnCard(state);
  return (
    <>
      <PageHeading title={isOwn ? ownTitle : title} />
      <Loaded of={{ state, reload: () => void loadChildren() }}>
        {(known) => <Overview known={known} isOwn={isOwn} />}
      </Loaded>
    </>
  );
}

interface OverviewProperties {
  readonly known: Children;
  readonly isOwn: boolean;
}

function Overview({ known, isOwn }: OverviewProperties) {
  const text = words.value;
  const hasOthers = known.otherLinks.length > 0;
  const none = hasOthers ? text.noneNow : text.none;
  return (
    <>
      {known.children.length + known.unreachable.length === 0 && (
        <div class="panel overview-none">
          <h2>{none.title}</h2>
          <p>{none.lead}</p>
          <a class={hasOthers ? 'button' : 'button button-primary'} href="/tilknyt">
            {text.link}
          </a>
        </div>
      )}
      <ul class="overview-children">
        {known.children.map((child) => (
          <OverviewChild key={child.accountId} child={child} />
        ))}
        {known.unreachable.map((link) => (
          <li key={link.linkId}>
            <ChildUnreachable link={link} />
          </li>
        ))}
      </ul>
      {hasOthers && (
        <section class="section overview-links" aria-labelledby="overview-links">
          <h2 id="overview-links">{text.links.title}</h2>
          <ul>
            {known.otherLinks.map((link) => (
              <OverviewLink key={link.linkId} link={link} />
            ))}
          </ul>
        </section>
      )}
      {known.children.length + known.unreachable.length > 0 && !isOwn && (
        <p class="overview-more">
          <a class="button" href="/tilknyt">
            {text.link}
          </a>
        </p>
      )}
    </>
  );
}
