// One labelled field of the details: its hint, what is wrong with it, and the input between its words.

/** Which keyboard a phone shows; what is right is said in words, not by the browser. */
type Keyboard = 'email' | 'tel' | 'numeric';

interface FieldProperties {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** In words; null when the field is right or not looked at yet. */
  readonly wrong: string | null;
  readonly value: string;
  readonly maxLength: number;
  readonly autocomplete: 'email' | 'tel' | 'one-time-code' | 'off';
  readonly keyboard: Keyboard;
  readonly isShort?: boolean;
  readonly onType: (value: string) => void;
}

export function Field({ id, label, hint, wrong, onType, ...given }: FieldProperties) {
  const { value, maxLength, autocomplete, keyboard, isShort = false } = given;
  const described = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="form-label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="field-error" id={`${id}-error`}>
          {wrong}
        </p>
      )}
      <input
        id={id}
        class={isShort ? 'form-input form-input-short' : 'form-input'}
        type="text"
        inputMode={keyboard}
        value={value}
        maxLength={maxLength}
        autocomplete={autocomplete}
        onInput={(event) => onType(event.currentTarget.value)}
        aria-invalid={wrong !== null}
        aria-describedby={described || undefined}
      />
    </div>
  );
}

/** To the first field that is wrong, as somebody who does not see the page needs it. */
export function focusField(id: string): void {
  document.querySelector<HTMLElement>(`#${id}`)?.focus();
}
