// An address of the portal at which there is nothing; or nothing any more, for somebody who had it open.
import { children, isOwnCard } from './children-store.ts';
import { PageHeading } from './page-heading.tsx';
import { words } from './words.ts';

export function NotFoundPage() {
  const text = words.value.notFound;
  return (
    <>
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <WayOn />
    </>
  );
}

/** In place of a page about a child that the reader could see until now. */
export function AccessEndedPage({ name }: { readonly name: string }) {
  const text = words.value.accessEnded;
  return (
    <>
      <PageHeading title={text.title(name)}>{text.lead}</PageHeading>
      <WayOn />
    </>
  );
}

function WayOn() {
  const { own, children: all } = words.value.navigation;
  return (
    <a class="button" href="/">
      {isOwnCard(children.value) ? own : all}
    </a>
  );
}
