// A link that shows no account: waiting for the club, refused, on hold, or on its way out.
import { useState } from 'preact/hooks';
import type { LinkView } from '../../../contracts/links.ts';
import { formatDay } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { loadChildren } from '../children-store.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { words as common } from '../words.ts';
import { WorkButton } from '../work-button.tsx';
import { endLink } from './end-link.ts';
import { words } from './words-of-overview.ts';

export function OverviewLink({ link }: { readonly link: LinkView }) {
  const text = words.value.links;
  const [failure, fail] = useState<Failure | null>(null);
  const underWay = useUnderWay<'end'>();
  const end = async () => {
    fail(null);
    const answer = await endLink(link.linkId);
    if (answer.kind !== 'ok') {
      fail(answer);
      return;
    }
    announce(text.states[answer.value.state]);
    await loadChildren();
  };
  const ended = link.state === 'awaiting_approval' ? text.withdraw : text.remove;
  const mayEnd = ['awaiting_approval', 'rejected'].includes(link.state);
  return (
    <li class="panel">
      <h3>{link.childGivenName}</h3>
      <p>
        <strong>{text.states[link.state]}</strong>
      </p>
      <p class="quiet">
        {text.rights[link.rights]}. {text.since(formatDay(Date.parse(link.since), language.value))}.
      </p>
      {link.reason !== null && <p>{text.reason(link.reason)}</p>}
      <p>{text.advice[link.state]}</p>
      {mayEnd && (
        <WorkButton
          working={common.value.working}
          isWorking={underWay.name === 'end'}
          onPress={() => void underWay.run('end', end)}
        >
          {ended}
          <span class="visually-hidden"> {link.childGivenName}</span>
        </WorkButton>
      )}
      {failure && <ProblemNotice failure={failure} />}
    </li>
  );
}
