// A top-up that has not ended: led back and not known yet, begun and not finished, or never begun because the
// provider is out of reach. Each says what is true of the money and what can be done.
import { useEffect, useRef } from 'preact/hooks';
import type { TopUp } from '../../../contracts/top-ups.ts';
import { formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { Notice } from '../notice.tsx';
import { WorkButton } from '../work-button.tsx';
import { isSilent, otherWay } from './paying-in-choice.ts';
import type { Followed } from './paying-in-follow.ts';
import type { OutcomeProperties } from './paying-in-outcome.tsx';
import type { PayingInWork } from './paying-in-work.ts';
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

function Returned(properties: WaitingProperties) {
  const { topUp, followed } = properties;
  const text = words.value.waiting;
  const company = COMPANIES[topUp.provider];
  const takesTime = isSlow(followed);
  const title = takesTime ? text.title(company) : text.asking(company);
  // Taken back once the answer is there.
  useEffect(() => announce(title), [title]);
  if (!takesTime) return <Notice kind="info" title={title} />;
  return (
    <Notice kind="info" title={title}>
      <p>{text.lead}</p>
      <p>
        <strong>{text.onlyOnce}</strong>
      </p>
      {followed.failure?.kind === 'unreachable' && <p>{text.offline}</p>}
      {properties.work.closing === 'under_way' ? (
        <TooLate />
      ) : (
        <>
          <p class="paying-in-not-done">{text.notPaid}</p>
          <Buttons {...properties} />
        </>
      )}
    </Notice>
  );
}

function Begun(properties: WaitingProperties) {
  const { amountOre, provider } = properties.topUp;
  const text = words.value.begun;
  const amount = formatWholeOre(amountOre, language.value);
  return (
    <Notice kind="info" title={text.title(amount, COMPANIES[provider])}>
      {properties.work.closing === 'under_way' ? (
        <TooLate />
      ) : (
        <>
          <p>{text.lead}</p>
          <Buttons {...properties} />
        </>
      )}
    </Notice>
  );
}

function Unreached(properties: WaitingProperties) {
  const text = words.value.unreached;
  return (
    <Notice kind="warning" title={text.title(COMPANIES[properties.topUp.provider])} alert>
      <p>{text.lead}</p>
      <Buttons {...properties} />
    </Notice>
  );
}

/** Where the button was that asked for it: nothing is left to be pressed. */
function TooLate() {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <p ref={place} class="paying-in-late" tabIndex={-1}>
      {words.value.begun.cancelLate}
    </p>
  );
}

/** To pay it after all, by whichever way answers, or to leave it behind. Who may have paid is not led to pay again. */
function Buttons({ topUp, known, work, hasReturned }: WaitingProperties) {
  const text = words.value;
  const company = COMPANIES[topUp.provider];
  const isUnreached = topUp.state === 'created';
  const other = isUnreached ? otherWay(known, topUp.provider) : null;
  const isOtherFirst = other !== null && !isSilent(known, other);
  return (
    <>
      <div class="button-row">
        {other !== null && (
          <Press
            work={work}
            deed="other_way"
            isMain={isOtherFirst}
            working={text.sending(COMPANIES[other])}
            onPress={() => work.payInstead(topUp, other)}
          >
            {text.remedies.other_way[other]}
          </Press>
        )}
        {isUnreached && (
          <Press
            work={work}
            deed="go_on"
            isMain={!isOtherFirst}
            working={text.waiting.asking(company)}
            onPress={() => work.goOn(topUp)}
          >
            {text.unreached.again}
          </Press>
        )}
        {!isUnreached && topUp.address !== null && (
          <Press
            work={work}
            deed="go_on"
            isMain={!hasReturned}
            working={text.sending(company)}
            onPress={() => work.goOn(topUp)}
          >
            {hasReturned ? text.waiting.go(company) : text.begun.go(company)}
          </Press>
        )}
        <Press
          work={work}
          deed="cancel"
          working={text.waiting.asking(company)}
          onPress={() => work.cancel(topUp)}
        >
          {text.begun.cancel}
        </Press>
      </div>
      {work.closing === 'no_answer' && <p role="alert">{text.begun.cancelSilent(company)}</p>}
    </>
  );
}

interface PressProperties {
  readonly work: PayingInWork;
  readonly deed: NonNullable<PayingInWork['doing']>;
  readonly isMain?: boolean;
  readonly working: string;
  readonly onPress: () => Promise<void>;
  readonly children: string;
}

function Press({ work, deed, isMain = false, working, onPress, children }: PressProperties) {
  return (
    <WorkButton
      {...(isMain ? { kind: 'primary' as const } : {})}
      isWorking={work.doing === deed}
      isBusy={work.doing !== null}
      working={working}
      onPress={() => void onPress()}
    >
      {children}
    </WorkButton>
  );
}
