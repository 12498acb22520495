// The bank account for payouts. A change needs a login made just now: what is typed waits in this tab until
// the reader is back from it.
import { useEffect, useState } from 'preact/hooks';
import { BankAccountChange } from '../../../contracts/me.ts';
import { keepDraft } from '../drafts.ts';
import { useKeptForm } from '../kept-form.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useHeldFocus } from '../use-held-focus.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { BankAccountInUse, isLoginTooOld, NeedsLogin } from './me-bank-account-in-use.tsx';
import { Field, focusField } from './me-field.tsx';
import { bareDigits } from './own-numbers.ts';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

const FORM = 'my-bank-account';

type Typed = BankAccountChange;

export function MyBankAccount({ me, onChanged }: DetailsProperties) {
  const text = words.value;
  const part = useHeldFocus();
  const [typed, type] = useKeptForm<Typed | null>(FORM, null, isTyped);
  const [isBack] = useState(typed !== null);
  return (
    <section ref={part} class="me-part" aria-labelledby="me-bank">
      <h2 id="me-bank">{text.bank.title}</h2>
      <p class="quiet">{text.bank.use}</p>
      {typed === null ? (
        <BankAccountInUse
          me={me}
          onChanged={onChanged}
          onChange={() => type({ registrationNumber: '', accountNumber: '' })}
        />
      ) : (
        <BankForm
          typed={typed}
          isBack={isBack}
          onType={type}
          onChanged={onChanged}
          onClose={() => type(null)}
        />
      )}
    </section>
  );
}

interface BankFormProperties {
  readonly typed: Typed;
  /** Whether the reader comes from the login that a save asked for. */
  readonly isBack: boolean;
  readonly onType: (typed: Typed) => void;
  readonly onChanged: DetailsProperties['onChanged'];
  readonly onClose: () => void;
}

function BankForm({ typed, isBack, onType, onChanged, onClose }: BankFormProperties) {
  const text = words.value.bank;
  const [wrong, tellWrong] = useState<ReadonlySet<keyof Typed>>(new Set());
  const { change, failure, isBusy } = useChange(onChanged);
  const needsLogin = isLoginTooOld(failure);
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = BankAccountChange.safeParse({
      registrationNumber: bareDigits(typed.registrationNumber),
      accountNumber: bareDigits(typed.accountNumber),
    });
    const fields = body.success ? [] : body.error.issues.map(({ path }) => path[0]);
    tellWrong(new Set(fields as (keyof Typed)[]));
    if (!body.success) return focusField(`me-bank-${String(fields[0])}`);
    if (isBusy) return;
    const answer = await change({ what: 'bank-account', body: body.data });
    if (answer.kind === 'ok') onClose();
  };
  // Somebody who comes back from a login stands at the top of the page, far from what is to be saved.
  useEffect(() => {
    if (isBack) focusField('me-bank-registrationNumber');
  }, []);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {isBack && !failure ? (
        <Notice kind="info" title={text.backTitle}>
          <p>{text.backLead}</p>
        </Notice>
      ) : (
        <p>{text.fresh}</p>
      )}
      <Field
        id="me-bank-registrationNumber"
        label={text.registration}
        wrong={wrong.has('registrationNumber') ? text.registrationWrong : null}
        keyboard="numeric"
        isShort
        autocomplete="off"
        maxLength={8}
        value={typed.registrationNumber}
        onType={(registrationNumber) => onType({ ...typed, registrationNumber })}
      />
      <Field
        id="me-bank-accountNumber"
        label={text.account}
        wrong={wrong.has('accountNumber') ? text.accountWrong : null}
        keyboard="numeric"
        autocomplete="off"
        maxLength={16}
        value={typed.accountNumber}
        onType={(accountNumber) => onType({ ...typed, accountNumber })}
      />
      {needsLogin && (
        <NeedsLogin
          title={text.freshTitle}
          lead={text.freshLead}
          onLeave={() => keepDraft(FORM, typed)}
        />
      )}
      {failure && !needsLogin && <ProblemNotice failure={failure} />}
      <div class="button-row">
        <WorkButton
          {...(needsLogin ? {} : { kind: 'primary' })}
          working={common.value.saving}
          isWorking={isBusy}
        >
          {common.value.save}
        </WorkButton>
        <button type="button" class="button" onClick={onClose}>
          {common.value.cancel}
        </button>
      </div>
    </form>
  );
}

function isTyped(value: unknown): value is Typed | null {
  if (value === null) return true;
  const typed = value as Partial<Typed>;
  return typeof typed.registrationNumber === 'string' && typeof typed.accountNumber === 'string';
}
