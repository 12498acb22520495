// Who takes over: a touch on the name, then the PIN. Four digits send themselves; a longer PIN goes on.
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OperatorId } from '../../contracts/ids.ts';
import type { TillOperator } from '../../contracts/operators.ts';
import { DigitPad } from '../ui/digit-pad.tsx';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import type { Answer } from './api.ts';
import { Mistake } from './mistake.tsx';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { answerWords } from './words-of-answers.ts';
import './operator-picker.css';

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
  // Signals, since digits may come faster than the screen is drawn.
  const pin = useSignal('');
  const isWaiting = useSignal(false);
  const refusal = useSignal<Answer<unknown> | null>(null);
  const fifthDigit = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => () => clearTimeout(fifthDigit.current), []);

  const submit = async () => {
    clearTimeout(fifthDigit.current);
    const whole = pin.value;
    if (isWaiting.value || whole.length < SHORTEST_PIN) return;
    isWaiting.value = true;
    const answer = await till.signIn(operator.operatorId, whole);
    isWaiting.value = false;
    pin.value = '';
    if (answer.kind === 'ok') {
      pinLengths.set(operator.operatorId, whole.length);
      onSignedIn();
    } else refusal.value = answer;
  };

  const type = (digit: string) => {
    if (isWaiting.value || pin.value.length >= LONGEST_PIN) return;
    clearTimeout(fifthDigit.current);
    pin.value += digit;
    refusal.value = null;
    const known = pinLengths.get(operator.operatorId);
    if (pin.value.length === (known ?? LONGEST_PIN)) void submit();
    else if (known === undefined && pin.value.length === SHORTEST_PIN) {
      fifthDigit.current = setTimeout(() => void submit(), FIFTH_DIGIT_MS);
    }
  };

  const erase = () => {
    clearTimeout(fifthDigit.current);
    pin.value = pin.value.slice(0, -1);
  };

  return (
    <div class="pin">
      <h2 ref={heading} tabIndex={-1}>
        {text.pinOf(operator.name)}
      </h2>
      <p class="pin-dots" role="img" aria-label={text.digits(pin.value.length)}>
        {Array.from({ length: Math.max(SHORTEST_PIN, pin.value.length) }, (_, place) => (
          <span
            key={place}
            class={place < pin.value.length ? 'pin-dot pin-dot-typed' : 'pin-dot'}
          />
        ))}
      </p>
      <div role="alert">
        {refusal.value && <Mistake>{answerWords(refusal.value, language.value)}</Mistake>}
      </div>
      <DigitPad
        eraseLabel={text.erase}
        onDigit={type}
        onErase={erase}
        onEnter={() => void submit()}
      />
      <div class="pin-actions">
        <button type="button" class="button" onClick={onBack}>
          {text.back}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={isWaiting.value || pin.value.length < SHORTEST_PIN}
          onClick={() => void submit()}
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
