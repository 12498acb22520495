// A second card came while another child's cart is open. "No" and Escape both keep the first child.
import { Dialog } from '../ui/dialog.tsx';
import { PhotoFrame } from '../ui/photo-frame.tsx';
import type { ShownChild } from './sale-state.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import './switch-dialog.css';

interface SwitchDialogProperties {
  readonly till: Till;
  readonly present: ShownChild;
  readonly next: ShownChild;
}

export function SwitchDialog({ till, present, next }: SwitchDialogProperties) {
  const text = words.value.switchChild;
  const answer = (switchChild: boolean) =>
    till.happen({
      type: 'switch_answered',
      nextPresentationId: next.presentationId,
      switchChild,
    });
  return (
    <Dialog title={text.title} closeLabel={words.value.cancel} onClose={() => answer(false)}>
      <p>{text.lead(next.childName, present.childName)}</p>
      <div class="switch-choices">
        {[present, next].map((child) => (
          <button
            key={child.presentationId}
            type="button"
            class={child === next ? 'button button-primary switch-choice' : 'button switch-choice'}
            onClick={() => answer(child === next)}
          >
            <PhotoFrame photo={child.photo} description="" withoutPhoto="" />
            {child === next ? text.yes(next.childName) : text.no(present.childName)}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
