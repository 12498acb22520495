// "Indbetaling": pay in by hand, what became of it, the automatic top-up, and what was paid in lately. A payer
// sees neither balance nor room. Absent: what a provider's answer means, which is the account's.
import { useEffect, useRef, useState } from 'preact/hooks';
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
import { AutoTopUp, useRules } from './auto-top-up.tsx';
import { needsOwner } from './auto-top-up-approval.ts';
import { ownRule } from './auto-top-up-editing.ts';
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
  // A second payment right after the first is a wish of its own, and no tap beside the first.
  const [wantsMore, wantMore] = useState<string | null>(null);
  const isDone = shown?.state === 'credited' && wantsMore !== shown.topUpId;
  const hidesForm = isDone || (shown !== null && isOpen(shown));
  const rules = useRules(accountId);
  const own = rules.state.kind === 'ok' ? ownRule(rules.state.value) : null;
  const isLedBack = askedFor('automatisk') !== null;
  const isRuleFirst = useDecidedOnce(
    !isLedBack && rules.state.kind === 'loading'
      ? null
      : isLedBack || (own !== null && needsOwner(own)),
  );
  const automatic = <AutoTopUp key="automatic" child={child} paying={known} rules={rules} />;
  return (
    <>
      <PayingInOutcome
        child={child}
        known={known}
        topUp={shown}
        followed={followedNow}
        work={work}
        hasReturned={returned !== null && returned === shown?.topUpId}
        onMore={isDone ? () => wantMore(shown.topUpId) : null}
      />
      <div class="paying-in">
        {isRuleFirst && automatic}
        {!hidesForm && <PayingInForm key="form" child={child} known={known} work={work} />}
        {!isRuleFirst && automatic}
        <PayingInList key="list" child={child} known={known} />
      </div>
    </>
  );
}

/** What is on the page does not change places while it is read. */
function useDecidedOnce(wanted: boolean | null): boolean {
  const decided = useRef<boolean | null>(null);
  decided.current ??= wanted;
  return decided.current ?? false;
}

/** Whether the one that is followed is still under way, so that no other takes its place. */
function isKept({ mine }: PayingIn, followed: string | null): boolean {
  const one = mine.find(({ topUpId }) => topUpId === followed);
  return one !== undefined && isOpen(one);
}
