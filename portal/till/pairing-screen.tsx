// Pairs this screen with a till by the code that a club leader shows. A code whose answer was lost is kept
// and asked again under the same id.
import { useState } from 'preact/hooks';
import { PairingCode } from '../../contracts/pairings.ts';
import { Icon } from '../ui/icon.tsx';
import { language } from '../ui/language.ts';
import type { Answer } from './api.ts';
import { Mistake } from './mistake.tsx';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { answerWords } from './words-of-answers.ts';
import './pairing-screen.css';

type Mistaken = Answer<unknown> | 'incomplete';

export function PairingScreen({ till }: { readonly till: Till }) {
  const text = words.value.pairing;
  const [typed, setTyped] = useState(grouped(till.unansweredCode ?? ''));
  const [isWaiting, setWaiting] = useState(false);
  const [mistake, setMistake] = useState<Mistaken | null>(null);

  const pair = async () => {
    const code = PairingCode.safeParse(typed);
    if (!code.success) {
      setMistake('incomplete');
      return;
    }
    setWaiting(true);
    setMistake(null);
    const answer = await till.pair(code.data);
    setWaiting(false);
    if (answer.kind !== 'ok') setMistake(answer);
  };

  return (
    <main class="panel-screen">
      <form
        class="panel pairing"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWaiting) void pair();
        }}
      >
        <h1>{text.title}</h1>
        {till.wasUnpaired.value && (
          <p class="alert alert-warning">
            <Icon name="triangle_look" />
            {text.unpaired}
          </p>
        )}
        <p id="pairing-lead">{text.lead}</p>
        <label class="form-label" for="pairing-code">
          {text.code}
        </label>
        <input
          id="pairing-code"
          class="form-input pairing-code"
          value={typed}
          onInput={(event) => setTyped(grouped(event.currentTarget.value))}
          aria-describedby="pairing-lead pairing-mistake"
          aria-invalid={mistake !== null}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={20}
        />
        <div id="pairing-mistake" role="alert">
          {mistake && <Mistake>{mistakeWords(mistake)}</Mistake>}
        </div>
        <button type="submit" class="button button-primary" aria-disabled={isWaiting}>
          {isWaiting ? text.waiting : text.submit}
        </button>
      </form>
    </main>
  );
}

function mistakeWords(mistake: Mistaken): string {
  const text = words.value.pairing;
  if (mistake === 'incomplete') return text.incomplete;
  return mistake.kind === 'unreachable' ? text.unreachable : answerWords(mistake, language.value);
}

/** "abcd1234" as it is shown to the leader: "ABCD-1234". */
function grouped(typed: string): string {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  return plain.length > 4 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}
