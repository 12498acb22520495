// A linked child whose account gave no answer, while the others' did: who it is, and a button to try again.
import { useState } from 'preact/hooks';
import type { LinkView } from '../../contracts/links.ts';
import { announce } from './announcer.tsx';
import { children, loadChildren } from './children-store.ts';
import { Notice } from './notice.tsx';
import { words } from './words.ts';

export function ChildUnreachable({
  link: { linkId, childGivenName },
}: {
  readonly link: LinkView;
}) {
  const [isTrying, beTrying] = useState(false);
  const { loading, tryAgain, childUnreachable } = words.value;
  const title = childUnreachable.title(childGivenName);
  const again = async () => {
    if (isTrying) return;
    beTrying(true);
    await loadChildren();
    beTrying(false);
    const now = children.peek();
    const isStill = now.kind === 'ok' && now.value.unreachable.some((one) => one.linkId === linkId);
    if (isStill) announce(title);
    // The button that had the focus is gone with the notice.
    else document.querySelector('h1')?.focus({ preventScroll: true });
  };
  return (
    <Notice kind="warning" title={title}>
      <p>{childUnreachable.advice}</p>
      <button type="button" class="button" aria-disabled={isTrying} onClick={() => void again()}>
        {isTrying ? loading : tryAgain}
        <span class="visually-hidden"> {childGivenName}</span>
      </button>
    </Notice>
  );
}
