// How often guardians may change, in a day and for one account, what leaves rows for good. The club may always, and
// a card can always be blocked: to find it again is what is bounded. Reads, and writes nothing.
import type { GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { AccountStore } from './account-store.ts';
import { type Asker, guardian } from './asker.ts';
import type { CardStore } from './card-store.ts';
import type { TopUpStore } from './top-up-store.ts';

const DAY_MS = 86_400_000;
const CANCELLED_ORDERS_PER_DAY = 5;
const CARDS_INTO_USE_PER_DAY = 25;
const LIMITS_PER_DAY = 50;
const TOP_UPS_IN_VAIN_PER_DAY = 25;
/** Of a payer's, who sees no balance: each that could be begun says that so much fits. */
const PAYERS_TOP_UPS_IN_VAIN_PER_DAY = 5;

type Bound = Refusal | null;

/** After so many orders that came to nothing. */
export function orderBound(cards: CardStore, asker: Asker, now: number): Bound {
  const most = CANCELLED_ORDERS_PER_DAY;
  return boundOf(asker, cards.latestMoves('cancelled', most), most, now);
}

export function unblockBound(cards: CardStore, asker: Asker, now: number): Bound {
  const most = CARDS_INTO_USE_PER_DAY;
  return boundOf(asker, cards.latestMoves('active', most), most, now);
}

export function limitsBound(store: AccountStore, asker: Asker, now: number): Bound {
  return boundOf(asker, store.limitsSetAt(LIMITS_PER_DAY), LIMITS_PER_DAY, now);
}

/** After so many of one guardian that were begun on a page and not paid, by hand or with a rule. */
export function topUpBound(
  store: Pick<TopUpStore, 'begunInVain'>,
  by: GuardianId,
  rights: Rights,
  now: number,
): Bound {
  const isPayer = rights === 'payer';
  const most = isPayer ? PAYERS_TOP_UPS_IN_VAIN_PER_DAY : TOP_UPS_IN_VAIN_PER_DAY;
  return boundOf(guardian(by), store.begunInVain(by, most), most, now);
}

/** @param times newest first. */
function boundOf({ kind }: Asker, times: readonly number[], most: number, now: number): Bound {
  const first = times[most - 1];
  const isFree = kind === 'club' || first === undefined || first + DAY_MS <= now;
  return isFree ? null : { code: 'too_many_tries', retryAfterMs: first + DAY_MS - now };
}
