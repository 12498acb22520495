// One child on the overview: who, how much, what can be spent today and why, the last purchase, the card,
// and what a parent does most. A payer sees the first name and how to pay in.
import type { ChildOverview, LastPurchase } from '../../../contracts/children.ts';
import { formatOre } from '../../../contracts/ore.ts';
import { formatRecently, formatWholeOre } from '../../ui/formats.ts';
import { Icon } from '../../ui/icon.tsx';
import { language } from '../../ui/language.ts';
import { CardBadge } from '../card-badge.tsx';
import { cardOnItsWay, cardThatMatters } from '../card-that-matters.ts';
import { childAddress, mayOpen } from '../child-frame.tsx';
import { ChildPhoto } from '../child-photo.tsx';
import { clubName, placeName } from '../clubs-store.ts';
import { UnlinkButton } from '../unlink.tsx';
import { cardWords } from '../words-of-cards.ts';
import { hoursWords, perPurchaseWords, todaysReason } from './todays-reason.ts';
import { words } from './words-of-overview.ts';

export function OverviewChild({ child }: { readonly child: ChildOverview }) {
  const text = words.value;
  return (
    <li class="panel overview-child">
      <div class="overview-who">
        <ChildPhoto child={child} />
        <div>
          <h2>{child.name}</h2>
          {child.clubIds.length > 0 && (
            <p class="quiet">{child.clubIds.map(clubName).join(', ')}</p>
          )}
        </div>
      </div>
      {child.rights === 'payer' ? <p class="quiet">{text.payer}</p> : <Facts child={child} />}
      <RuleTrouble child={child} />
      <Actions child={child} />
      <MorePages child={child} />
    </li>
  );
}

/** The reader's own automatic top-up needs a look. */
function RuleTrouble({ child }: { readonly child: ChildOverview }) {
  const { autoTopUp: text, forChild } = words.value;
  if (child.autoTopUp === null || !mayOpen(child, 'indbetaling')) return null;
  return (
    <p class="overview-rule">
      <Icon name="triangle_look" /> {text[child.autoTopUp]}{' '}
      <a href={childAddress(child, 'indbetaling')}>
        {text.see}
        <span class="visually-hidden">{forChild(child.name)}</span>
      </a>
    </p>
  );
}

function Facts({ child }: { readonly child: ChildOverview }) {
  const text = words.value;
  const spoken = language.value;
  const { usableToday, ledgerBalanceOre, creditOre, lastPurchase } = child;
  return (
    <dl class="overview-facts">
      {ledgerBalanceOre !== null && (
        <div>
          <dt>{text.balance}</dt>
          <dd class="overview-amount amount">{formatOre(ledgerBalanceOre, spoken)}</dd>
          {creditOre !== null && creditOre > 0 && (
            <dd class="quiet">{text.credit(formatWholeOre(creditOre, spoken))}</dd>
          )}
        </div>
      )}
      {usableToday && (
        <div>
          <dt>{text.usableToday}</dt>
          <dd class="overview-amount amount">{formatOre(usableToday.amountOre, spoken)}</dd>
          <dd class="quiet">
            {todaysReason(usableToday, Date.now(), text, spoken, child.isOwn)}{' '}
            {perPurchaseWords(usableToday, text, spoken)} {hoursWords(usableToday, text, spoken)}
          </dd>
        </div>
      )}
      <div class="overview-wide">
        <dt>{text.lastPurchase}</dt>
        {lastPurchase ? <Purchase purchase={lastPurchase} /> : <dd>{text.noPurchase}</dd>}
      </div>
      <div class="overview-wide">
        <CardFacts child={child} />
      </div>
    </dl>
  );
}

function Purchase({ purchase }: { readonly purchase: LastPurchase }) {
  const spoken = language.value;
  return (
    <>
      <dd>
        {purchase.itemNames.join(', ')}{' '}
        <span class="amount overview-spent">{formatOre(purchase.totalOre, spoken)}</span>
      </dd>
      <dd class="quiet overview-when">
        {words.value.at(
          formatRecently(Date.parse(purchase.soldAt), Date.now(), spoken),
          placeName(purchase),
        )}
      </dd>
    </>
  );
}

function CardFacts({ child }: { readonly child: ChildOverview }) {
  const text = words.value;
  const main = cardThatMatters(child.cards ?? []);
  const coming = cardOnItsWay(child.cards ?? []);
  return (
    <>
      <dt>{text.card}</dt>
      <dd class="overview-cards">
        {main ? <CardBadge state={main.state} /> : cardWords.value.none}
        {coming && (
          <span>
            {text.newCard}: <CardBadge state={coming.state} />
          </span>
        )}
      </dd>
    </>
  );
}

function Actions({ child }: { readonly child: ChildOverview }) {
  const text = words.value;
  const of = <span class="visually-hidden">{text.forChild(child.name)}</span>;
  const states = new Set((child.cards ?? []).map((card) => card.state));
  const isReady = states.has('delivered') && child.rights === 'full';
  return (
    <div class="overview-actions">
      {isReady && (
        <a class="button button-primary" href={childAddress(child, 'stamdata')}>
          {text.activate}
          {of}
        </a>
      )}
      {mayOpen(child, 'indbetaling') && (
        <a
          class={isReady ? 'button' : 'button button-primary'}
          href={childAddress(child, 'indbetaling')}
        >
          {text.payIn}
          {of}
        </a>
      )}
      {states.has('active') && (
        <a class="button button-warning" href={`${childAddress(child, 'stamdata')}?spaer`}>
          {text.block}
          {of}
        </a>
      )}
      {mayOpen(child, 'begraensninger') && (
        <a class="button" href={childAddress(child, 'begraensninger')}>
          {text.limits}
          {of}
        </a>
      )}
      {child.rights === 'payer' && (
        <UnlinkButton child={child}>
          {text.unlink}
          {of}
        </UnlinkButton>
      )}
    </div>
  );
}

function MorePages({ child }: { readonly child: ChildOverview }) {
  const text = words.value;
  const pages = [
    ['kontoudtog', text.statement],
    ['stamdata', text.details],
  ] as const;
  const open = pages.filter(([page]) => mayOpen(child, page));
  if (open.length === 0) return null;
  return (
    <ul class="overview-pages" aria-label={text.more(child.name)}>
      {open.map(([page, name]) => (
        <li key={page}>
          <a href={childAddress(child, page)}>
            {name}
            <span class="visually-hidden">{text.forChild(child.name)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
