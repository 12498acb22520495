// What the till says for each problem, by its code and never by its text. A child may read along: refusals
// are kind, and none tells of money or limits. Codes that no till can meet share one sentence.

import { formatOre } from '../../contracts/ore.ts';
import type { PortalProblemCode, Problem, ProblemCode } from '../../contracts/problems.ts';
import type { Language } from '../ui/language.ts';

export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
}

/** Met only where money is given back or parents and staff work, never at the counter. */
type NeverAtTheTill =
  | PortalProblemCode
  | 'refund_id_reused'
  | 'refund_too_large'
  | 'top_up_id_reused'
  | 'above_highest_balance'
  | 'version_conflict'
  | 'card_state_conflict';

type TillCode = Exclude<ProblemCode, NeverAtTheTill>;
type Say = (problem: Problem) => ProblemWords;
type Sayings = Record<TillCode, Say>;

const says =
  (title: string, advice: string): Say =>
  () => ({ title, advice });

const daWrong = says('Noget gik galt', 'Prøv igen om lidt.');
const daReadAgain = 'Læs kortet igen, så fortsætter I.';
const daPairAgain = 'Bed klublederen om en ny kode til kassen.';
const daAskClub = 'Tal med en voksen i klubben.';
const da: Sayings = {
  invalid_json: daWrong,
  invalid_request: daWrong,
  unsupported_media_type: daWrong,
  body_too_large: daWrong,
  not_found: daWrong,
  device_proof_missing: says('Kassen kunne ikke genkendes', daPairAgain),
  device_proof_wrong: says('Kassen kunne ikke genkendes', daPairAgain),
  device_clock_wrong: says('Kassens ur går forkert', 'Stil uret på denne enhed, og prøv igen.'),
  device_revoked: says('Kassen er ikke parret længere', daPairAgain),
  device_not_allowed: says('Det må denne kasse ikke', daAskClub),
  origin_not_allowed: daWrong,
  socket_ticket_wrong: daWrong,
  pairing_id_reused: daWrong,
  pairing_code_wrong: says(
    'Koden er forkert eller udløbet',
    'Se efter en gang til, eller bed klublederen om en ny kode.',
  ),
  pin_wrong: ({ triesLeft }) => ({
    title: 'Forkert PIN',
    advice: triesLeft === undefined ? 'Prøv igen.' : `Prøv igen. ${triesLeft} forsøg tilbage.`,
  }),
  operator_unknown: says('Kassebetjeneren findes ikke her', 'Vælg dit navn på listen igen.'),
  operator_not_allowed: says('Det skal en voksen gøre', 'Skift kassebetjener, og prøv igen.'),
  operator_missing: says('Ingen er logget på kassen', 'Log på med din PIN.'),
  card_unknown: says('Kortet er ukendt', 'Er det et klubkort? Ellers find barnet ved navn.'),
  card_not_usable: says(
    'Kortet kan ikke bruges her',
    'Prøv et andet kort, eller find barnet ved navn.',
  ),
  card_not_active: says('Kortet er ikke aktivt endnu', daAskClub),
  card_blocked: says('Kortet er spærret', daAskClub),
  card_retired: says(
    'Kortet er udskiftet med et nyt',
    'Brug det nye kort, eller find barnet ved navn.',
  ),
  account_unknown: says('Barnet har ingen konto her', daAskClub),
  presentation_not_valid: says('Barnet skal vises igen', daReadAgain),
  presentation_expired: says('Der gik for lang tid', daReadAgain),
  presentation_ended: says('Barnet skal vises igen', daReadAgain),
  presentation_used: says('Kortet er brugt til et køb', daReadAgain),
  purchase_id_reused: says('Købet gik ikke igennem', 'Prøv igen.'),
  product_unknown: says('En vare sælges ikke her længere', 'Se kurven igennem, og bekræft igen.'),
  price_changed: says('En pris er ændret', 'Se den nye pris, og bekræft igen.'),
  price_not_allowed: says('Prisen er for høj til denne vare', 'Ret prisen, og bekræft igen.'),
  item_too_expensive: says(
    'Varen er for dyr til kortet',
    'Klubben har en anden måde at betale den på.',
  ),
  presentation_cap: ({ capOre }) => ({
    title: 'For stort et køb uden kort',
    advice:
      capOre === undefined
        ? 'Vælg færre varer.'
        : `Uden kort kan der købes for højst ${formatOre(capOre, 'da')} ad gangen.`,
  }),
  not_today: says('Ikke denne i dag', 'Vælg gerne noget andet.'),
  purchase_unknown: says('Købet findes ikke', 'Der er ikke noget at fortryde.'),
  reversal_id_reused: says('Salget blev ikke fortrudt', 'Prøv igen.'),
  reversal_not_allowed: says('Det salg kan du ikke fortryde', 'Bed en voksen om hjælp.'),
  already_reversed: says('Salget er allerede fortrudt', 'Der skal ikke gøres mere.'),
  already_refunded: says('Salget er allerede tilbageført', 'Der skal ikke gøres mere.'),
  reversal_too_late: says(
    'Det er for sent at fortryde salget',
    'Klublederen kan tilbageføre købet.',
  ),
  account_frozen: says('Kontoen er ved at blive undersøgt', daAskClub),
  too_many_tries: ({ retryAfterMs }) => ({
    title: 'For mange forsøg',
    advice:
      retryAfterMs === undefined
        ? 'Vent lidt, og prøv igen.'
        : `Vent ${inMinutes(retryAfterMs)} min., og prøv igen.`,
  }),
  try_again: says('Der er travlt lige nu', 'Prøv igen om et øjeblik.'),
  internal_error: (problem) => ({
    title: 'Noget gik galt hos os',
    advice: `Prøv igen om lidt. Fejlnr. ${problem.instance.split(':').at(-1) ?? ''}`,
  }),
};

