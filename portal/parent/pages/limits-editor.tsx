// The form of the limits: what is typed outlives an ended session and another parent's save. Saving sends
// the version that was seen; a newer one is shown first.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import type { Limits, LimitsInForce } from '../../../contracts/limits.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { loadChildren } from '../children-store.ts';
import { ErrorSummary } from '../error-summary.tsx';
import { useKeptForm } from '../kept-form.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { askBeforeLeaving } from '../router.ts';
import { words as frameWords } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import {
  beginEditing,
  hasChanges,
  inLanguage,
  isLimitsEditing,
  type LimitsEditing,
  meetNewer,
} from './limits-editing.ts';
import { LimitsFields } from './limits-fields.tsx';
import { LIMIT_FIELDS, type LimitMistakes, readLimits, type TypedLimits } from './limits-form.ts';
import { LimitsNews } from './limits-news.tsx';
import { saveLimits } from './save-limits.ts';
import { words } from './words-of-limits.ts';

interface LimitsEditorProperties {
  readonly child: ChildOverview;
  readonly inForce: LimitsInForce;
  readonly onSaved: (inForce: LimitsInForce) => void;
}

export function LimitsEditor({ child, inForce, onSaved }: LimitsEditorProperties) {
  const target = `/api/accounts/${child.accountId}/limits`;
  const [editing, edit] = useKeptForm<LimitsEditing>(
    target,
    beginEditing(inForce, language.value),
    isLimitsEditing,
  );
  const [mistakes, tell] = useState<LimitMistakes>({});
  const [failure, fail] = useState<Failure | null>(null);
  const [isBusy, beBusy] = useState(false);
  const [hasSaved, sayItIsSaved] = useState(false);
  const latest = useRef(editing);
  latest.current = editing;

  // A newer version comes in by another parent's save, also while a session was being opened again.
  useEffect(() => {
    if (inForce.version > latest.current.version) edit(meetNewer(latest.current, inForce));
  }, [inForce]);
  useEffect(() => {
    if (language.value !== editing.language) edit(inLanguage(latest.current, language.value));
  }, [language.value]);

  useEffect(
    () => askBeforeLeaving(() => hasChanges(latest.current) && !confirm(words.peek().leave)),
    [],
  );

  const type = (change: Partial<TypedLimits>) => {
    sayItIsSaved(false);
    edit({ ...editing, typed: { ...editing.typed, ...change } });
  };
  const accept = (saved: LimitsInForce) => {
    edit(beginEditing(saved, language.value));
    sayItIsSaved(true);
    announce(words.value.saved);
    onSaved(saved);
    void loadChildren();
  };
  const save = async (limits: Limits) => {
    beBusy(true);
    fail(null);
    const saved = await saveLimits(target, limits, editing.version);
    if (saved.kind === 'saved') accept(saved.inForce);
    else if (saved.kind === 'failed') fail(saved.failure);
    else {
      edit(meetNewer(latest.current, saved.inForce));
      onSaved(saved.inForce);
    }
    beBusy(false);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const read = readLimits(editing.typed, editing.language);
    tell(read.ok ? {} : read.mistakes);
    if (read.ok && !isBusy) void save(read.limits);
  };

  const text = words.value;
  // In the order of the form; a new list at each try.
  const summary = useMemo(
    () =>
      LIMIT_FIELDS.flatMap((field) => {
        const mistake = mistakes[field];
        if (mistake === undefined) return [];
        return [
          { id: `limits-${field}`, text: `${text.fields[field]}: ${text.mistakes[mistake]}` },
        ];
      }),
    [mistakes, text],
  );
  const isChanged = hasChanges(editing);
  return (
    <form class="limits" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={summary} />
      <LimitsNews editing={editing} child={child} setBy={inForce.setBy} />
      <LimitsFields
        child={child}
        inForce={inForce}
        editing={editing}
        mistakes={mistakes}
        type={type}
      />
      {failure && <ProblemNotice failure={failure} />}
      <div class="limits-save">
        <WorkButton kind="primary" working={frameWords.value.saving} isWorking={isBusy}>
          {text.save}
        </WorkButton>
        <p class="quiet">{isChanged ? text.unsaved : hasSaved ? text.saved : ''}</p>
      </div>
    </form>
  );
}
