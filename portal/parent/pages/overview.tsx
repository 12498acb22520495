// "Mine børn": one card per child over all clubs, and the links that are not there yet.
import { useEffect } from 'preact/hooks';
import { children, loadChildren } from '../children-store.ts';
import { Loaded } from '../loaded.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { words } from '../words.ts';

export function OverviewPage(_: PageProperties) {
  useEffect(() => void loadChildren(), []);
  return (
    <>
      <PageHeading title={words.value.navigation.children} />
      <Loaded of={{ state: children.value, reload: () => void loadChildren() }}>
        {(known) => (
          <ul>
            {known.children.map((child) => (
              <li key={child.accountId}>{child.name}</li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}
