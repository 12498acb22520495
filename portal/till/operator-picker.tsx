// Who takes over: a touch on the name, then the PIN. Four digits send themselves; a longer PIN goes on.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OperatorId } from '../../contracts/ids.ts';
import type { TillOperator } from '../../contracts/operators.ts';
import { DigitPad } from '../ui/digit-pad.tsx';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { problemWords } from './words-of-problems.ts';

const SHORTEST_PIN = 4;
const LONGEST_PIN = 6;
/** Time for a fifth digit, where it is not known that the PIN has four. */
const FIFTH_DIGIT_MS = 450;

interface OperatorPickerProperties {
  readonly till: Till;
  readonly onSignedIn: () => void;
}

export function OperatorPicker({ till, onSignedIn }: OperatorPickerProperties) {
  const [chosen, setChosen] = useState<TillOperator | null>(null);
  const text = words.value.operators;
  if (chosen) {
    return (
      <PinEntry
        till={till}
        operator={chosen}
        onBack={() => setChosen(null)}
        onSignedIn={onSignedIn}
      />
    );
  }
  if (till.operators.value.length === 0) return <p>{text.none}</p>;
  return (
    <ul class="operators">
      {till.operators.value.map((operator) => (
        <li key={operator.operatorId}>
          <button type="button" class="button operator" onClick={() => setChosen(operator)}>
            <Icon name="person" />
            <span>{operator.name}</span>
            {operator.kind === 'youth' && <span class="tag">{text.youth}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface PinEntryProperties {
  readonly till: Till;
  readonly operator: TillOperator;
  readonly onBack: () => void;
  readonly onSignedIn: () => void;
}

function PinEntry({ till, operator, onBack, onSignedIn }: PinEntryProperties) {
  const text = words.value.operators;
  const [pin, setPin] = useState('');
  const [isWaiting, setWaiting] = useState(false);
  const [mistake, setMistake] = useState<(() => string) | null>(null);
  const fifthDigit = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => () => clearTimeout(fifthDigit.current), []);

  const submit = async (whole: string) => {
    clearTimeout(fifthDigit.current);
    if (isWaiting || whole.length < SHORTEST_PIN) return;
    setWaiting(true);
    const answer = await till.signIn(operator.operatorId, whole);
    setWaiting(false);
    if (answer.kind === 'ok') {
      pinLengths.set(operator.operatorId, whole.length);
      return onSignedIn();
    }
    setPin('');
    setMistake(() => () => {
      if (answer.kind === 'unreachable') return words.value.operators.unreachable;
      const { title, advice } = problemWords(answer.problem, language.value);
      return `${title}. ${advice}`;
    });
  };

  const type = (digit: string) => {
    if (isWaiting || pin.length >= LONGEST_PIN) return;
    clearTimeout(fifthDigit.current);
    const whole = pin + digit;
    setPin(whole);
    setMistake(null);
    const known = pinLengths.get(operator.operatorId);
    if (whole.length === (known ?? LONGEST_PIN)) void submit(whole);
    else if (known === undefined && whole.length === SHORTEST_PIN) {
      fifthDigit.current = setTimeout(() => void submit(whole), FIFTH_DIGIT_MS);
    }
  };

  return (
    <div class="pin">
      <h3 ref={heading} tabIndex={-1}>
        {text.pinOf(operator.name)}
      </h3>
      <p class="pin-dots" role="img" aria-label={text.digits(pin.length)}>
        {Array.from({ length: Math.max(SHORTEST_PIN, pin.length) }, (_, place) => (
          <span key={place} class={place < pin.length ? 'pin-dot pin-dot-typed' : 'pin-dot'} />
        ))}
      </p>
      <div role="alert">
        {mistake && (
          <p class="alert alert-error">
            <Icon name="octagon_cross" />
            {mistake()}
          </p>
        )}
      </div>
      <DigitPad
        eraseLabel={text.erase}
        onDigit={type}
        onErase={() => {
          clearTimeout(fifthDigit.current);
          setPin(pin.slice(0, -1));
        }}
        onEnter={() => void submit(pin)}
      />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onBack}>
          {text.back}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={isWaiting || pin.length < SHORTEST_PIN}
          onClick={() => void submit(pin)}
        >
          {text.submit}
        </button>
      </div>
    </div>
  );
}

/**
 * How long each operator's PIN proved to be, for as long as the page stands: it then sends itself at once.
 * Not kept longer, since the length of a PIN is a part of its secret.
 */
const pinLengths = new Map<OperatorId, number>();
