// A card's state as a sign and a word; the colour only underlines it.
import type { CardState } from '../../contracts/cards.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { cardWords } from './words-of-cards.ts';

const SIGNS: Record<CardState, { icon: IconName; kind: 'good' | 'stop' | 'plain' | 'look' }> = {
  ordered: { icon: 'clock', kind: 'plain' },
  produced: { icon: 'clock', kind: 'plain' },
  delivered: { icon: 'card', kind: 'look' },
  active: { icon: 'circle_check', kind: 'good' },
  blocked: { icon: 'lock', kind: 'stop' },
  cancelled: { icon: 'cross', kind: 'plain' },
  retired: { icon: 'cross', kind: 'plain' },
};

export function CardBadge({ state }: { readonly state: CardState }) {
  const { icon, kind } = SIGNS[state];
  return (
    <span class={`badge badge-${kind}`}>
      <Icon name={icon} />
      {cardWords.value.states[state]}
    </span>
  );
}
