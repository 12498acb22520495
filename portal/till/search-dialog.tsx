// Finds a child without a card by name: at most eight faces, then why there is no card. Shown to staff only;
// the server decides who may, and logs each face.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PresentationId } from '../../contracts/ids.ts';
import {
  type ChildSearchResult,
  type FoundChild,
  MOST_FOUND_CHILDREN,
  NamedReason,
  SMALLEST_SEARCH_LENGTH,
} from '../../contracts/presentations.ts';
import { Dialog } from '../ui/dialog.tsx';
import { language } from '../ui/language.ts';
import { PhotoFrame } from '../ui/photo-frame.tsx';
import type { Answer } from './api.ts';
import { Mistake } from './mistake.tsx';
import type { Till } from './till.ts';
import { words } from './words.ts';
import { answerWords } from './words-of-answers.ts';
import './search-dialog.css';

/** A pause between two keys; each search shows faces, so none is made in passing. */
const TYPING_PAUSE_MS = 300;

interface SearchDialogProperties {
  readonly till: Till;
  readonly onClose: () => void;
}

export function SearchDialog({ till, onClose }: SearchDialogProperties) {
  const text = words.value.search;
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<FoundChild | null>(null);
  const answer = useSearch(till, query.trim());
  return (
    <Dialog title={text.title} closeLabel={words.value.close} kind="search" onClose={onClose}>
      {chosen ? (
        <WhyWithoutCard till={till} child={chosen} onBack={() => setChosen(null)} />
      ) : (
        <>
          <label class="form-label" for="search-query">
            {text.query}
          </label>
          <input
            id="search-query"
            class="form-input"
            type="search"
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            aria-describedby="search-hint"
            autocomplete="off"
            spellcheck={false}
            autofocus
          />
          <p id="search-hint" class="form-hint">
            {text.hint} {text.logged}
          </p>
          <Found answer={answer} query={query.trim()} onChoose={setChosen} />
        </>
      )}
    </Dialog>
  );
}

function useSearch(till: Till, query: string): Answer<ChildSearchResult> | 'searching' | null {
  const [answer, setAnswer] = useState<Answer<ChildSearchResult> | 'searching' | null>(null);
  useEffect(() => {
    if (query.length < SMALLEST_SEARCH_LENGTH) return setAnswer(null);
    let isCurrent = true;
    const pause = setTimeout(async () => {
      setAnswer('searching');
      const found = await till.findChildren(query);
      if (isCurrent) setAnswer(found);
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(pause);
    };
  }, [till, query]);
  return answer;
}

interface FoundProperties {
  readonly answer: Answer<ChildSearchResult> | 'searching' | null;
  readonly query: string;
  readonly onChoose: (child: FoundChild) => void;
}

function Found({ answer, query, onChoose }: FoundProperties) {
  const children =
    answer && answer !== 'searching' && answer.kind === 'ok' ? answer.value.children : [];
  return (
    <>
      <p class="search-state" role="status">
        {query.length < SMALLEST_SEARCH_LENGTH ? '' : foundWords(answer)}
      </p>
      <ul class="faces">
        {children.map((child) => (
          <li key={child.accountId}>
            <button type="button" class="button face" onClick={() => onChoose(child)}>
              <PhotoFrame photo={child.photo} description="" withoutPhoto="" />
              <span>{child.childName}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function foundWords(answer: FoundProperties['answer']): string {
  const text = words.value.search;
  if (answer === null) return '';
  if (answer === 'searching') return text.searching;
  if (answer.kind !== 'ok') return answerWords(answer, language.value);
  const count = answer.value.children.length;
  if (count === 0) return text.none;
  return count < MOST_FOUND_CHILDREN ? text.found(count) : text.most;
}

interface WhyProperties {
  readonly till: Till;
  readonly child: FoundChild;
  readonly onBack: () => void;
}

function WhyWithoutCard({ till, child, onBack }: WhyProperties) {
  const text = words.value.search;
  const [reason, setReason] = useState<NamedReason>(child.suggestedReason);
  const [isWaiting, setWaiting] = useState(false);
  const [answer, setAnswer] = useState<Answer<unknown> | null>(null);
  // One id for one showing: tried again after a lost answer, it is still the same showing.
  const showing = useRef({ reason, presentationId: crypto.randomUUID() as PresentationId });
  const show = async () => {
    if (isWaiting) return;
    if (showing.current.reason !== reason) {
      showing.current = { reason, presentationId: crypto.randomUUID() as PresentationId };
    }
    setWaiting(true);
    setAnswer(await till.present(child, showing.current.presentationId, reason));
    setWaiting(false);
  };
  return (
    <div class="why">
      <div class="why-face">
        <PhotoFrame
          photo={child.photo}
          description={words.value.child.photoOf(child.childName)}
          withoutPhoto={words.value.child.noPhoto}
        />
        <h3>{child.childName}</h3>
      </div>
      <fieldset>
        <legend class="form-label">{text.why}</legend>
        {NamedReason.options.map((option) => (
          <label key={option} class="choice">
            <input
              type="radio"
              name="reason"
              checked={reason === option}
              onChange={() => setReason(option)}
            />
            {text.reasons[option]}
          </label>
        ))}
      </fieldset>
      <div role="alert">
        {answer && answer.kind !== 'ok' && <Mistake>{answerWords(answer, language.value)}</Mistake>}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onBack}>
          {text.back}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={isWaiting}
          onClick={() => void show()}
        >
          {text.show(child.childName)}
        </button>
      </div>
    </div>
  );
}
