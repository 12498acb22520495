// What became of the last thing done with a card, spoken at once: when a block took effect, what an order
// cost, what came back, or why not and what to do; as long as that is so. The focus comes here, since the
// button that was pressed is often gone by then, and on a phone it stands far below.
import { useEffect, useRef } from 'preact/hooks';
import type { ChildsCards } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import type { Ore } from '../../../contracts/ore.ts';
import { formatTimeWithSeconds, formatWholeOre } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { childAddress } from '../child-frame.tsx';
import { Notice } from '../notice.tsx';
import { failureWords } from '../problem-notice.tsx';
import { blockHolds, failureHolds, resultHolds } from './card-outcome-holds.ts';
import type { CardResult, CardWork } from './use-card-work.ts';
import { words } from './words-of-card.ts';

interface CardOutcomeProperties {
  readonly work: CardWork;
  readonly all: ChildsCards;
  readonly child: ChildOverview;
  /** While a dialog is over the page, nothing beneath it takes the focus. */
  readonly isCovered: boolean;
}

export function CardOutcome({ work, all, child, isCovered }: CardOutcomeProperties) {
  const place = useRef<HTMLDivElement>(null);
  // Until the cards are read anew, the answer is newer than they are.
  const result = work.result && (work.isBusy || resultHolds(work.result, all)) ? work.result : null;
  const failure =
    work.failure && (work.isBusy || failureHolds(work.failure, all)) ? work.failure : null;
  const blockedAt = blockOf(work.failure);
  const isBlocked = blockedAt !== null && (work.isBusy || blockHolds(blockedAt, all));
  useEffect(() => {
    if ((failure ?? result) !== null && !isCovered) place.current?.focus();
  }, [failure, result, isCovered]);
  if (failure === null && result === null && !isBlocked) return null;
  return (
    <div ref={place} class="card-outcome" tabIndex={-1}>
      {isBlocked && (
        <Notice kind="done" title={words.value.outcome.blocked(timeOf(blockedAt))} alert>
          <p>{words.value.outcome.blockedAllTheSame}</p>
        </Notice>
      )}
      {failure && <Failed failure={failure} child={child} />}
      {result && <Done result={result} all={all} />}
    </div>
  );
}

function Done({ result, all }: { readonly result: CardResult; readonly all: ChildsCards }) {
  const { title, lines } = saidOf(result, all);
  return (
    <Notice kind="done" title={title} alert>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}

interface FailedProperties {
  readonly failure: NonNullable<CardWork['failure']>;
  readonly child: ChildOverview;
}

function Failed({ failure, child }: FailedProperties) {
  const { title, advice } = failureWords(failure);
  const problem = failure.kind === 'problem' ? failure.problem : null;
  return (
    <Notice kind={problem ? 'error' : 'warning'} title={title} alert>
      <p>{advice}</p>
      {problem?.code === 'not_enough_money' && (
        <a class="button" href={childAddress(child, 'indbetaling')}>
          {words.value.payIn}
        </a>
      )}
    </Notice>
  );
}

function blockOf(failure: CardWork['failure']): string | null {
  return failure?.kind === 'problem' ? (failure.problem.blockedAt ?? null) : null;
}

function saidOf(result: CardResult, all: ChildsCards): { title: string; lines: string[] } {
  const text = words.value.outcome;
  const spoken = language.value;
  switch (result.kind) {
    case 'blocked':
      return { title: text.blocked(timeOf(result.change.at)), lines: [text.blockedLead] };
    case 'unblocked': {
      const { cancelledOrderId, returnedFeeOre } = result.change;
      return {
        title: text.unblocked(timeOf(result.change.at)),
        lines: cancelledOrderId === null ? [] : [text.orderCancelled, ...returned(returnedFeeOre)],
      };
    }
    case 'activated':
      return { title: text.activated, lines: [text.activatedLead] };
    case 'ordered': {
      const { blockedCardId, feeOre } = result.order;
      const lost = all.cards.find((card) => card.cardId === blockedCardId);
      const blocked = lost?.state === 'blocked' ? [text.blocked(timeOf(lost.since))] : [];
      const paid = feeOre > 0 ? text.paid(formatWholeOre(feeOre, spoken)) : text.free;
      return { title: text.ordered, lines: [...blocked, paid, text.fiveWeeks] };
    }
    case 'cancelled':
      return { title: text.orderCancelled, lines: returned(result.order.feeOre) };
    default:
      return result satisfies never;
  }
}

function returned(feeOre: Ore): string[] {
  return feeOre > 0 ? [words.value.outcome.returned(formatWholeOre(feeOre, language.value))] : [];
}

function timeOf(at: string): string {
  return formatTimeWithSeconds(Date.parse(at), language.value);
}
