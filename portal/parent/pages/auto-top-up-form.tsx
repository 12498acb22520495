// The rule as a sentence to fill in, the way to pay, what is paid at once, and the consent. More than was agreed
// to needs the consent anew and leads to the provider; less holds at once.
import { useMemo } from 'preact/hooks';
import type { AutoTopUpRule, AutoTopUps } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import type { PayingIn } from '../../../contracts/top-ups.ts';
import { language } from '../../ui/language.ts';
import { ErrorSummary } from '../error-summary.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { WorkButton } from '../work-button.tsx';
import { PaidAtOnce } from './auto-top-up-at-once.tsx';
import { AutoTopUpConsent } from './auto-top-up-consent.tsx';
import type { RuleEditing } from './auto-top-up-editing.ts';
import { AutoTopUpFields } from './auto-top-up-fields.tsx';
import { AutoTopUpFirst } from './auto-top-up-first-box.tsx';
import { mistakesListed } from './auto-top-up-mistakes.ts';
import { AutoTopUpNews } from './auto-top-up-news.tsx';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { orderedOnApproval } from './auto-top-up-terms.ts';
import { type RuleForm, useRuleForm } from './auto-top-up-trying.ts';
import type { AutoTopUpWork } from './auto-top-up-work.ts';
import { PayingInWay } from './paying-in-way.tsx';
import { COMPANIES, words as payingWords } from './words-of-paying-in.ts';
import { words as ruleWords } from './words-of-paying-in-automatic.ts';
import { words } from './words-of-paying-in-automatic-form.ts';

export interface FormProperties {
  readonly paying: PayingIn;
  readonly all: AutoTopUps;
  readonly own: AutoTopUpRule | null;
  readonly balanceOre: Ore | null;
  readonly editing: RuleEditing;
  readonly work: AutoTopUpWork;
  readonly onEdit: (editing: RuleEditing) => void;
  readonly onClose: () => void;
}

export function AutoTopUpForm(properties: FormProperties) {
  const { paying, all, own, editing, onClose } = properties;
  const text = words.value;
  const form = useRuleForm(properties);
  const { typed } = editing;
  const summary = useMemo(() => mistakesListed(form.tried, form.bounds), [form.tried, words.value]);
  return (
    <form class="panel auto-top-up-form" onSubmit={form.submit} noValidate>
      <h3>{own === null ? text.newTitle : text.changeTitle}</h3>
      <ErrorSummary mistakes={summary} />
      <AutoTopUpNews editing={editing} />
      <AutoTopUpFields
        typed={typed}
        bounds={form.bounds}
        mistakes={form.tried?.mistakes ?? {}}
        type={(change) => form.edit({ typed: { ...typed, ...change } })}
      />
      <PayingInWay
        name="auto-top-up-way"
        ways={paying.ways}
        chosen={typed.provider}
        choose={(provider) => form.edit({ typed: { ...typed, provider } })}
      />
      <AutoTopUpFirst
        all={all}
        offer={form.first}
        isMissing={form.tried?.lacksFirst ?? false}
        choose={(paysFirst) => form.edit({ paysFirst })}
      />
      <Agreement {...properties} form={form} />
      <Send {...properties} mustConsent={form.mustConsent} onClose={onClose} />
    </form>
  );
}

type AgreementProperties = FormProperties & { readonly form: RuleForm };

function Agreement({ editing, form, balanceOre, paying, all, own }: AgreementProperties) {
  const text = words.value;
  const bounds = {
    ...{ atOnceFromOre: all.atOnceFromOre, roomOre: paying.roomOre },
    ...{ thisMonthOre: own?.thisMonthOre ?? null, firstTopUpOre: form.first.paidOre },
  };
  const orderedOre = form.terms && orderedOnApproval(form.terms, bounds);
  if (!form.mustConsent) return <p class="quiet">{text.downward}</p>;
  return (
    <>
      {editing.seen !== null && form.wording !== null && (
        <p>
          {text.upward}{' '}
          <strong>{ruleSentence(editing.seen, ruleWords.value, language.value)}</strong>
        </p>
      )}
      {form.terms !== null && <PaidAtOnce terms={form.terms} {...{ orderedOre, balanceOre }} />}
      <AutoTopUpConsent
        wording={form.wording}
        isGiven={form.isConsented}
        isMissing={form.tried?.lacksConsent ?? false}
        give={form.consent}
      />
    </>
  );
}

function Send({
  editing: { typed },
  work,
  mustConsent,
  onClose,
}: FormProperties & { readonly mustConsent: boolean }) {
  const text = words.value;
  const company = COMPANIES[typed.provider];
  return (
    <div>
      {work.failure && <ProblemNotice failure={work.failure} />}
      <div class="button-row">
        <WorkButton
          kind="primary"
          isWorking={work.doing === 'save'}
          isBusy={work.doing !== null}
          working={mustConsent ? payingWords.value.sending(company) : text.saving}
        >
          {mustConsent ? text.approve : text.save}
        </WorkButton>
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
      </div>
      {mustConsent && <p class="quiet auto-top-up-leaving">{text.leaving(company)}</p>}
    </div>
  );
}
