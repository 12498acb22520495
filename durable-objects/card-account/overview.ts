// What the account tells a guardian of itself on the first page. Reads, and writes nothing. A payer gets the
// child's first name and what the link is; everything else is null or empty. Absent: who may ask
// (guardian-rights.ts).
import type { ChildsCard } from '../../contracts/cards.ts';
import type { ChildOverview, LastPurchase, UsableToday } from '../../contracts/children.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import { sumOre, timesOre } from '../../contracts/ore.ts';
import { decryptText } from '../person-cipher.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import { decideUsableToday } from './decide-usable-today.ts';
import type { Face } from './face.ts';
import { linkInForce } from './guardian-rights.ts';
import { creditOf } from './loaded-account.ts';
import type { Books } from './settle.ts';
import { spendingWindows, windowNames } from './windows.ts';

const GONE: readonly ChildsCard['state'][] = ['cancelled', 'retired'];

export interface OverviewSources {
  readonly books: Books;
  readonly cards: readonly ChildsCard[];
  readonly face: Face;
  /** The child's own, for the first name. */
  readonly key: Uint8Array;
  /** Of the asker's own rule. */
  readonly autoTopUp: ChildOverview['autoTopUp'];
}

/** @param rights in force, as `mayGuardian` found them. */
export function overviewFor(
  sources: OverviewSources,
  by: GuardianId,
  rights: Rights,
  now: number,
): ChildOverview {
  const { books, cards, face, key, autoTopUp } = sources;
  const { account, accountId } = books;
  const { childId, givenNameCiphertext, clubIds, adultAt } = account.child;
  const link = linkInForce(account, by, now);
  if (link === null) throw new Error('an overview for somebody without a link');
  const isOwnMaster = rights === 'self' && adultAt !== null && adultAt <= now;
  const common = {
    accountId,
    linkId: link.linkId,
    rights: isOwnMaster ? ('full' as const) : rights,
    isOwn: rights === 'self',
    autoTopUp,
  };
  if (rights === 'payer') {
    const name = decryptText(key, childId, 'name', Buffer.from(givenNameCiphertext, 'hex'));
    return { ...common, name, ...NOTHING_FOR_PAYERS };
  }
  const { purse } = books.journal.keptRunning().sumsOre;
  const creditOre = creditOf(account, now);
  return {
    ...common,
    name: face.childName,
    photo: face.photo,
    clubIds: [...clubIds],
    ledgerBalanceOre: purse,
    availableOre: purse,
    usableToday: usableToday(books, cards, now),
    lastPurchase: lastPurchaseOf(books),
    cards: cards.filter(({ state }) => !GONE.includes(state)),
    creditOre,
  };
}

const NOTHING_FOR_PAYERS = {
  photo: null,
  clubIds: [],
  ledgerBalanceOre: null,
  availableOre: null,
  usableToday: null,
  lastPurchase: null,
  cards: null,
  creditOre: null,
} satisfies Partial<ChildOverview>;

function usableToday(books: Books, cards: readonly ChildsCard[], now: number): UsableToday {
  const { account, journal } = books;
  const moment = copenhagenMoment(now);
  const windows = spendingWindows(moment, true);
  const spent = journal.spent(windowNames(windows));
  const spentIn = (name: string | null) => spent.get(name ?? '') ?? NOTHING;
  return decideUsableToday({
    purseOre: journal.keptRunning().sumsOre.purse,
    creditOre: creditOf(account, now),
    limits: account.limits,
    spentDayOre: spentIn(windows.day),
    spentWeekOre: spentIn(windows.week),
    spentNamedDayOre: spentIn(windows.namedDay),
    namedDayCapOre: account.settings.namedDayCapOre,
    clubIds: account.child.clubIds,
    hasActiveCard: cards.some(({ state }) => state === 'active'),
    isFrozen: account.frozenBecause !== null,
    moment,
  });
}

const NOTHING = sumOre([]);

/** The last purchase that was not undone, as it was sold. */
function lastPurchaseOf({ journal }: Books): LastPurchase | null {
  const last = journal.lastPurchase();
  if (last === null || last.purchase === null) return null;
  const { clubId, salesPointId } = last.purchase;
  return {
    soldAt: new Date(last.occurredAt).toISOString(),
    clubId,
    salesPointId,
    totalOre: sumOre(last.soldLines.map((line) => timesOre(line.priceOre, line.quantity))),
    itemNames: last.soldLines.map(({ name }) => name),
  };
}
