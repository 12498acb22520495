// The reader's own rule as it stands: the sentence, its state, what needs the reader with one button that mends
// it, the facts, and how to change or delete it.
import { useState } from 'preact/hooks';
import type { AutoTopUpRule, AutoTopUpTerms } from '../../../contracts/auto-top-ups.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { language } from '../../ui/language.ts';
import { words as frameWords } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { termsInForce } from './auto-top-up-editing.ts';
import { AutoTopUpFacts } from './auto-top-up-facts.tsx';
import { QuietChangeMethod } from './auto-top-up-mend.tsx';
import { ruleSentence } from './auto-top-up-sentence.ts';
import { AutoTopUpTrouble } from './auto-top-up-trouble.tsx';
import type { AutoTopUpWork } from './auto-top-up-work.ts';
import { words } from './words-of-paying-in-automatic.ts';

export interface OwnProperties {
  readonly rule: AutoTopUpRule;
  /** The reader was led back, and the provider is being asked. */
  readonly isAsking: boolean;
  /** What was done last has not helped. */
  readonly isStillWrong: boolean;
  readonly work: AutoTopUpWork;
  readonly balanceOre: Ore | null;
  /** What would be paid at once, if the page of a new rule is asked for again. */
  readonly firstTopUpOre: Ore | null;
  /** Opens the sentence; with the terms that were asked for, or those in force. */
  readonly onChange: (terms: AutoTopUpTerms) => void;
}

const BADGES: Record<AutoTopUpRule['state'], string> = {
  active: 'badge-good',
  waiting: 'badge-look',
  paused: 'badge-stop',
};

export function AutoTopUpOwn(properties: OwnProperties) {
  const { rule, work, balanceOre, onChange } = properties;
  const text = words.value;
  const [isDeleting, askToDelete] = useState(false);
  const isNew = termsInForce(rule) === null;
  const state = isNew ? 'waiting' : rule.state;
  return (
    <>
      <AutoTopUpTrouble {...properties} />
      <div class="panel auto-top-up-own">
        <p class={`badge ${BADGES[state]}`}>{text.states[state]}</p>
        <p class="auto-top-up-sentence">{ruleSentence(rule.terms, text, language.value)}</p>
        <AutoTopUpFacts
          rule={rule}
          balanceOre={balanceOre}
          changeMethod={<QuietChangeMethod rule={rule} work={work} />}
        />
        {/* Before it was ever in force its buttons are where it says that it waits. */}
        {rule.state !== 'waiting' && (
          <div class="button-row">
            <button type="button" class="button" onClick={() => onChange(rule.terms)}>
              {text.change}
              <span class="visually-hidden"> {text.title}</span>
            </button>
            {!isNew && (
              <button type="button" class="button button-warning" onClick={() => askToDelete(true)}>
                {text.remove.button}
              </button>
            )}
          </div>
        )}
      </div>
      {isDeleting && <DeleteDialog rule={rule} work={work} onClose={() => askToDelete(false)} />}
    </>
  );
}

interface DeleteProperties {
  readonly rule: AutoTopUpRule;
  readonly work: AutoTopUpWork;
  readonly onClose: () => void;
}

function DeleteDialog({ rule, work, onClose }: DeleteProperties) {
  const text = words.value.remove;
  const remove = async () => {
    const isGone = await work.remove(rule);
    onClose();
    if (isGone) work.tell('deleted');
  };
  return (
    <Dialog title={text.sure} closeLabel={frameWords.value.close} onClose={onClose}>
      <p>{text.effect}</p>
      <div class="dialog-actions">
        <WorkButton
          kind="stop"
          isWorking={work.doing === 'delete'}
          isBusy={work.doing !== null}
          working={text.working}
          onPress={() => void remove()}
        >
          {text.button}
        </WorkButton>
        <button type="button" class="button" onClick={onClose}>
          {frameWords.value.cancel}
        </button>
      </div>
    </Dialog>
  );
}
