// A top-up that has not ended: led back and not known yet, begun and not finished, or never begun because the
// provider is out of reach. Each says what is true of the money and what can be done.
import { useEffect } from 'preact/hooks';
import type { TopUp } from '../../../contracts/top-ups.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { Notice } from '../notice.tsx';
import { WorkButton } from '../work-button.tsx';
import { otherWay } from './paying-in-choice.ts';
import type { Followed } from './paying-in-follow.ts';
import type { OutcomeProperties } from './paying-in-outcome.tsx';
import { COMPANIES, words } from './words-of-paying-in.ts';

type WaitingProperties = OutcomeProperties & { readonly topUp: TopUp };

/** The first answers come within a second or two: until then it is only being asked. */
const ASKED_BEFORE_WAITING = 3;

export function isSlow({ asked, failure }: Followed): boolean {
  return asked >= ASKED_BEFORE_WAITING || failure !== null;
}

export function PayingInWaiting(properties: WaitingProperties) {
  const { topUp, hasReturned } = properties;
  if (topUp.state === 'created') return <Unreached {...properties} />;
  return hasReturned ? <Returned {...properties} /> : <Begun {...properties} />;
}

function Returned({ topUp, followed, work }: WaitingProperties) {
  const text = words.value.waiting;
  const company = COMPANIES[topUp.provider];
  const takesTime = isSlow(followed);
  const title = takesTime ? text.title(company) : text.asking(company);
  useEffect(() => announce(title), [title]);
  if (!takesTime) return <Notice kind="info" title={title} />;
  return (
    <Notice kind="info" title={title}>
      <p>{text.lead}</p>
      {followed.failure?.kind === 'unreachable' && <p>{text.offline}</p>}
      <p class="paying-in-not-done">{text.notPaid}</p>
      <GoOn topUp={topUp} work={work} />
    </Notice>
  );
}

function Begun({ topUp, work }: WaitingProperties) {
  const text = words.value.begun;
  const amount = formatWholeOre(topUp.amountOre, language.value);
  return (
    <Notice kind="info" title={text.title(amount, COMPANIES[topUp.provider])}>
      <p>{text.lead}</p>
      <GoOn topUp={topUp} work={work} />
    </Notice>
  );
}

function GoOn({ topUp, work }: Pick<WaitingProperties, 'topUp' | 'work'>) {
  const text = words.value;
  const company = COMPANIES[topUp.provider];
  return (
    <>
      <div class="button-row">
        {topUp.address !== null && (
          <WorkButton
            kind="primary"
            isWorking={work.doing === 'go_on'}
            isBusy={work.doing !== null}
            working={text.sending(company)}
            onPress={() => void work.goOn(topUp)}
          >
            {text.begun.go(company)}
          </WorkButton>
        )}
        <WorkButton
          isWorking={work.doing === 'cancel'}
          isBusy={work.doing !== null}
          working={text.waiting.asking(company)}
          onPress={() => void work.cancel(topUp)}
        >
          {text.begun.cancel}
        </WorkButton>
      </div>
      {work.isCancelUnsure && <p role="alert">{text.begun.cancelSilent(company)}</p>}
    </>
  );
}

function Unreached({ topUp, known, work }: WaitingProperties) {
  const text = words.value;
  const company = COMPANIES[topUp.provider];
  const other = otherWay(known, topUp.provider);
  return (
    <Notice kind="warning" title={text.unreached.title(company)} alert>
      <p>{text.unreached.lead}</p>
      <div class="button-row">
        {other !== null && (
          <WorkButton
            kind="primary"
            isWorking={work.doing === 'other_way'}
            isBusy={work.doing !== null}
            working={text.sending(COMPANIES[other])}
            onPress={() => void work.payInstead(topUp, other)}
          >
            {text.remedies.other_way[other]}
          </WorkButton>
        )}
        <WorkButton
          isWorking={work.doing === 'go_on'}
          isBusy={work.doing !== null}
          working={text.waiting.asking(company)}
          onPress={() => void work.goOn(topUp)}
        >
          {text.unreached.again}
        </WorkButton>
        <WorkButton
          isWorking={work.doing === 'cancel'}
          isBusy={work.doing !== null}
          working={text.waiting.asking(company)}
          onPress={() => void work.cancel(topUp)}
        >
          {text.begun.cancel}
        </WorkButton>
      </div>
    </Notice>
  );
}
