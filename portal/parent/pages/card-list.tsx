// The child's cards, each with its state, since when, and what the reader may do with it.
import type { CardState, ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatRecently } from '../../ui/formats.ts';
import { language } from '../../ui/language.ts';
import { CardBadge } from '../card-badge.tsx';
import { cardWords } from '../words-of-cards.ts';
import { WorkButton } from '../work-button.tsx';
import { cardActions } from './card-actions.ts';
import type { CardWork } from './use-card-work.ts';
import { words } from './words-of-card.ts';

const IN_HAND: readonly CardState[] = ['active', 'blocked', 'delivered'];

interface CardListProperties {
  readonly all: ChildsCards;
  readonly child: ChildOverview;
  readonly work: CardWork;
  readonly onLost: (card: ChildsCard) => void;
}

export function CardList({ all, ...properties }: CardListProperties) {
  const text = words.value;
  // A card that is not made yet is an order, which has a place of its own.
  const living = all.cards.filter(({ state }) => IN_HAND.includes(state));
  const retired = all.cards.filter(({ state }) => state === 'retired');
  return (
    <section class="card-section" aria-labelledby="card-list">
      <h2 id="card-list">{text.cards}</h2>
      {living.length === 0 && <p>{properties.child.isOwn ? text.own.noCard : text.noCard}</p>}
      <ul class="card-list">
        {living.map((card) => (
          <Card key={card.cardId} card={card} all={all} {...properties} />
        ))}
      </ul>
      {retired.length > 0 && (
        <details class="card-retired">
          <summary>{text.retired(retired.length)}</summary>
          <ul>
            {retired.map((card) => (
              <li key={card.cardId}>
                {cardName(card)}: {since(card)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface CardProperties extends CardListProperties {
  readonly card: ChildsCard;
}

function Card({ card, all, child, work, onLost }: CardProperties) {
  const text = words.value;
  const { rights, isOwn } = child;
  const { mayActivate, mayBlock, unblocking } = cardActions(card, all, rights);
  return (
    <li class="panel card-item">
      <h3>{cardName(card)}</h3>
      <p>
        <CardBadge state={card.state} />
      </p>
      <p class="quiet">{since(card)}</p>
      {mayActivate && <p>{isOwn ? text.own.activateAdvice : text.activateAdvice}</p>}
      {rights === 'self' && card.state === 'blocked' && <p>{text.own.blocked}</p>}
      {unblocking === 'cancels' && <p>{text.foundCancels}</p>}
      {unblocking === 'too_late' && <p>{text.foundTooLate}</p>}
      <div class="button-row">
        {mayActivate && (
          <WorkButton
            kind="primary"
            working={text.working.activated}
            isWorking={work.isDoing('activated', card.cardId)}
            isBusy={work.isBusy}
            onPress={() => void work.change('activated', card.cardId)}
          >
            {text.activate}
          </WorkButton>
        )}
        {mayBlock && (
          <button type="button" class="button button-warning" onClick={() => onLost(card)}>
            {text.block}
          </button>
        )}
        {(unblocking === 'plain' || unblocking === 'cancels') && (
          <WorkButton
            working={text.working.unblocked}
            isWorking={work.isDoing('unblocked', card.cardId)}
            isBusy={work.isBusy}
            onPress={() => void work.change('unblocked', card.cardId)}
          >
            {text.unblock}
          </WorkButton>
        )}
      </div>
    </li>
  );
}

export function cardName(card: ChildsCard): string {
  const text = cardWords.value;
  return card.printedNumber === null ? text.unprinted : text.printed(card.printedNumber);
}

function since(card: ChildsCard): string {
  const when = formatRecently(Date.parse(card.since), Date.now(), language.value);
  return words.value.since[card.state](when);
}
