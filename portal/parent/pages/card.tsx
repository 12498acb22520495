// "Stamdata og kort": who the child is here, the cards and what can be done with them, ordering a new one,
// and the end of the reader's own link.
import { useEffect, useState } from 'preact/hooks';
import { type ChildsCard, ChildsCards } from '../../../contracts/cards.ts';
import type { ChildOverview } from '../../../contracts/children.ts';
import { ChildFrame } from '../child-frame.tsx';
import { clubName } from '../clubs-store.ts';
import { onChange } from '../live.ts';
import { Loaded } from '../loaded.tsx';
import type { PageProperties } from '../pages.ts';
import { address, go } from '../router.ts';
import { UnlinkSection } from '../unlink.tsx';
import { useLoaded } from '../use-loaded.ts';
import './card.css';
import { CardList } from './card-list.tsx';
import { LostCardDialog } from './card-lost-dialog.tsx';
import { CardOrders } from './card-orders.tsx';
import { CardOutcome } from './card-outcome.tsx';
import { useCardWork } from './use-card-work.ts';
import { words } from './words-of-card.ts';

export default function CardPage({ parameters }: PageProperties) {
  return (
    <ChildFrame parameters={parameters} page="stamdata">
      {(child) => <ChildDetails child={child} />}
    </ChildFrame>
  );
}

function ChildDetails({ child }: { readonly child: ChildOverview }) {
  const cards = useLoaded(`/api/accounts/${child.accountId}/cards`, ChildsCards);
  useEffect(
    () =>
      onChange((accountId) => {
        if (accountId === child.accountId) void cards.reload();
      }),
    [child.accountId],
  );
  return (
    <div class="card-page">
      <Loaded of={cards}>{(all) => <Cards child={child} all={all} reload={cards.reload} />}</Loaded>
      <Facts child={child} />
      <UnlinkSection child={child} />
    </div>
  );
}

interface CardsProperties {
  readonly child: ChildOverview;
  readonly all: ChildsCards;
  readonly reload: () => Promise<void>;
}

function Cards({ child, all, reload }: CardsProperties) {
  const work = useCardWork(child.accountId, reload);
  const [lost, lose] = useState<ChildsCard | null>(() => cardOfAddress(all));
  useEffect(() => {
    // The overview's "Spær kort" leads here with its wish in the address, once.
    if (address.value.search !== '') go(address.value.path, { replace: true });
  }, []);
  return (
    <>
      <CardOutcome work={work} all={all} child={child} isCovered={lost !== null} />
      <CardList all={all} child={child} work={work} onLost={lose} />
      <CardOrders all={all} child={child} work={work} />
      {lost && (
        <LostCardDialog
          card={lost}
          all={all}
          child={child}
          work={work}
          onClose={() => lose(null)}
        />
      )}
    </>
  );
}

function cardOfAddress({ cards }: ChildsCards): ChildsCard | null {
  const isAsked = new URLSearchParams(address.peek().search).has('spaer');
  return (isAsked && cards.find((card) => card.state === 'active')) || null;
}

function Facts({ child }: { readonly child: ChildOverview }) {
  const text = words.value.facts;
  return (
    <section class="section card-section" aria-labelledby="card-facts">
      <h2 id="card-facts">{text.title}</h2>
      <dl class="card-facts">
        <div>
          <dt>{text.name}</dt>
          <dd>{child.name}</dd>
        </div>
        <div>
          <dt>{text.clubs}</dt>
          <dd>{child.clubIds.map(clubName).join(', ') || text.noClub}</dd>
        </div>
        <div>
          <dt>{text.rights}</dt>
          <dd>{text.ofRights[child.rights]}</dd>
        </div>
      </dl>
      <p class="quiet">{child.rights === 'self' ? words.value.own.wrong : text.wrong}</p>
    </section>
  );
}
