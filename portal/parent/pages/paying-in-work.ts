// The page of paying in at work: one thing at a time. Before a new top-up is begun, the account is asked for
// one that is under way, in another tab or from before: it is shown instead, and nothing is paid twice.
import { useState } from 'preact/hooks';
import type { AccountId } from '../../../contracts/ids.ts';
import type { Ore } from '../../../contracts/ore.ts';
import {
  type ClosedTopUp,
  PayingIn,
  type ProviderName,
  type TopUp,
} from '../../../contracts/top-ups.ts';
import { language } from '../../ui/language.ts';
import { type Answer, call } from '../api.ts';
import type { Failure } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { cancelTopUp, startAgain, startTopUp } from './paying-in-calls.ts';
import { leaveFor } from './paying-in-leaving.ts';
import { openTopUp } from './paying-in-standing.ts';

export interface Wish {
  readonly amountOre: Ore;
  readonly provider: ProviderName;
}

type Closing = ClosedTopUp['closing'];
type Doing = 'pay' | 'go_on' | 'other_way' | 'cancel';

export interface PayingInWork {
  /** What is under way; null: nothing. */
  readonly doing: Doing | null;
  readonly failure: Failure | null;
  /** What became of the wish to leave it behind; null: there was none, or it ended. */
  readonly closing: Closing | null;
  pay(wish: Wish): Promise<void>;
  /** To the page of one that is under way; where it never got one, the provider is asked again. */
  goOn(topUp: TopUp): Promise<void>;
  /** Instead of one whose provider is silent. */
  payInstead(of: TopUp, provider: ProviderName): Promise<void>;
  cancel(topUp: TopUp): Promise<void>;
}

interface Doors {
  readonly put: (paying: PayingIn) => void;
  readonly reload: () => Promise<void>;
  readonly follow: (topUp: TopUp) => void;
}

export function usePayingInWork(accountId: AccountId, doors: Doors): PayingInWork {
  const underWay = useUnderWay<Doing>();
  const [failure, fail] = useState<Failure | null>(null);
  const [closing, tellClosing] = useState<Closing | null>(null);

  const goTo = async (answer: Answer<TopUp>) => {
    if (answer.kind !== 'ok') fail(answer);
    else {
      if (answer.value.address !== null) await leaveFor(answer.value.address);
      doors.follow(answer.value);
    }
    await doors.reload();
  };
  const begin = async (wish: Wish) =>
    goTo(await startTopUp(accountId, { ...wish, language: language.peek() }));
  const goOn = async (topUp: TopUp) => {
    if (topUp.address !== null) await leaveFor(topUp.address);
    else await goTo(await startAgain(accountId, topUp, language.peek()));
  };
  const start = async (wish: Wish) => {
    const target = `/api/accounts/${accountId}/top-ups`;
    const known = await call({ method: 'GET', target, answer: PayingIn });
    if (known.kind !== 'ok') return fail(known);
    const begun = openTopUp(known.value);
    if (begun === null) return begin(wish);
    const isSame = begun.amountOre === wish.amountOre && begun.provider === wish.provider;
    if (isSame) return goOn(begun);
    doors.put(known.value);
    doors.follow(begun);
  };
  const cancel = async (topUp: TopUp) => {
    const answer = await cancelTopUp(accountId, topUp.topUpId);
    if (answer.kind !== 'ok') fail(answer);
    else {
      tellClosing(answer.value.closing);
      doors.follow(answer.value);
    }
    await doors.reload();
  };
  const run = (name: Doing, work: () => Promise<void>) =>
    underWay.run(name, async () => {
      fail(null);
      tellClosing(null);
      await work();
    });
  return {
    ...{ doing: underWay.name, failure, closing },
    pay: (wish) => run('pay', () => start(wish)),
    goOn: (topUp) => run('go_on', () => goOn(topUp)),
    payInstead: ({ topUpId, amountOre }, provider) =>
      run('other_way', async () => {
        // It never had a page that anybody could pay at; whether it could be closed changes nothing.
        await cancelTopUp(accountId, topUpId);
        await begin({ amountOre, provider });
      }),
    cancel: (topUp) => run('cancel', () => cancel(topUp)),
  };
}
