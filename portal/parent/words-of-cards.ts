// What a card's state is called, wherever a card is shown.
import { wordsIn } from '../ui/language.ts';

const da = {
  none: 'Intet kort endnu',
  printed: (digits: string) => `Kort …${digits}`,
  unprinted: 'Kort',
  states: {
    ordered: 'Bestilt',
    produced: 'På vej til klubben',
    delivered: 'Klar i klubben',
    active: 'Aktivt',
    blocked: 'Spærret',
    cancelled: 'Annulleret',
    retired: 'Udgået',
  },
};

const en: typeof da = {
  none: 'No card yet',
  printed: (digits: string) => `Card …${digits}`,
  unprinted: 'Card',
  states: {
    ordered: 'Ordered',
    produced: 'On its way to the club',
    delivered: 'Ready at the club',
    active: 'Active',
    blocked: 'Blocked',
    cancelled: 'Cancelled',
    retired: 'No longer valid',
  },
};

export const cardWords = wordsIn({ da, en });
