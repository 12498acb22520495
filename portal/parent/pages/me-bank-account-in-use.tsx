// The bank account as it stands, whether payouts wait for a change of it, and the way to remove it, which needs a
// login made just now like a change does.
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { Notice } from '../notice.tsx';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { loginAddress } from '../session.ts';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

export function BankAccountInUse({
  me,
  onChanged,
  onChange,
}: DetailsProperties & { readonly onChange: () => void }) {
  const text = words.value;
  const { change, failure, isBusy } = useChange(onChanged);
  const needsLogin = isLoginTooOld(failure);
  const { bankAccount, payoutsHeldUntil: heldUntil } = me;
  const isHeld = heldUntil !== null && Date.parse(heldUntil) > Date.now();
  const remove = () => {
    if (isBusy) return;
    void change({ method: 'DELETE', what: 'bank-account', said: text.removed });
  };
  return (
    <>
      <p class="me-value">{bankAccount?.masked ?? text.none}</p>
      {bankAccount && <p class="quiet">{text.bank.changedAt(recently(bankAccount.changedAt))}</p>}
      {isHeld && <Notice kind="info" title={text.bank.held(recently(heldUntil))} />}
      {needsLogin && (
        <NeedsLogin title={text.bank.freshTitleToRemove} lead={text.bank.freshLeadToRemove} />
      )}
      {failure && !needsLogin && <ProblemNotice failure={failure} />}
      <div class="button-row">
        <button type="button" class="button" onClick={onChange}>
          {bankAccount ? text.change : text.add}
          <span class="visually-hidden"> {text.bank.title}</span>
        </button>
        {bankAccount && (
          <button type="button" class="button button-quiet" aria-disabled={isBusy} onClick={remove}>
            {text.remove}
            <span class="visually-hidden"> {text.bank.title}</span>
          </button>
        )}
      </div>
    </>
  );
}

interface NeedsLoginProperties {
  readonly title: string;
  readonly lead: string;
  /** What is to be done before the page is left for the e-ID. */
  readonly onLeave?: () => void;
}

export function NeedsLogin({ title, lead, onLeave }: NeedsLoginProperties) {
  const logOn = () => {
    onLeave?.();
    location.assign(loginAddress({ fresh: true }));
  };
  return (
    <Notice kind="warning" title={title} alert>
      <p>{lead}</p>
      <button type="button" class="button button-primary" onClick={logOn}>
        {words.value.bank.freshButton}
      </button>
    </Notice>
  );
}

export function isLoginTooOld(failure: Failure | null): boolean {
  return failure?.kind === 'problem' && failure.problem.code === 'fresh_login_required';
}

function recently(at: string): string {
  return formatRecently(Date.parse(at), Date.now(), language.value);
}