const enWrong = says('Something went wrong', 'Try again in a moment.');
const enReadAgain = 'Read the card again to go on.';
const enPairAgain = 'Ask the club leader for a new code for this till.';
const enAskClub = 'Talk to an adult in the club.';
const en: Sayings = {
  invalid_json: enWrong,
  invalid_request: enWrong,
  unsupported_media_type: enWrong,
  body_too_large: enWrong,
  not_found: enWrong,
  device_proof_missing: says('The till was not recognised', enPairAgain),
  device_proof_wrong: says('The till was not recognised', enPairAgain),
  device_clock_wrong: says(
    "The till's clock is wrong",
    'Set the clock of this device and try again.',
  ),
  device_revoked: says('The till is no longer paired', enPairAgain),
  device_not_allowed: says('This till may not do that', enAskClub),
  origin_not_allowed: enWrong,
  socket_ticket_wrong: enWrong,
  pairing_id_reused: enWrong,
  pairing_code_wrong: says(
    'The code is wrong or too old',
    'Check it once more, or ask the club leader for a new one.',
  ),
  pin_wrong: ({ triesLeft }) => ({
    title: 'Wrong PIN',
    advice:
      triesLeft === undefined
        ? 'Try again.'
        : `Try again. ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`,
  }),
  operator_unknown: says('There is no such operator here', 'Choose your name from the list again.'),
  operator_not_allowed: says('An adult must do this', 'Switch operator and try again.'),
  operator_missing: says('Nobody is signed in at the till', 'Sign in with your PIN.'),
  card_unknown: says('The card is unknown', 'Is it a club card? If not, find the child by name.'),
  card_not_usable: says(
    'The card cannot be used here',
    'Try another card, or find the child by name.',
  ),
  card_not_active: says('The card is not active yet', enAskClub),
  card_blocked: says('The card is blocked', enAskClub),
  card_retired: says(
    'The card was replaced by a new one',
    'Use the new card, or find the child by name.',
  ),
  account_unknown: says('The child has no account here', enAskClub),
  presentation_not_valid: says('The child must be shown again', enReadAgain),
  presentation_expired: says('It took too long', enReadAgain),
  presentation_ended: says('The child must be shown again', enReadAgain),
  presentation_used: says('The card has paid for a purchase', enReadAgain),
  purchase_id_reused: says('The purchase did not go through', 'Try again.'),
  product_unknown: says('A product is no longer sold here', 'Check the cart and confirm again.'),
  price_changed: says('A price has changed', 'See the new price and confirm again.'),
  price_not_allowed: says('The price is too high for this product', 'Change it and confirm again.'),
  item_too_expensive: says(
    'The item costs too much for the card',
    'The club has another way to pay for it.',
  ),
  presentation_cap: ({ capOre }) => ({
    title: 'Too large a purchase without a card',
    advice:
      capOre === undefined
        ? 'Choose fewer products.'
        : `Without a card, one purchase is ${formatOre(capOre, 'en')} at most.`,
  }),
  not_today: says('Not this one today', 'Something else is fine.'),
  purchase_unknown: says('There is no such purchase', 'There is nothing to undo.'),
  reversal_id_reused: says('The sale was not undone', 'Try again.'),
  reversal_not_allowed: says('You cannot undo that sale', 'Ask an adult for help.'),
  already_reversed: says('The sale is already undone', 'Nothing more to do.'),
  already_refunded: says('The sale is already refunded', 'Nothing more to do.'),
  reversal_too_late: says('It is too late to undo the sale', 'The club leader can refund it.'),
  account_frozen: says('The account is being looked into', enAskClub),
  too_many_tries: ({ retryAfterMs }) => ({
    title: 'Too many tries',
    advice:
      retryAfterMs === undefined
        ? 'Wait a little and try again.'
        : `Wait ${inMinutes(retryAfterMs)} min. and try again.`,
  }),
  try_again: says('It is busy just now', 'Try again in a moment.'),
  internal_error: (problem) => ({
    title: 'Something went wrong on our side',
    advice: `Try again in a moment. Error no. ${problem.instance.split(':').at(-1) ?? ''}`,
  }),
};

const ELSEWHERE: Record<Language, ProblemWords> = {
  da: { title: 'Det kunne ikke lade sig gøre', advice: daAskClub },
  en: { title: 'That was not possible', advice: enAskClub },
};

export function problemWords(problem: Problem, language: Language): ProblemWords {
  const sayings: Partial<Record<ProblemCode, Say>> = language === 'da' ? da : en;
  return sayings[problem.code]?.(problem) ?? ELSEWHERE[language];
}

function inMinutes(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 60_000));
}
