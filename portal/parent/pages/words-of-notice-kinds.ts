// The kinds of messages that there are, by name, for the settings of what is sent.
import type { NoticeContent } from '../../../contracts/inbox.ts';
import { wordsIn } from '../../ui/language.ts';

type Kind = NoticeContent['kind'];

const daKinds: Record<Kind, string> = {
  purchase: 'Køb',
  given_back: 'Køb, der er tilbageført',
  top_up: 'Penge, der er sat ind, også ved automatisk optankning',
  top_up_failed: 'Indbetaling eller automatisk optankning, der ikke lykkes',
  top_up_returned: 'Indbetaling, der sendes tilbage til dig',
  auto_top_up_paused: 'Automatisk optankning, der er sat på pause',
  auto_top_up_held: 'Automatisk optankning, der har nået en grænse',
  method_ends: 'Betalingskort til automatisk optankning, der snart udløber',
  auto_top_up_changed: 'Automatisk optankning, der er oprettet, ændret eller slettet',
  charged_back: 'Indbetaling, der er ført tilbage',
  charge_restored: 'Indbetaling, der er godskrevet igen',
  fee: 'Gebyr for nyt kort',
  fee_returned: 'Gebyr, der er tilbageført',
  refused: 'Køb, der ikke var muligt',
  wrong_child: 'Kort, der blev vist af en anden',
  low_balance: 'Lav saldo',
  limit_reached: 'Begrænsning, der er nået',
  limits_changed: 'Begrænsninger, der er ændret',
  card: 'Kort, der er bestilt, spærret eller aktiveret',
  card_ready: 'Kort, der ligger klar i klubben',
  link: 'Tilknytninger',
  account_frozen: 'Konto, der er sat på pause',
  bank_account_changed: 'Din bankkonto er ændret',
  email_changed: 'Din e-mailadresse er ændret',
};

const enKinds: Record<Kind, string> = {
  purchase: 'Purchases',
  given_back: 'Purchases given back',
  top_up: 'Money paid in, by automatic top-up too',
  top_up_failed: 'A payment or an automatic top-up that does not succeed',
  top_up_returned: 'A payment that is sent back to you',
  auto_top_up_paused: 'An automatic top-up that is paused',
  auto_top_up_held: 'An automatic top-up that has reached a limit',
  method_ends: 'A payment card for automatic top-up that expires soon',
  auto_top_up_changed: 'An automatic top-up that was made, changed or deleted',
  charged_back: 'A payment that was taken back',
  charge_restored: 'A payment that was credited again',
  fee: 'A fee for a new card',
  fee_returned: 'A fee given back',
  refused: 'A purchase that was not possible',
  wrong_child: 'A card that somebody else showed',
  low_balance: 'A low balance',
  limit_reached: 'A limit that is reached',
  limits_changed: 'Limits that were changed',
  card: 'A card that was ordered, blocked or activated',
  card_ready: 'A card that is ready at the club',
  link: 'Links',
  account_frozen: 'An account that is on hold',
  bank_account_changed: 'Your bank account has changed',
  email_changed: 'Your e-mail address has changed',
};

const da = {
  title: 'Se alle slags beskeder',
  always: 'Kan ikke slås fra',
  needsMe: 'Kræver noget af dig',
  others: 'Kun ved Alt',
  kinds: daKinds,
};

const en: typeof da = {
  title: 'See all kinds of messages',
  always: 'Cannot be turned off',
  needsMe: 'Needs something of you',
  others: 'Only with Everything',
  kinds: enKinds,
};

export const words = wordsIn({ da, en });
