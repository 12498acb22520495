// An address of the portal at which there is nothing.
import { PageHeading } from './page-heading.tsx';
import { words } from './words.ts';

export function NotFoundPage() {
  const text = words.value.notFound;
  return (
    <>
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <a class="button" href="/">
        {words.value.navigation.children}
      </a>
    </>
  );
}
