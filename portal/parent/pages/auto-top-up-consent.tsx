// The consent: a box that is empty until the reader ticks it, beside the very words that are kept.
import { CONSENT_ID } from './auto-top-up-mistakes.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

interface ConsentProperties {
  readonly wording: string | null;
  readonly isGiven: boolean;
  readonly isMissing: boolean;
  readonly give: (isGiven: boolean) => void;
}

export function AutoTopUpConsent({ wording, isGiven, isMissing, give }: ConsentProperties) {
  const text = words.value;
  return (
    <fieldset class="auto-top-up-consent">
      <legend>{text.consent}</legend>
      {isMissing && wording !== null && (
        <p class="field-error" id={`${CONSENT_ID}-error`}>
          {text.consentWanted}
        </p>
      )}
      {wording === null ? (
        <p class="quiet" id={CONSENT_ID} tabIndex={-1}>
          {text.consentLater}
        </p>
      ) : (
        <label class="choice auto-top-up-agree">
          <input
            id={CONSENT_ID}
            type="checkbox"
            checked={isGiven}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? `${CONSENT_ID}-error` : undefined}
            onChange={(event) => give(event.currentTarget.checked)}
          />
          <span>{wording}</span>
        </label>
      )}
    </fieldset>
  );
}
