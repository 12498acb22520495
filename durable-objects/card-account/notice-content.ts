// What an entry or a notice says to one guardian, or that it says nothing to that one. Pure: ids, codes and
// amounts; the screen says them in words. Absent: who is linked (guardian-rights.ts), and delivery.
import type { CardId, CardOrderId, ClubId, GuardianId, SalesPointId } from '../../contracts/ids.ts';
import { NoticeContent, type RefusalReason } from '../../contracts/inbox.ts';
import type { Rights } from '../../contracts/links.ts';
import { ore, sumOre } from '../../contracts/ore.ts';
import type { Who } from '../../contracts/who.ts';
import type { LinkCopy, Notice } from './account-store.ts';
import type { Entry } from './entry.ts';
import { whoOf } from './who-of.ts';

/** What a child under 18 is told: the own money's moves, and what happens to the own card. */
const OF_CHILDREN: readonly NoticeContent['kind'][] = ['purchase', 'given_back', 'card'];

export function mayHear(rights: Rights, isOwnMaster: boolean, content: NoticeContent): boolean {
  if (rights === 'full') return true;
  return rights === 'self' && (isOwnMaster || OF_CHILDREN.includes(content.kind));
}

export function contentOfEntry(entry: Entry): NoticeContent | null {
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
  if (kind === 'top_up' || kind === 'fee') return { kind, sequence, amountOre };
  if (kind === 'fee_return') return { kind: 'fee_returned', sequence, amountOre };
  if (kind === 'reversal' || kind === 'refund') {
    return { kind: 'given_back', sequence, ofSequence: ofPurchaseSequence ?? sequence, amountOre };
  }
  return null;
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
 * Facts by kind: `refused` reason, clubId, salesPointId; `wrong_child` clubId, salesPointId; `low_balance`
 * balanceOre; `limit_reached` window; `limits` by, changes; `card_state` cardId, state, by; `card_ready`
 * cardId, orderId; `link` change, rights, basis, and guardianId of the one whose link it is, who is not told
 * by the account.
 */
export function contentOfNotice(
  notice: Notice,
  reader: GuardianId,
  links: readonly LinkCopy[],
): NoticeForReader | null {
  const { by, guardianId } = notice.facts;
  const person = whoOf(by ?? guardianId, reader, links);
  const parsed = NoticeContent.safeParse(wordsOf(notice, person.who));
  if (!parsed.success) return null;
  const tellsOfSomebody = 'by' in parsed.data || 'whose' in parsed.data;
  return { content: parsed.data, about: tellsOfSomebody ? person.about : null };
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
      return { kind, reason: REASONS[String(facts.reason)], ...place };
    case 'wrong_child':
      return { kind, ...place };
    case 'low_balance':
      return { kind, balanceOre: facts.balanceOre };
    case 'limit_reached':
      return { kind, window: facts.window };
    case 'limits':
      return { kind: 'limits_changed', by: who, changes: facts.changes };
    case 'card_state':
      return { kind: 'card', cardId: facts.cardId as CardId, state: facts.state, by: who };
    case 'card_ready':
      return { kind, cardId: facts.cardId, orderId: facts.orderId as CardOrderId };
    case 'link':
      if (who.role === 'me') return null;
      return {
        kind,
        ...{ change: facts.change, whose: who, rights: facts.rights },
        basis: facts.change === 'new' ? facts.basis : null,
      };
    case 'frozen':
      return { kind: 'account_frozen' };
    default:
      return kind satisfies never;
  }
}
