// A new card: its price before it is ordered, and the order under way as steps from ordered to handed over.
import type { CardOrder, ChildsCards } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import { formatDay, formatWholeOre } from '../../ui/formats.ts';
import { Icon } from '../../ui/icon.tsx';
import { language } from '../../ui/language.ts';
import { childAddress } from '../child-frame.tsx';
import { WorkButton } from '../work-button.tsx';
import {
  mayCancel,
  type OrderStepName,
  openOrder,
  orderOffer,
  orderSteps,
} from './card-actions.ts';
import type { CardWork } from './use-card-work.ts';
import { words } from './words-of-card.ts';

interface CardOrdersProperties {
  readonly all: ChildsCards;
  readonly child: ChildOverview;
  readonly work: CardWork;
}

export function CardOrders(properties: CardOrdersProperties) {
  const order = openOrder(properties.all);
  if (order) return <OpenOrder {...properties} order={order} />;
  return <NewOrder {...properties} />;
}

function OpenOrder({ order, child, work }: CardOrdersProperties & { readonly order: CardOrder }) {
  const { order: text, own } = words.value;
  const spoken = language.value;
  const awaited = (name: OrderStepName) =>
    name === 'activated' && child.isOwn
      ? own.activatedAwaited[child.rights === 'self' ? 'self' : 'full']
      : text.steps[name].awaited;
  return (
    <section class="panel card-section" aria-labelledby="card-order">
      <h2 id="card-order">{text.underWay}</h2>
      <ol class="card-steps">
        {orderSteps(order).map(({ name, at, isNext }) => (
          <li
            key={name}
            class={at === null ? undefined : 'card-step-done'}
            aria-current={isNext ? 'step' : undefined}
          >
            <Icon name={at === null ? 'clock' : 'circle_check'} />
            <span>
              <strong>{text.steps[name].name}</strong>
              <span class="quiet">
                {at === null ? awaited(name) : formatDay(Date.parse(at), spoken)}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p>{order.feeOre > 0 ? text.cost(formatWholeOre(order.feeOre, spoken)) : text.wasFree}</p>
      {mayCancel(order, child.rights) && (
        <WorkButton
          working={words.value.working.cancelled}
          isWorking={work.isDoing('cancelled', order.orderId)}
          isBusy={work.isBusy}
          onPress={() => void work.cancel(order.orderId)}
        >
          {text.cancel}
        </WorkButton>
      )}
    </section>
  );
}

function NewOrder({ all, child, work }: CardOrdersProperties) {
  const text = words.value.order;
  const spoken = language.value;
  const offer = orderOffer(all, child.rights);
  if (offer.kind === 'none') return null;
  const hasActive = all.cards.some(({ state }) => state === 'active');
  const needsOne = !hasActive && !all.cards.some(({ state }) => state === 'delivered');
  return (
    <section class="panel card-section" aria-labelledby="card-order">
      <h2 id="card-order">{text.title}</h2>
      {offer.kind === 'frozen' && <p>{text.frozen}</p>}
      {offer.kind !== 'frozen' && (
        <p>{offer.feeOre > 0 ? text.price(formatWholeOre(offer.feeOre, spoken)) : text.free}</p>
      )}
      {offer.kind === 'missing' && (
        <>
          <p>
            {text.missing(
              formatOre(child.availableOre ?? offer.feeOre, spoken),
              formatWholeOre(offer.missingOre ?? offer.feeOre, spoken),
            )}
          </p>
          <a class="button" href={childAddress(child, 'indbetaling')}>
            {words.value.payIn}
          </a>
        </>
      )}
      {offer.kind === 'order' && (
        <>
          {hasActive && <p>{text.besideActive}</p>}
          <p class="quiet">{child.isOwn ? words.value.own.fiveWeeks : text.fiveWeeks}</p>
          <WorkButton
            {...(needsOne ? { kind: 'primary' } : {})}
            working={words.value.working.ordered}
            isWorking={work.isDoing('ordered', null)}
            isBusy={work.isBusy}
            onPress={() => void work.order({ blockCardId: null, feeOre: offer.feeOre })}
          >
            {offer.feeOre > 0 ? text.button(formatWholeOre(offer.feeOre, spoken)) : text.buttonFree}
          </WorkButton>
        </>
      )}
    </section>
  );
}
