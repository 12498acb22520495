// The e-mail address: typed, confirmed by a code that is sent to it, changed and removed.
import { useState } from 'preact/hooks';
import { EmailChange, EmailConfirmation } from '../../../contracts/me.ts';
import { useKeptForm } from '../kept-form.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useHeldFocus } from '../use-held-focus.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { Field, focusField } from './me-field.tsx';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

export function MyEmail({ me, onChanged }: DetailsProperties) {
  const text = words.value;
  const part = useHeldFocus();
  const { email } = me;
  const [typed, type] = useKeptForm<string | null>('my-email', null, isTyped);
  const { change, failure, isBusy } = useChange(onChanged);
  const isPending = email !== null && !email.confirmed;
  const close = () => type(null);
  return (
    <section ref={part} class="me-part" aria-labelledby="me-email">
      <h2 id="me-email">{text.email.title}</h2>
      <p class="quiet">{text.email.use}</p>
      {typed !== null ? (
        <AddressForm me={me} onChanged={onChanged} typed={typed} onType={type} onClose={close} />
      ) : (
        <>
          {isPending ? (
            <CodeForm me={me} onChanged={onChanged} onOther={() => type('')} />
          ) : (
            <p class="me-value">
              {email?.address ?? text.none}
              {email?.confirmed && <span class="me-badge">{text.email.confirmed}</span>}
            </p>
          )}
          {failure && <ProblemNotice failure={failure} />}
          {!isPending && (
            <div class="button-row">
              <button type="button" class="button" onClick={() => type(email?.address ?? '')}>
                {email ? text.change : text.add}
                <span class="visually-hidden"> {text.email.title}</span>
              </button>
              {email && (
                <button
                  type="button"
                  class="button button-quiet"
                  aria-disabled={isBusy}
                  onClick={() =>
                    void change({ what: 'email', body: { address: null }, said: text.removed })
                  }
                >
                  {text.remove}
                  <span class="visually-hidden"> {text.email.title}</span>
                </button>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
}

interface AddressProperties extends DetailsProperties {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onClose: () => void;
}

function AddressForm({ onChanged, typed, onType, onClose }: AddressProperties) {
  const text = words.value.email;
  const [isWrong, tellWrong] = useState(false);
  const { change, failure, isBusy } = useChange(onChanged);
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = EmailChange.safeParse({ address: typed.trim() });
    tellWrong(!body.success);
    if (!body.success) return focusField('me-email-address');
    if (isBusy) return;
    const answer = await change({ what: 'email', body: body.data });
    if (answer.kind === 'ok') onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Field
        id="me-email-address"
        label={text.label}
        wrong={isWrong ? text.wrong : null}
        keyboard="email"
        autocomplete="email"
        maxLength={120}
        value={typed}
        onType={onType}
      />
      {failure && <ProblemNotice failure={failure} />}
      <div class="button-row">
        <WorkButton kind="primary" working={common.value.working} isWorking={isBusy}>
          {text.send}
        </WorkButton>
        <button type="button" class="button" onClick={onClose}>
          {common.value.cancel}
        </button>
      </div>
    </form>
  );
}

function CodeForm({
  me,
  onChanged,
  onOther,
}: DetailsProperties & { readonly onOther: () => void }) {
  const text = words.value.email;
  const address = me.email?.address ?? '';
  const [code, typeCode] = useState('');
  const [isWrong, tellWrong] = useState(false);
  const { change, failure, isBusy } = useChange(onChanged);
  const confirm = (event: Event) => {
    event.preventDefault();
    const body = EmailConfirmation.safeParse({ code: code.replace(/\s/g, '') });
    tellWrong(!body.success);
    if (!body.success) return focusField('me-email-code');
    const said = text.isConfirmed;
    if (!isBusy) void change({ what: 'email/confirmation', body: body.data, said });
  };
  const sendAgain = () => {
    if (!isBusy) void change({ what: 'email', body: { address }, said: text.sentAgain });
  };
  return (
    <form onSubmit={confirm} noValidate>
      <h3>{text.codeTitle(address)}</h3>
      <Field
        id="me-email-code"
        label={text.code}
        hint={text.codeLead}
        wrong={isWrong ? text.codeWrong : null}
        keyboard="numeric"
        isShort
        autocomplete="one-time-code"
        maxLength={9}
        value={code}
        onType={typeCode}
      />
      {failure && <ProblemNotice failure={failure} />}
      <div class="button-row">
        <WorkButton kind="primary" working={common.value.working} isWorking={isBusy}>
          {text.confirm}
        </WorkButton>
        <button type="button" class="button" aria-disabled={isBusy} onClick={sendAgain}>
          {text.again}
        </button>
        <button type="button" class="button button-quiet" onClick={onOther}>
          {text.other}
        </button>
      </div>
    </form>
  );
}

function isTyped(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
