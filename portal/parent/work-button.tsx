// A button whose press takes a while: it says what is under way where it was pressed, and aloud without
// interrupting. Meanwhile a press does nothing. What is said aloud stands beside the button, since a dialog
// silences the rest of the page.
import type { ComponentChildren } from 'preact';
import './work-button.css';

interface WorkButtonProperties {
  readonly kind?: 'primary' | 'warning' | 'stop' | 'link';
  /** What the button says while it works: "Spærrer kortet …". */
  readonly working: string;
  readonly isWorking: boolean;
  /** Something else is under way. */
  readonly isBusy?: boolean;
  /** Absent in a form, which is asked itself. */
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

export function WorkButton(properties: WorkButtonProperties) {
  const { kind, working, isWorking, isBusy = false, onPress, children } = properties;
  const isIdle = !isWorking && !isBusy;
  return (
    <>
      <button
        type={onPress ? 'button' : 'submit'}
        class={kind ? `button button-${kind}` : 'button'}
        aria-disabled={!isIdle}
        onClick={() => isIdle && onPress?.()}
      >
        {isWorking && <span class="button-working" aria-hidden="true" />}
        <span>{isWorking ? working : children}</span>
      </button>
      <span class="visually-hidden" role="status">
        {isWorking ? working : ''}
      </span>
    </>
  );
}
