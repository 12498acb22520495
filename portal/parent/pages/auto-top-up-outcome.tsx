// What the last thing done with the automatic top-up has come to. The focus comes here, since the button that was
// pressed is gone by then.
import { useEffect, useRef } from 'preact/hooks';
import type { Ore } from '../../../contracts/ore.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { Notice, type NoticeKind } from '../notice.tsx';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import type { Told } from './auto-top-up-telling.ts';
import { words } from './words-of-paying-in-automatic.ts';

interface OutcomeProperties {
  readonly told: Told | null;
  readonly failure: Failure | null;
}

export function AutoTopUpOutcome({ told, failure }: OutcomeProperties) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told !== null || failure !== null) place.current?.focus();
  }, [told?.said, failure]);
  if (told === null && failure === null) return null;
  return (
    <div ref={place} class="auto-top-up-outcome" tabIndex={-1}>
      {failure && <ProblemNotice failure={failure} />}
      {told && <Done told={told} />}
    </div>
  );
}

function Done({ told }: { readonly told: Told }) {
  const { kind, title, lead } = saidOf(told);
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

function saidOf(told: Told): Said {
  const text = words.value.done;
  switch (told.said) {
    case 'trying':
      return { kind: 'info', title: text.trying(kr(told.amountOre)) };
    case 'paid_in':
      return { kind: 'done', title: text.paidIn(kr(told.amountOre)), lead: `${text.runs}.` };
    case 'approved':
      return { kind: 'done', title: text.on };
    case 'changed':
      return { kind: 'done', title: text.changed };
    case 'saved':
      return { kind: 'done', title: text.saved };
    case 'kept':
      return { kind: 'done', title: text.changeNotApproved.lead };
    case 'renewed':
    case 'mended':
      return { kind: 'done', title: text.runs };
    case 'method_changed':
      return { kind: 'done', title: text.methodChanged };
    case 'deleted':
      return { kind: 'done', title: text.deleted };
    case 'cancelled':
      return { kind: 'done', title: text.cancelled };
    case 'not_made':
      return { kind: 'warning', ...text.notApproved };
    case 'not_approved':
      return { kind: 'warning', ...text.changeNotApproved };
  }
}

function kr(sum: Ore): string {
  return formatWholeOre(sum, language.value);
}
