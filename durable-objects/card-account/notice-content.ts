// What an entry or a notice says to one guardian, or that it says nothing to that one. Pure: ids, codes and
// amounts; the screen says them in words. Absent: who is linked (guardian-rights.ts), and delivery.
import type { CardId, CardOrderId, ClubId, GuardianId, SalesPointId } from '../../contracts/ids.ts';
import { NoticeContent, type RefusalReason } from '../../contracts/inbox.ts';
import type { Rights } from '../../contracts/links.ts';
import { type Ore, ore, sumOre } from '../../contracts/ore.ts';
import type { MoneyInWay } from '../../contracts/statement.ts';
import type { Who } from '../../contracts/who.ts';
import type { LinkCopy, Notice } from './account-store.ts';
import type { Entry } from './entry.ts';
import { whoOf } from './who-of.ts';

/** What a child under 18 is told: the own money's moves, and what happens to the own card. */
const OF_CHILDREN: readonly NoticeContent['kind'][] = ['purchase', 'given_back', 'card'];

/** @param isOwnPayment the reader's own money: told to whoever pays, with whatever rights. */
export function mayHear(
  rights: Rights,
  isOwnMaster: boolean,
  content: NoticeContent,
  isOwnPayment = false,
): boolean {
  if (rights === 'full' || isOwnPayment) return true;
  return rights === 'self' && (isOwnMaster || OF_CHILDREN.includes(content.kind));
}

/** @param way how its money came in; null where it is of another kind. */
export function contentOfEntry(entry: Entry, way: MoneyInWay | null): NoticeContent | null {
  const { kind, sequence, ofPurchaseSequence, purchase } = entry;
  const movedOre = sumOre(
    entry.postings
      .filter(({ ledgerAccount }) => ledgerAccount === 'purse')
      .map(({ amountOre }) => amountOre),
  );
  const amountOre = ore(Math.abs(movedOre));
  if (kind === 'purchase') {
    if (purchase === null) return null;
    return {
      kind,
      clubId: purchase.clubId,
      salesPointId: purchase.salesPointId,
      sequence,
      totalOre: amountOre,
      itemNames: entry.soldLines.map(({ name }) => name),
      balanceAfterOre: entry.purseAfterOre,
    };
  }
  if (kind === 'top_up') return way && { kind, sequence, amountOre, way };
  if (kind === 'fee') return { kind, sequence, amountOre };
  if (kind === 'charge_return' || kind === 'charge_restored') {
    const told = kind === 'charge_return' ? 'charged_back' : 'charge_restored';
    return { kind: told, sequence, amountOre: chargedOre(entry), movedOre: amountOre };
  }
  if (kind === 'fee_return') return { kind: 'fee_returned', sequence, amountOre };
  if (kind === 'reversal' || kind === 'refund') {
    return { kind: 'given_back', sequence, ofSequence: ofPurchaseSequence ?? sequence, amountOre };
  }
  return null;
}

/** What a payer may know of it: a return that the purse bore only in part would tell what was in it. */
export function withoutBalance(content: NoticeContent): NoticeContent {
  return 'movedOre' in content ? { ...content, movedOre: null } : content;
}

/** All that was taken back or came again, also where the purse held less. */
function chargedOre({ postings }: Entry): Ore {
  const ofCharge = postings.filter(({ ledgerAccount }) => ledgerAccount === 'top_ups');
  return ore(Math.abs(sumOre(ofCharge.map(({ amountOre }) => amountOre))));
}

/** The till's words for it are the decision's; the guardian's are the contract's. */
const REASONS: Readonly<Record<string, RefusalReason>> = {
  funds: 'money',
  limit_purchase: 'per_purchase',
  limit_day: 'per_day',
  limit_week: 'per_week',
  limit_category: 'category',
  limit_weekday: 'weekday',
  limit_hours: 'hours',
  limit_club: 'club',
  presentation_cap: 'presentation_cap',
  named_day_cap: 'named_day_cap',
};

/**
 * Facts by kind: `refused` reason, leftOre, clubId, salesPointId; `wrong_child` clubId, salesPointId; `low_balance`
 * balanceOre; `limit_reached` window; `limits` by, changes; `card_state` cardId, state, before, by; `card_ready`
 * cardId, orderId; `link` change, rights, basis, and guardianId of the one whose link it is, who is not told
 * by the account. Those with a `payer` are told to that guardian alone: `top_up_failed`, `top_up_returned`,
 * `auto_top_up_paused`, `auto_top_up_held` and `method_ends`, with the contract's own facts; `auto_top_up_changed` change, by.
 */
export function contentOfNotice(
  notice: Notice,
  reader: GuardianId,
  links: readonly LinkCopy[],
): NoticeForReader | null {
  const { by, guardianId, payer } = notice.facts;
  if (payer !== undefined && payer !== reader) return null;
  const person = whoOf(by ?? guardianId, reader, links);
  const parsed = NoticeContent.safeParse(wordsOf(notice, person.who));
  if (!parsed.success) return null;
  const tellsOfSomebody = 'by' in parsed.data || 'whose' in parsed.data;
  return { content: parsed.data, about: tellsOfSomebody ? person.about : null };
}

/** Whether a notice of the queue tells a guardian of that guardian's own payments. */
export function isOfPayer({ kind, facts }: Notice, reader: GuardianId): boolean {
  return facts.payer === reader || (kind === 'auto_top_up_changed' && facts.by === reader);
}

export interface NoticeForReader {
  readonly content: NoticeContent;
  /** The guardian whose name is put in when it is read. */
  readonly about: GuardianId | null;
}

function wordsOf({ kind, facts }: Notice, who: Who): object | null {
  const place = {
    clubId: facts.clubId as ClubId,
    salesPointId: facts.salesPointId as SalesPointId,
  };
  switch (kind) {
    case 'refused':
      return { kind, reason: REASONS[String(facts.reason)], leftOre: facts.leftOre, ...place };
    case 'wrong_child':
      return { kind, ...place };
    case 'low_balance':
      return { kind, balanceOre: facts.balanceOre };
    case 'limit_reached':
      return { kind, window: facts.window };
    case 'limits':
      return { kind: 'limits_changed', by: who, changes: facts.changes };
    case 'card_state':
      return {
        ...{ kind: 'card', cardId: facts.cardId as CardId, state: facts.state, by: who },
        liftsBlock: facts.state === 'active' && facts.before === 'blocked',
      };
    case 'card_ready':
      return { kind, cardId: facts.cardId, orderId: facts.orderId as CardOrderId };
    case 'link':
      if (who.role === 'me') return null;
      return {
        kind,
        ...{ change: facts.change, whose: who, rights: facts.rights },
        basis: facts.change === 'new' ? facts.basis : null,
      };
    case 'top_up_failed':
    case 'top_up_returned':
    case 'auto_top_up_paused':
    case 'auto_top_up_held':
    case 'method_ends': {
      const { payer: _, ...said } = facts;
      return { kind, ...said };
    }
    case 'auto_top_up_changed':
      return { kind, change: facts.change, by: who };
    case 'frozen':
      return { kind: 'account_frozen' };
    default:
      return kind satisfies never;
  }
}
