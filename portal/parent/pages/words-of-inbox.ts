// The texts of the inbox, "Beskeder". What each message says stands in ../words-of-messages.ts.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Beskeder',
  lead: 'Det nyeste står øverst og kommer af sig selv.',
  none: 'Du har ingen beskeder endnu. Her står køb, kort og alt andet, du får at vide.',
  noneOfPayer: 'Du har ingen beskeder endnu. Her står, hvad der sker med det, du sætter ind.',
  isNew: 'Ny',
  more: 'Vis flere',
  shown: (count: number) => (count === 1 ? '1 besked vist' : `${count} beskeder vist`),
  open: {
    kontoudtog: 'Se kontoudtog',
    begraensninger: 'Se begrænsninger',
    stamdata: 'Se stamdata og kort',
    indbetaling: 'Sæt penge ind',
    '/': 'Se Mine børn',
    '/mine-oplysninger': 'Se Mine oplysninger',
  },
  parts: { rule: 'Se automatisk optankning', paid: 'Se dine indbetalinger' },
  about: (name: string) => ` for ${name}`,
  settings: 'Vælg, hvad du vil have besked om',
};

const en: typeof da = {
  title: 'Messages',
  lead: 'The newest stands first and comes by itself.',
  none: 'You have no messages yet. Purchases, cards and all else that you are told will stand here.',
  noneOfPayer: 'You have no messages yet. What becomes of what you pay in will stand here.',
  isNew: 'New',
  more: 'Show more',
  shown: (count: number) => (count === 1 ? '1 message shown' : `${count} messages shown`),
  open: {
    kontoudtog: 'See the statement',
    begraensninger: 'See the limits',
    stamdata: 'See details and card',
    indbetaling: 'Pay in',
    '/': 'See My children',
    '/mine-oplysninger': 'See My details',
  },
  parts: { rule: 'See automatic top-up', paid: 'See what you have paid in' },
  about: (name: string) => ` for ${name}`,
  settings: 'Choose what you are told',
};

export const words = wordsIn({ da, en });
