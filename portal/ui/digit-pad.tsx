// Ten digits to touch, and the same digits on the keyboard while the pad is on the screen.
// Deliberately absent: what the digits mean.
import { useLayoutEffect } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface DigitPadProperties {
  readonly eraseLabel: string;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onEnter: () => void;
  /** A key in the lower left corner. */
  readonly extra?: string;
}

export function DigitPad({ eraseLabel, onDigit, onErase, onEnter, extra }: DigitPadProperties) {
  // Before the next key can come, not after the next picture: a PIN is typed fast.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const onButton = event.target instanceof HTMLButtonElement;
      if (/^\d$/.test(event.key)) onDigit(event.key);
      else if (event.key === 'Backspace') onErase();
      else if (event.key === 'Enter' && !onButton) onEnter();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  return (
    <div class="digit-pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <button key={digit} type="button" class="button" onClick={() => onDigit(digit)}>
          {digit}
        </button>
      ))}
      {extra ? (
        <button type="button" class="button" onClick={() => onDigit(extra)}>
          {extra}
        </button>
      ) : (
        <span />
      )}
      <button type="button" class="button" onClick={() => onDigit('0')}>
        0
      </button>
      <button type="button" class="button button-quiet" aria-label={eraseLabel} onClick={onErase}>
        <Icon name="erase" />
      </button>
    </div>
  );
}
