// "Tilknyt barn": by the code of the club's letter, or because a club has the parent as a contact. The code
// may come in the address's fragment, which is never sent. What happens next is said, not guessed.
import { useEffect, useState } from 'preact/hooks';
import { Linked, type LinkRequest, type LinkView } from '../../../contracts/links.ts';
import { announce } from '../announcer.tsx';
import { call } from '../api.ts';
import { loadChildren } from '../children-store.ts';
import { clubs, loadClubs } from '../clubs-store.ts';
import { keepDraft } from '../drafts.ts';
import { intentId, settleIntent } from '../intents.ts';
import { useKeptForm } from '../kept-form.ts';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { WorkButton } from '../work-button.tsx';
import { codeOfFragment, groupedCode, isWholeCode } from './link-code.ts';
import './link-child.css';
import { LinkDone } from './link-child-done.tsx';
import { words } from './words-of-link-child.ts';

const FORM = 'link-child';

interface Typed {
  readonly code: string;
  readonly rights: 'full' | 'payer';
}

export default function LinkChildPage(_: PageProperties) {
  const [done, finish] = useState<readonly LinkView[] | null>(null);
  const text = words.value;
  // Whoever must log in first learns it before typing.
  useEffect(() => {
    void loadChildren();
    void loadClubs();
  }, []);
  if (done) return <LinkDone links={done} onMore={() => finish(null)} />;
  return (
    <div class="link-child">
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <CodeForm onDone={finish} />
      {clubs.value.kind === 'ok' && clubs.value.value.linksContacts && (
        <ContactMatch onDone={finish} />
      )}
    </div>
  );
}

interface OnDone {
  readonly onDone: (links: readonly LinkView[]) => void;
}

function CodeForm({ onDone }: OnDone) {
  const text = words.value;
  const [isFromLetter] = useState(takeCodeOfAddress);
  const [typed, type] = useKeptForm<Typed>(FORM, { code: '', rights: 'full' }, isTyped);
  const { code } = typed;
  const [isIncomplete, tellIncomplete] = useState(false);
  const { ask, failure, isBusy } = useAsking(onDone);
  const submit = (event: Event) => {
    event.preventDefault();
    tellIncomplete(!isWholeCode(code));
    if (isWholeCode(code)) void ask({ kind: 'code', code, rights: typed.rights });
    else document.querySelector<HTMLElement>('#link-code')?.focus();
  };
  return (
    <form class="panel link-form" onSubmit={submit} noValidate>
      <h2>{text.byCode.title}</h2>
      <div class="field">
        <label class="form-label" for="link-code">
          {text.byCode.code}
        </label>
        <p class="form-hint" id="link-code-hint">
          {isFromLetter ? text.byCode.fromLetter : text.byCode.hint}
        </p>
        {isIncomplete && (
          <p class="field-error" id="link-code-error">
            {text.byCode.incomplete}
          </p>
        )}
        <input
          id="link-code"
          class="form-input link-code"
          value={code}
          onInput={(event) => type({ ...typed, code: event.currentTarget.value })}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          aria-invalid={isIncomplete}
          aria-describedby={isIncomplete ? 'link-code-error link-code-hint' : 'link-code-hint'}
        />
      </div>
      <fieldset class="field">
        <legend class="form-label">{text.rights.title}</legend>
        {(['full', 'payer'] as const).map((rights) => (
          <label key={rights} class="choice">
            <input
              type="radio"
              name="rights"
              checked={typed.rights === rights}
              onChange={() => type({ ...typed, rights })}
            />
            <span>
              {text.rights[rights].name}
              <span class="link-hint">{text.rights[rights].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {failure && <ProblemNotice failure={failure} />}
      <WorkButton kind="primary" working={text.working} isWorking={isBusy}>
        {text.byCode.submit}
      </WorkButton>
    </form>
  );
}

function ContactMatch({ onDone }: OnDone) {
  const text = words.value.byContact;
  const { ask, failure, isBusy } = useAsking(onDone);
  return (
    <section class="panel link-form">
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {failure && <ProblemNotice failure={failure} />}
      <WorkButton
        working={words.value.working}
        isWorking={isBusy}
        onPress={() => void ask({ kind: 'contact_match' })}
      >
        {text.submit}
      </WorkButton>
    </section>
  );
}

/** One id per intent: a second press, or a try after a lost answer, asks for the same link. */
function useAsking(onDone: OnDone['onDone']) {
  const [failure, fail] = useState<Failure | null>(null);
  const underWay = useUnderWay<'ask'>();
  const asking = async (request: LinkRequest) => {
    fail(null);
    const intent = `link:${JSON.stringify(request)}`;
    const target = `/api/links/${intentId(intent)}`;
    const answer = await call({ method: 'PUT', target, body: request, answer: Linked });
    settleIntent(intent, answer);
    if (answer.kind !== 'ok') {
      fail(answer);
      return;
    }
    announce(words.value.doneTitle);
    void loadChildren();
    onDone(answer.value.links);
  };
  const ask = (request: LinkRequest) => underWay.run('ask', () => asking(request));
  return { ask, failure, isBusy: underWay.name !== null };
}

/** What the letter's address brought stands in the form, and outlives a login that must come first. */
function takeCodeOfAddress(): boolean {
  const code = codeOfFragment(location.hash);
  if (code === null) return false;
  history.replaceState(null, '', location.pathname + location.search);
  keepDraft(FORM, { code: groupedCode(code), rights: 'full' } satisfies Typed);
  return true;
}

function isTyped(value: unknown): value is Typed {
  const typed = value as Partial<Typed> | null;
  return typeof typed?.code === 'string' && (typed.rights === 'full' || typed.rights === 'payer');
}
