// What became of a request for a link: the child is there, or the club decides first.
import type { LinkView } from '../../../contracts/links.ts';
import { Notice } from '../notice.tsx';
import { PageHeading } from '../page-heading.tsx';
import { words } from './words-of-link-child.ts';

interface LinkDoneProperties {
  readonly links: readonly LinkView[];
  readonly onMore: () => void;
}

export function LinkDone({ links, onMore }: LinkDoneProperties) {
  const text = words.value;
  return (
    <>
      <PageHeading title={text.doneTitle} />
      {links.map((link) =>
        link.state === 'active' ? (
          <Notice key={link.linkId} kind="done" title={text.linked.title(link.childGivenName)}>
            <p>{text.linked.lead[link.rights]}</p>
          </Notice>
        ) : (
          <Notice key={link.linkId} kind="info" title={text.waiting.title(link.childGivenName)}>
            <p>{text.waiting.lead}</p>
          </Notice>
        ),
      )}
      <div class="button-row">
        <a class="button button-primary" href="/">
          {text.toChildren}
        </a>
        <button type="button" class="button" onClick={onMore}>
          {text.another}
        </button>
      </div>
    </>
  );
}
