// Shows a child to a till, and ends a showing. Nothing of a presentation is stored: it is sealed and goes
// with the screen. Absent: names and photos (face.ts), and the log of looks.
import type { PresentationId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import { PRESENTATION_LIFETIME_MS, type PresentedChild } from '../../contracts/presentations.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type {
  EndPresentationCommand,
  PresentCardCommand,
  PresentNamedCommand,
  TillFacts,
} from './commands.ts';
import { cardStateRefusal } from './decide-purchase.ts';
import type { Face } from './face.ts';
import {
  openPresentation,
  type SealedPresentation,
  sealPresentation,
} from './presentation-seal.ts';
import type { Books } from './settle.ts';

/** A second purchase within this time is worth a hint at the till. */
const RECENT_PURCHASE_MS = 15 * 60_000;

export function presentationOfCard(
  { account, cards, journal, store }: Books,
  { cardIdentifier, readMsAgo, tapId, till }: PresentCardCommand,
  now: number,
): Outcome<SealedPresentation, Refusal> {
  if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
  // The tap's own id, so that the same tap delivered twice is the same presentation.
  const presentationId = tapId as string as PresentationId;
  const card = cards.cardByIdentifier(cardIdentifier);
  const refusal = cardStateRefusal(card?.state ?? null);
  if (card === null || refusal !== null) return refused(refusal ?? { code: 'card_unknown' });
  if (store.presentationIsEnded(presentationId)) return refused({ code: 'presentation_ended' });
  if (journal.presentationIsUsed(presentationId)) return refused({ code: 'presentation_used' });
  const readAt = now - readMsAgo;
  return accepted({
    presentationId,
    tillId: till.tillId,
    cardId: card.cardId,
    namedReason: null,
    readAt,
    expiresAt: readAt + PRESENTATION_LIFETIME_MS,
  });
}

export function presentationByName(
  { account, journal, store }: Books,
  { presentationId, reason, till }: PresentNamedCommand,
  now: number,
): Outcome<SealedPresentation, Refusal> {
  if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
  if (store.presentationIsEnded(presentationId)) return refused({ code: 'presentation_ended' });
  if (journal.presentationIsUsed(presentationId)) return refused({ code: 'presentation_used' });
  return accepted({
    presentationId,
    tillId: till.tillId,
    cardId: null,
    namedReason: reason,
    readAt: now,
    expiresAt: now + PRESENTATION_LIFETIME_MS,
  });
}

/** What the till's screen gets. Balance, limits and payer have no field in it. */
export function presentedChild(
  { account, accountId, journal }: Books,
  sealed: SealedPresentation,
  face: Face,
  till: TillFacts,
  now: number,
): PresentedChild {
  const boughtAt = journal.lastPurchaseAt(till.clubId);
  const isRecent = boughtAt !== null && now - boughtAt < RECENT_PURCHASE_MS;
  return {
    accountId,
    presentationId: sealed.presentationId,
    presentation: sealPresentation(sealed, account.sealKey),
    kind: sealed.cardId === null ? 'named' : 'card',
    ...face,
    expiresInMs: Math.max(0, sealed.expiresAt - now),
    boughtMinutesAgo: isRecent ? Math.floor((now - boughtAt) / 60_000) : null,
  };
}

/** Inside the caller's transaction. Ending one that was ended, has expired or paid, changes nothing. */
export function endPresentation(
  { account, journal, store }: Books,
  { ending, presentationId, till }: EndPresentationCommand,
  now: number,
): Outcome<null, Refusal> {
  const sealed = openPresentation(ending.presentation, account.sealKey);
  if (sealed?.presentationId !== presentationId || sealed.tillId !== till.tillId) {
    return refused({ code: 'presentation_not_valid' });
  }
  if (journal.presentationIsUsed(presentationId)) return accepted(null);
  if (store.presentationIsEnded(presentationId)) return accepted(null);
  // Another seal of the same id may live longer than this one, but not longer than a whole lifetime.
  store.endPresentation(presentationId, now + PRESENTATION_LIFETIME_MS, now);
  // What had expired stood at no till any more; nobody need be told, nor told again.
  if (ending.because === 'wrong_child' && now < sealed.expiresAt) {
    const operatorId = till.operator?.operatorId ?? null;
    const { tillId, clubId, salesPointId } = till;
    const facts = { tillId, operatorId, presentationId, clubId, salesPointId };
    store.insertNotice({ at: now, kind: 'wrong_child', facts });
  }
  return accepted(null);
}
