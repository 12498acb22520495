// What the last thing done with the automatic top-up has come to. The focus comes here, since the button that was
// pressed is gone by then.
import { useEffect, useRef } from 'preact/hooks';
import { Notice, type NoticeKind } from '../notice.tsx';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import type { RuleResult } from './auto-top-up-work.ts';
import { words } from './words-of-paying-in-automatic.ts';

interface OutcomeProperties {
  readonly result: RuleResult | null;
  readonly failure: Failure | null;
}

export function AutoTopUpOutcome({ result, failure }: OutcomeProperties) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result !== null || failure !== null) place.current?.focus();
  }, [result, failure]);
  if (result === null && failure === null) return null;
  return (
    <div ref={place} class="auto-top-up-outcome" tabIndex={-1}>
      {failure && <ProblemNotice failure={failure} />}
      {result && <Done result={result} />}
    </div>
  );
}

function Done({ result }: { readonly result: RuleResult }) {
  const { kind, title, lead } = saidOf(result);
  return (
    <Notice kind={kind} title={title}>
      {lead && <p>{lead}</p>}
    </Notice>
  );
}

interface Said {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly lead?: string;
}

function saidOf(result: RuleResult): Said {
  const text = words.value;
  switch (result) {
    case 'approved':
      return { kind: 'done', title: text.done.on };
    case 'saved':
      return { kind: 'done', title: text.done.saved };
    case 'mended':
      return { kind: 'done', title: text.mend.done };
    case 'deleted':
      return { kind: 'done', title: text.done.deleted };
    case 'not_made':
      return { kind: 'warning', ...text.done.notApproved };
    case 'not_approved':
      return { kind: 'warning', ...text.done.changeNotApproved };
  }
}
