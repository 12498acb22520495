// "Fjern tilknytning": the end of the reader's own link to the child, said plainly before it is done. The
// child's account, cards and the other parents' links stay.
import { useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../announcer.tsx';
import { loadChildren } from '../children-store.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { go } from '../router.ts';
import { useUnderWay } from '../use-under-way.ts';
import { words as frameWords } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { endLink } from './end-link.ts';
import { words } from './words-of-card.ts';

export function CardUnlink({ child }: { readonly child: ChildOverview }) {
  const text = words.value.unlink;
  const [isAsking, ask] = useState(false);
  const underWay = useUnderWay<'end'>();
  const [failure, fail] = useState<Failure | null>(null);
  // It is made anew at the next login: there is nothing to remove.
  if (child.isOwn) return null;
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
    <section class="section card-section" aria-labelledby="card-unlink">
      <h2 id="card-unlink">{text.title}</h2>
      <p>{text.lead(child.name)}</p>
      <button type="button" class="button" onClick={() => ask(true)}>
        {text.button}
      </button>
      {isAsking && (
        <Dialog
          title={text.sure(child.name)}
          closeLabel={frameWords.value.close}
          onClose={() => ask(false)}
        >
          <p>{text.effect}</p>
          {failure && <ProblemNotice failure={failure} />}
          <div class="dialog-actions">
            <WorkButton
              kind="stop"
              working={words.value.working.unlinked}
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
    </section>
  );
}
