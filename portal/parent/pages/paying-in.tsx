// "Indbetaling": pay in by hand, what became of it, the automatic top-up, and what was paid in lately. A payer
// sees neither balance nor room. Absent: what a provider's answer means, which is the account's.
import { useEffect, useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { PayingIn, type TopUp } from '../../../contracts/top-ups.ts';
import { ChildFrame } from '../child-frame.tsx';
import { loadChildren } from '../children-store.ts';
import { onChange } from '../live.ts';
import { Loaded } from '../loaded.tsx';
import type { PageProperties } from '../pages.ts';
import type { Loaded as LoadedValue } from '../use-loaded.ts';
import { useLoaded } from '../use-loaded.ts';
import './paying-in.css';
import { AutoTopUp } from './auto-top-up.tsx';
import { noteEnded } from './paying-in-calls.ts';
import { useFollowed } from './paying-in-follow.ts';
import { PayingInForm } from './paying-in-form.tsx';
import { askedFor, onComingBack } from './paying-in-leaving.ts';
import { PayingInList } from './paying-in-list.tsx';
import { PayingInOutcome } from './paying-in-outcome.tsx';
import { PayingInReceipt } from './paying-in-receipt.tsx';
import { isOpen, openTopUp } from './paying-in-standing.ts';
import { usePayingInWork } from './paying-in-work.ts';

export default function PayingInPage({ parameters }: PageProperties) {
  const receipt = askedFor('kvittering');
  return (
    <ChildFrame parameters={parameters} page="indbetaling">
      {(child) =>
        receipt === null ? (
          <PayIn key={child.accountId} child={child} />
        ) : (
          <PayingInReceipt child={child} topUpId={receipt} />
        )
      }
    </ChildFrame>
  );
}

function PayIn({ child }: { readonly child: ChildOverview }) {
  const { accountId } = child;
  const paying = useLoaded(`/api/accounts/${accountId}/top-ups`, PayingIn);
  useEffect(() => {
    const stops = [
      onChange((changed) => (changed === null || changed === accountId) && void paying.reload()),
      onComingBack(() => void paying.reload()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [accountId]);
  return (
    <Loaded of={paying}>
      {(known) => <PayInKnown child={child} known={known} paying={paying} />}
    </Loaded>
  );
}

interface KnownProperties {
  readonly child: ChildOverview;
  readonly known: PayingIn;
  readonly paying: LoadedValue<PayingIn>;
}

function PayInKnown({ child, known, paying }: KnownProperties) {
  const { accountId } = child;
  const returned = askedFor('indbetaling');
  const [followed, follow] = useState<string | null>(returned);
  const begun = openTopUp(known);
  useEffect(() => {
    noteEnded(known.mine);
    // One that was begun before, or in another tab, is shown until its end is known.
    if (begun !== null && !isKept(known, followed)) follow(begun.topUpId);
  }, [known]);
  const followedNow = useFollowed(accountId, followed, () => {
    void paying.reload();
    void loadChildren();
  });
  const work = usePayingInWork(accountId, {
    put: paying.put,
    reload: paying.reload,
    follow: (topUp: TopUp) => {
      if (topUp.topUpId === followed) followedNow.put(topUp);
      else follow(topUp.topUpId);
    },
  });
  const shown = followedNow.topUp ?? known.mine.find(({ topUpId }) => topUpId === followed) ?? null;
  const waits = shown !== null && isOpen(shown);
  return (
    <div class="paying-in">
      <PayingInOutcome
        child={child}
        known={known}
        topUp={shown}
        followed={followedNow}
        work={work}
        hasReturned={returned !== null && returned === shown?.topUpId}
      />
      {!waits && <PayingInForm child={child} known={known} work={work} />}
      <AutoTopUp child={child} paying={known} />
      <PayingInList child={child} known={known} />
    </div>
  );
}

/** Whether the one that is followed is still under way, so that no other takes its place. */
function isKept({ mine }: PayingIn, followed: string | null): boolean {
  const one = mine.find(({ topUpId }) => topUpId === followed);
  return one !== undefined && isOpen(one);
}
