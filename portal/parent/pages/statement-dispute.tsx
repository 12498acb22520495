// "Det var ikke mit barn": reports a purchase to the club, with a few words if the parent has any. A second
// press, or a try after a lost answer, is the same report.
import { useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { Dispute, type DisputeRequest, type StatementLine } from '../../../contracts/statement.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { call } from '../api.ts';
import { childAddress } from '../child-frame.tsx';
import { hasDraft } from '../drafts.ts';
import { intentId, settleIntent } from '../intents.ts';
import { useKeptForm } from '../kept-form.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { lineTitle } from './statement-line-words.ts';
import { words } from './words-of-statement.ts';

const LONGEST_TEXT = 500;

interface DisputeProperties {
  readonly child: ChildOverview;
  readonly line: StatementLine;
  readonly onReported: () => void;
}

export function StatementDispute(properties: DisputeProperties) {
  const [isOpen, open] = useState(() => hasDisputeDraft(properties));
  return (
    <>
      <p>
        <button type="button" class="button" onClick={() => open(true)}>
          {titleFor(properties.child)}
        </button>
      </p>
      {isOpen && <DisputeDialog {...properties} onClose={() => open(false)} />}
    </>
  );
}

function DisputeDialog({
  child,
  line,
  onReported,
  onClose,
}: DisputeProperties & { readonly onClose: () => void }) {
  const text = words.value.dispute;
  const { accountId } = child;
  const { sequence } = line;
  const [typed, type] = useKeptForm(formOf({ child, line }), '', isText);
  const [failure, fail] = useState<Failure | null>(null);
  const underWay = useUnderWay<'report'>();
  const report = async () => {
    fail(null);
    const body: DisputeRequest = { sequence, text: typed.trim() };
    const intent = `dispute:${accountId}:${JSON.stringify(body)}`;
    const target = `/api/accounts/${accountId}/disputes/${intentId(intent)}`;
    const answer = await call({ method: 'PUT', target, body, answer: Dispute });
    settleIntent(intent, answer);
    if (answer.kind !== 'ok') {
      fail(answer);
      return;
    }
    announce(text.sent);
    onClose();
    onReported();
  };
  const when = formatRecently(Date.parse(line.occurredAt), Date.now(), language.value);
  return (
    <Dialog title={titleFor(child)} closeLabel={common.value.close} onClose={onClose}>
      <p>{text.purchase(lineTitle(line, language.value), when)}</p>
      <p>{text.lead}</p>
      <p>
        <a href={childAddress(child, 'stamdata')}>{text.block}</a>
      </p>
      <div class="field statement-report">
        <label class="form-label" for="dispute-text">
          {text.text}
        </label>
        <p class="form-hint" id="dispute-hint">
          {text.hint}
        </p>
        <textarea
          id="dispute-text"
          class="form-input"
          rows={4}
          maxLength={LONGEST_TEXT}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
          aria-describedby="dispute-hint"
        />
      </div>
      {failure && <ProblemNotice failure={failure} />}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {common.value.cancel}
        </button>
        <WorkButton
          kind="primary"
          working={text.sending}
          isWorking={underWay.name === 'report'}
          onPress={() => void underWay.run('report', report)}
        >
          {text.send}
        </WorkButton>
      </div>
    </Dialog>
  );
}

function titleFor({ isOwn }: ChildOverview): string {
  const text = words.value.dispute;
  return isOwn ? text.openOwn : text.open;
}

/** Whether a report of this line was being written when the session ended: it stands open again. */
export function hasDisputeDraft(about: Pick<DisputeProperties, 'child' | 'line'>): boolean {
  return hasDraft(formOf(about));
}

function formOf({ child, line }: Pick<DisputeProperties, 'child' | 'line'>): string {
  return `dispute:${child.accountId}:${line.sequence}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
