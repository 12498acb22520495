// The amount, the way to pay, and one button. What is offered first is right for most: one tap pays. A way
// that is silent says so before it is chosen.
import { useRef, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import type { PayingIn } from '../../../contracts/top-ups.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { useKeptForm } from '../kept-form.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { WorkButton } from '../work-button.tsx';
import {
  type AmountMistake,
  firstChoice,
  highestTopUpOre,
  isTypedTopUp,
  presetsThatFit,
  readTopUp,
  type TypedTopUp,
  wayToPay,
} from './paying-in-choice.ts';
import { PayingInWay } from './paying-in-way.tsx';
import type { PayingInWork } from './paying-in-work.ts';
import { COMPANIES, words } from './words-of-paying-in.ts';

interface FormProperties {
  readonly child: ChildOverview;
  readonly known: PayingIn;
  readonly work: PayingInWork;
}

export function PayingInForm({ child, known, work }: FormProperties) {
  const text = words.value;
  const spoken = language.value;
  const [typed, type] = useKeptForm<TypedTopUp>(
    `/api/accounts/${child.accountId}/top-ups`,
    firstChoice(known),
    isTypedTopUp,
  );
  const [mistake, tell] = useState<AmountMistake | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const choice = fitting(typed, known);
  const provider = wayToPay(known, choice.provider);
  const read = readTopUp(choice, known, spoken);
  const change = (part: Partial<TypedTopUp>) => {
    tell(null);
    type({ ...choice, ...part });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    tell(read.ok ? null : read.mistake);
    if (!read.ok) field.current?.focus();
    else if (provider !== null) void work.pay({ amountOre: read.amountOre, provider });
  };
  return (
    <section class="section" aria-labelledby="paying-in-title">
      <h2 id="paying-in-title">{text.title}</h2>
      {child.ledgerBalanceOre !== null && (
        <p class="paying-in-balance">{text.balance(formatOre(child.ledgerBalanceOre, spoken))}</p>
      )}
      {highestTopUpOre(known) === null || provider === null ? (
        <Notice kind="info" title={text.full.title}>
          <p>{text.full.lead(formatWholeOre(known.highestBalanceOre, spoken))}</p>
        </Notice>
      ) : (
        <form class="paying-in-form" onSubmit={submit} noValidate>
          <Amount known={known} choice={choice} change={change} mistake={mistake} field={field} />
          <PayingInWay
            name="paying-in-way"
            ways={known.ways}
            chosen={provider}
            choose={(chosen) => change({ provider: chosen })}
          />
          {work.failure && <ProblemNotice failure={work.failure} />}
          <div class="paying-in-send">
            <WorkButton
              kind="primary"
              isWorking={work.doing === 'pay'}
              isBusy={work.doing !== null}
              working={text.sending(COMPANIES[provider])}
            >
              {read.ok ? text.pay[provider](formatWholeOre(read.amountOre, spoken)) : text.payPlain}
            </WorkButton>
            <p class="quiet">{text.leaving(COMPANIES[provider])}</p>
          </div>
        </form>
      )}
    </section>
  );
}

/** A preset that was chosen while there was more room is no choice any more. */
function fitting(typed: TypedTopUp, known: PayingIn): TypedTopUp {
  const { presetOre } = typed;
  if (presetOre === null || presetsThatFit(known).includes(presetOre)) return typed;
  return { ...firstChoice(known), provider: typed.provider };
}

interface AmountProperties {
  readonly known: PayingIn;
  readonly choice: TypedTopUp;
  readonly change: (part: Partial<TypedTopUp>) => void;
  readonly mistake: AmountMistake | null;
  readonly field: { current: HTMLInputElement | null };
}

function Amount({ known, choice, change, mistake, field }: AmountProperties) {
  const text = words.value;
  const spoken = language.value;
  const { presetOre, other } = choice;
  return (
    <fieldset class="paying-in-amounts">
      <legend>{text.amount}</legend>
      <div class="paying-in-presets">
        {presetsThatFit(known).map((amountOre) => (
          <label key={amountOre} class="paying-in-preset">
            <input
              type="radio"
              name="paying-in-amount"
              checked={presetOre === amountOre}
              onChange={() => change({ presetOre: amountOre })}
            />
            <span>{formatWholeOre(amountOre, spoken)}</span>
          </label>
        ))}
        <label class="paying-in-preset paying-in-preset-other">
          <input
            type="radio"
            name="paying-in-amount"
            checked={presetOre === null}
            onChange={() => change({ presetOre: null })}
          />
          <span>{text.other}</span>
        </label>
      </div>
      {presetOre === null && (
        <OwnAmount known={known} typed={other} change={change} mistake={mistake} field={field} />
      )}
    </fieldset>
  );
}

interface OwnAmountProperties extends Omit<AmountProperties, 'choice'> {
  readonly typed: string;
}

function OwnAmount({ known, typed, change, mistake, field }: OwnAmountProperties) {
  const text = words.value;
  const lowest = formatWholeOre(known.lowestTopUpOre, language.value);
  const highest = formatWholeOre(highestTopUpOre(known) ?? known.highestBalanceOre, language.value);
  const mistakes: Record<AmountMistake, string> = {
    amount: text.mistakes.amount,
    too_low: text.mistakes.too_low(lowest),
    too_high: text.mistakes.too_high(highest),
  };
  const id = 'paying-in-own';
  return (
    <div class="field paying-in-own">
      <label class="form-label" for={id}>
        {text.ownAmount}
      </label>
      <p class="form-hint" id={`${id}-hint`}>
        {text.range(lowest, highest)}
      </p>
      {mistake && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {mistakes[mistake]}
        </p>
      )}
      <input
        ref={field}
        id={id}
        class="form-input form-input-short"
        inputMode="decimal"
        autocomplete="off"
        maxLength={12}
        value={typed}
        aria-invalid={mistake !== null}
        aria-describedby={mistake ? `${id}-error ${id}-hint` : `${id}-hint`}
        onInput={(event) => change({ presetOre: null, other: event.currentTarget.value })}
      />
    </div>
  );
}
