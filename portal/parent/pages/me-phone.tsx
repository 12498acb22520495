// The phone number: typed, changed and removed.
import { useState } from 'preact/hooks';
import { PhoneChange } from '../../../contracts/me.ts';
import { useKeptForm } from '../kept-form.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useHeldFocus } from '../use-held-focus.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { Field, focusField } from './me-field.tsx';
import { groupedPhone } from './own-numbers.ts';
import { type DetailsProperties, useChange } from './use-change.ts';
import { words } from './words-of-me.ts';

export function MyPhone({ me, onChanged }: DetailsProperties) {
  const text = words.value;
  const part = useHeldFocus();
  const [typed, type] = useKeptForm<string | null>('my-phone', null, isTyped);
  const [isWrong, tellWrong] = useState(false);
  const { change, failure, isBusy } = useChange(onChanged);
  const save = async (phone: string | null, said?: string) => {
    const body = PhoneChange.safeParse({ phone });
    tellWrong(!body.success);
    if (!body.success) return focusField('me-phone-number');
    if (isBusy) return;
    const answer = await change({
      ...{ what: 'phone', body: body.data },
      ...(said === undefined ? {} : { said }),
    });
    if (answer.kind === 'ok') type(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void save(typed?.trim() ?? '');
  };
  return (
    <section ref={part} class="me-part" aria-labelledby="me-phone">
      <h2 id="me-phone">{text.phone.title}</h2>
      <p class="quiet">{text.phone.use}</p>
      {typed === null ? (
        <>
          <p class="me-value">{me.phone === null ? text.none : groupedPhone(me.phone)}</p>
          {failure && <ProblemNotice failure={failure} />}
          <div class="button-row">
            <button
              type="button"
              class="button"
              onClick={() => type(me.phone === null ? '' : groupedPhone(me.phone))}
            >
              {me.phone === null ? text.add : text.change}
              <span class="visually-hidden"> {text.phone.title}</span>
            </button>
            {me.phone !== null && (
              <button
                type="button"
                class="button button-quiet"
                aria-disabled={isBusy}
                onClick={() => void save(null, text.removed)}
              >
                {text.remove}
                <span class="visually-hidden"> {text.phone.title}</span>
              </button>
            )}
          </div>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          <Field
            id="me-phone-number"
            label={text.phone.label}
            wrong={isWrong ? text.phone.wrong : null}
            keyboard="tel"
            autocomplete="tel"
            maxLength={20}
            value={typed}
            onType={type}
          />
          {failure && <ProblemNotice failure={failure} />}
          <div class="button-row">
            <WorkButton kind="primary" working={common.value.saving} isWorking={isBusy}>
              {common.value.save}
            </WorkButton>
            <button type="button" class="button" onClick={() => type(null)}>
              {common.value.cancel}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

function isTyped(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
