// "Fjern tilknytning": the end of the reader's own link to the child, said plainly before it is done. The
// child's account, cards and the other parents' links stay.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ChildOverview } from '../../contracts/children.ts';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from './announcer.tsx';
import { loadChildren } from './children-store.ts';
import { endLink } from './pages/end-link.ts';
import { type Failure, ProblemNotice } from './problem-notice.tsx';
import { go } from './router.ts';
import { useUnderWay } from './use-under-way.ts';
import { words as frameWords } from './words.ts';
import { words } from './words-of-unlink.ts';
import { WorkButton } from './work-button.tsx';
import './unlink.css';

interface UnlinkProperties {
  readonly child: ChildOverview;
}

/** At the foot of a page about the child. */
export function UnlinkSection({ child }: UnlinkProperties) {
  const text = words.value;
  // It is made anew at the next login: there is nothing to remove.
  if (child.isOwn) return null;
  return (
    <section class="section unlink" aria-labelledby="unlink">
      <h2 id="unlink">{text.title}</h2>
      <p>{text.lead[child.rights === 'payer' ? 'payer' : 'full'](child.name)}</p>
      <UnlinkButton child={child}>{text.button}</UnlinkButton>
    </section>
  );
}

interface ButtonProperties extends UnlinkProperties {
  readonly children: ComponentChildren;
}

export function UnlinkButton({ child, children }: ButtonProperties) {
  const text = words.value;
  const [isAsking, ask] = useState(false);
  const underWay = useUnderWay<'end'>();
  const [failure, fail] = useState<Failure | null>(null);
  const end = async () => {
    fail(null);
    const answer = await endLink(child.linkId);
    if (answer.kind !== 'ok') {
      fail(answer);
      return;
    }
    ask(false);
    announce(text.done(child.name));
    go('/');
    await loadChildren();
  };
  return (
    <>
      <button type="button" class="button" onClick={() => ask(true)}>
        {children}
      </button>
      {isAsking && (
        <Dialog
          title={text.sure(child.name)}
          closeLabel={frameWords.value.close}
          onClose={() => ask(false)}
        >
          <p>{text.effect[child.rights === 'payer' ? 'payer' : 'full']}</p>
          {failure && <ProblemNotice failure={failure} />}
          <div class="dialog-actions">
            <WorkButton
              kind="stop"
              working={text.working}
              isWorking={underWay.name === 'end'}
              onPress={() => void underWay.run('end', end)}
            >
              {text.button}
            </WorkButton>
            <button type="button" class="button" onClick={() => ask(false)}>
              {frameWords.value.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
