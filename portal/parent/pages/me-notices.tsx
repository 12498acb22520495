// What the reader is told: a level per child, the channels, a quiet time. One versioned set; when it was
// changed elsewhere meanwhile, what was typed stays and the difference is said before anything is saved.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { Me, NoticeLevel } from '../../../contracts/me.ts';
import { call } from '../api.ts';
import { children, isOwnCard, loadChildren } from '../children-store.ts';
import { useKeptForm } from '../kept-form.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { focusField } from './me-field.tsx';
import { MyNoticeKinds } from './me-notice-kinds.tsx';
import { MyNoticesNews } from './me-notices-news.tsx';
import {
  beginNoticeEditing,
  hasNoticeChanges,
  isNoticeEditing,
  meetNewerNotices,
  type NoticeEditing,
} from './notice-settings-editing.ts';
import { levelIn, type NoticeForm, noticeChangeOf } from './notice-settings-form.ts';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

export function MyNotices({ me, onChanged }: DetailsProperties) {
  const text = words.value.notices;
  const [editing, edit] = useKeptForm<NoticeEditing>(
    'my-notices',
    beginNoticeEditing(me.notices),
    isNoticeEditing,
  );
  const form = editing.typed;
  // What is chosen while an answer is awaited is not lost with it.
  const latest = useRef(editing);
  latest.current = editing;
  const [isWrong, tellWrong] = useState(false);
  const [hasSaved, sayItIsSaved] = useState(false);
  const { change, failure, isBusy, forgive } = useChange(onChanged);
  useEffect(() => {
    if (children.peek().kind !== 'ok') void loadChildren();
  }, []);
  const type = (typed: Partial<NoticeForm>) => {
    sayItIsSaved(false);
    edit({ ...editing, typed: { ...form, ...typed } });
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = noticeChangeOf(form);
    tellWrong(!body);
    if (!body) return focusField('me-quiet-from');
    if (isBusy) return;
    const answer = await change({ what: 'notices', body, ifMatch: form.version });
    if (answer.kind === 'ok') {
      const saved = beginNoticeEditing(answer.value.notices);
      const { typed } = latest.current;
      const isUntouched = typed === form;
      edit(isUntouched ? saved : { ...saved, typed: { ...typed, version: saved.seen.version } });
      sayItIsSaved(isUntouched);
    } else if (answer.kind === 'problem' && answer.problem.code === 'version_conflict') {
      await meetNewer();
    }
  };
  const meetNewer = async () => {
    const newer = await call({ method: 'GET', target: '/api/me', answer: Me });
    if (newer.kind !== 'ok') return;
    onChanged(newer.value);
    forgive();
    const met = meetNewerNotices(latest.current, newer.value.notices);
    // What an answer that was lost has saved already is what was wanted.
    const isSaved = hasNoticeChanges(latest.current) && !hasNoticeChanges(met);
    edit(isSaved ? beginNoticeEditing(newer.value.notices) : met);
    sayItIsSaved(isSaved);
  };
  return (
    <section class="me-part" id="beskeder" aria-labelledby="me-notices">
      <h2 id="me-notices">{text.title}</h2>
      <p class="quiet">{text.use}</p>
      <form class="me-notices" onSubmit={(event) => void submit(event)} noValidate>
        <Levels form={form} isOwn={me.isChild || isOwnCard(children.value)} onEdit={type} />
        {!me.isChild && <MyNoticeKinds rights={linkedChildren().map(({ rights }) => rights)} />}
        <Channels form={form} hasEmail={me.email?.confirmed === true} onEdit={type} />
        <Quiet form={form} isWrong={isWrong} onEdit={type} />
        <MyNoticesNews editing={editing} />
        {failure && <ProblemNotice failure={failure} />}
        <div class="button-row">
          <WorkButton kind="primary" working={common.value.saving} isWorking={isBusy}>
            {common.value.save}
          </WorkButton>
          {hasSaved && <p class="me-saved">{common.value.saved}</p>}
        </div>
      </form>
    </section>
  );
}

function linkedChildren(): readonly ChildOverview[] {
  const { value: known } = children;
  return known.kind === 'ok' ? known.value.children : [];
}

interface EditProperties {
  readonly form: NoticeForm;
  readonly onEdit: (typed: Partial<NoticeForm>) => void;
}

function Levels({ form, isOwn, onEdit }: EditProperties & { readonly isOwn: boolean }) {
  const text = words.value.notices;
  const linked = linkedChildren();
  if (linked.length === 0) return null;
  return (
    <div>
      <h3>{isOwn ? text.ownLevels : text.levels}</h3>
      {linked.map(({ accountId, name, rights }) => (
        <fieldset key={accountId}>
          <legend class="form-label">{name}</legend>
          {NoticeLevel.options.map((level) => (
            <label key={level} class="choice">
              <input
                type="radio"
                name={`level-${accountId}`}
                checked={levelIn(form, accountId) === level}
                onChange={() => onEdit({ levels: { ...form.levels, [accountId]: level } })}
              />
              <span>
                {text.level[level]}
                <span class="me-hint">
                  {(rights === 'payer' ? text.payerHint : text.levelHint)[level]}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function Channels({ form, hasEmail, onEdit }: EditProperties & { readonly hasEmail: boolean }) {
  const text = words.value.notices;
  return (
    <fieldset>
      <legend>
        <h3>{text.channels}</h3>
      </legend>
      <label class="choice">
        <input
          type="checkbox"
          checked={form.email}
          onChange={(event) => onEdit({ email: event.currentTarget.checked })}
        />
        <span>
          {text.email}
          {!hasEmail && <span class="me-hint">{text.emailNeeds}</span>}
        </span>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={form.push}
          onChange={(event) => onEdit({ push: event.currentTarget.checked })}
        />
        <span>
          {text.push}
          <span class="me-hint">{text.pushHint}</span>
        </span>
      </label>
    </fieldset>
  );
}

function Quiet({ form, isWrong, onEdit }: EditProperties & { readonly isWrong: boolean }) {
  const text = words.value.notices;
  return (
    <fieldset>
      <legend>
        <h3>{text.quiet}</h3>
      </legend>
      <label class="choice">
        <input
          type="checkbox"
          checked={form.isQuiet}
          onChange={(event) => onEdit({ isQuiet: event.currentTarget.checked })}
        />
        <span>
          {text.quietUse}
          <span class="me-hint">{text.quietHint}</span>
        </span>
      </label>
      {form.isQuiet && (
        <div class="me-row">
          {isWrong && (
            <p class="field-error" id="me-quiet-error">
              {text.quietWrong}
            </p>
          )}
          {(['from', 'until'] as const).map((end) => (
            <label key={end}>
              <span class="form-label">{text[end]}</span>
              <input
                id={`me-quiet-${end}`}
                class="form-input form-input-short"
                type="time"
                value={form[end]}
                onInput={(event) => onEdit({ [end]: event.currentTarget.value })}
                aria-invalid={isWrong}
                aria-describedby={isWrong ? 'me-quiet-error' : undefined}
              />
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
