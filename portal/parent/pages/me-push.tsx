// Notifications on this device: how they stand and a button to turn them on or off, or why there is none.
import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../../../contracts/me.ts';
import { announce } from '../announcer.tsx';
import type { Answer } from '../api.ts';
import { Notice } from '../notice.tsx';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { type PushState, pushState, turnPushOff, turnPushOn } from './push-device.ts';
import type { DetailsProperties } from './use-change.ts';
import { words } from './words-of-me.ts';

export function MyPush({ me, onChanged }: DetailsProperties) {
  const text = words.value.push;
  const { guardianId } = me;
  const [state, show] = useState<PushState | 'loading'>('loading');
  const [isBusy, beBusy] = useState(false);
  const [failure, fail] = useState<Failure | 'browser' | null>(null);
  useEffect(() => void pushState(me).then(show), [guardianId]);
  const turn = async (doing: () => Promise<Answer<Me> | null>, wanted: 'on' | 'off') => {
    if (isBusy) return;
    beBusy(true);
    fail(null);
    const answer = await doing();
    const now = await pushState(answer?.kind === 'ok' ? answer.value : me);
    show(now);
    beBusy(false);
    if (answer?.kind === 'ok') onChanged(answer.value);
    else if (answer) fail(answer);
    else if (now !== wanted && now !== 'denied') fail('browser');
    announce(text.states[now]);
  };
  return (
    <section class="me-part" aria-labelledby="me-push">
      <h2 id="me-push">{text.title}</h2>
      <p class="quiet">{text.lead}</p>
      <p>{text.states[state]}</p>
      {state === 'on' && !me.notices.push && <p>{text.channelOff}</p>}
      {failure === 'browser' && (
        <Notice kind="error" title={text.failed} alert>
          <p>{text.failedAdvice}</p>
        </Notice>
      )}
      {failure && failure !== 'browser' && <ProblemNotice failure={failure} />}
      {(state === 'on' || state === 'off' || state === 'turned_away') && (
        <WorkButton
          working={common.value.working}
          isWorking={isBusy}
          onPress={() =>
            void (state === 'on'
              ? turn(turnPushOff, 'off')
              : turn(() => turnPushOn(guardianId), 'on'))
          }
        >
          {state === 'on' ? text.turnOff : text.turnOn}
        </WorkButton>
      )}
    </section>
  );
}
