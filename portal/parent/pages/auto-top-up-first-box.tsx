// What is paid at once with a new rule, where something must be on the account first.
import type { AutoTopUps } from '../../../contracts/auto-top-ups.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import type { FirstOffer } from './auto-top-up-first.ts';
import { FIRST_ID } from './auto-top-up-mistakes.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

interface FirstProperties {
  readonly all: AutoTopUps;
  readonly offer: FirstOffer;
  readonly isMissing: boolean;
  readonly choose: (paysFirst: boolean) => void;
}

export function AutoTopUpFirst({ all, offer, isMissing, choose }: FirstProperties) {
  const text = words.value.first;
  const { offeredOre, paidOre } = offer;
  if (offeredOre === null) return null;
  const kr = (sum: typeof offeredOre) => formatWholeOre(sum, language.value);
  return (
    <div class="auto-top-up-first">
      <p id={`${FIRST_ID}-why`}>
        {text.needed(kr(all.neededAtStartOre))} {text.outside}
      </p>
      {isMissing && (
        <p class="field-error" id={`${FIRST_ID}-error`}>
          {text.wanted}
        </p>
      )}
      <label class="choice">
        <input
          id={FIRST_ID}
          type="checkbox"
          checked={paidOre !== null}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${FIRST_ID}-error ${FIRST_ID}-why` : `${FIRST_ID}-why`}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        {text.box(kr(offeredOre))}
      </label>
    </div>
  );
}
