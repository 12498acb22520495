// What the portal says for each problem, by its code and never by its text: what happened and what to do.
// Codes that no parent can meet share one sentence, which quotes the occurrence to support.
import { formatOre } from '../../contracts/ore.ts';
import type { Problem, ProblemCode } from '../../contracts/problems.ts';
import type { Language } from '../ui/language.ts';

export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
}

type Say = (problem: Problem) => ProblemWords;
type Sayings = Partial<Record<ProblemCode, Say>>;

const says =
  (title: string, advice: string): Say =>
  () => ({ title, advice });

const da: Sayings = {
  session_missing: says('Din session er udløbet', 'Log på igen.'),
  fresh_login_required: says('Log på igen', 'Det kræver, at du lige har logget på med MitID.'),
  rights_not_enough: says(
    'Det giver din tilknytning ikke adgang til',
    'Spørg klubben, hvis det er en fejl.',
  ),
  account_unknown: says('Siden findes ikke', 'Du har ikke adgang til denne konto.'),
  link_code_wrong: ({ triesLeft }) => ({
    title: 'Koden er forkert eller udløbet',
    advice:
      triesLeft === undefined
        ? 'Kontrollér koden i brevet. Bed klubben om en ny kode, hvis den stadig ikke virker.'
        : triesLeft === 0
          ? 'Koden kan ikke bruges mere. Bed klubben om en ny.'
          : triesLeft === 1
            ? 'Kontrollér koden i brevet. Du har 1 forsøg tilbage.'
            : `Kontrollér koden i brevet. Du har ${triesLeft} forsøg tilbage.`,
  }),
  link_not_found: says('Tilknytningen findes ikke længere', 'Genindlæs siden.'),
  already_linked: says('Barnet er allerede tilknyttet', 'Du finder barnet under Mine børn.'),
  no_contact_match: says(
    'Du kan ikke tilknyttes uden en kode',
    'Klubberne har dig ikke som kontakt, eller kommunen kræver en kode. Brug koden fra klubbens brev.',
  ),
  email_code_wrong: ({ triesLeft = 0 }) => ({
    title: 'Koden er forkert eller udløbet',
    advice:
      triesLeft === 0
        ? 'Bed om en ny kode, og prøv igen.'
        : `Se efter i mailen. Du har ${triesLeft} forsøg tilbage.`,
  }),
  mail_unavailable: says('Der kan ikke sendes e-mail lige nu', 'Prøv igen om lidt.'),
  card_order_unknown: says('Bestillingen findes ikke', 'Genindlæs siden.'),
  card_order_open: says(
    'Der er allerede bestilt et kort',
    'Du kan følge bestillingen her på siden.',
  ),
  card_order_too_late: says(
    'Kortet er allerede lavet',
    'Bestillingen kan ikke længere annulleres.',
  ),
  card_state_conflict: says(
    'Kortet er ændret i mellemtiden',
    'Se, hvordan det står nu, og prøv igen.',
  ),
  card_unknown: says('Kortet findes ikke', 'Genindlæs siden.'),
  not_enough_money: ({ missingOre }) => ({
    title: 'Der er ikke penge nok på kontoen',
    advice:
      missingOre === undefined
        ? 'Sæt penge ind, og bestil igen.'
        : `Der mangler ${formatOre(missingOre, 'da')} Sæt penge ind, og bestil igen.`,
  }),
  price_changed: ({ feeOre }) => ({
    title: 'Prisen er ændret',
    advice:
      feeOre === undefined
        ? 'Se den nye pris, og bestil igen.'
        : `Et kort koster nu ${formatOre(feeOre, 'da')} Intet er bestilt.`,
  }),
  version_conflict: says(
    'En anden har ændret det i mellemtiden',
    'Se, hvad der står nu, og prøv igen.',
  ),
  entry_unknown: says('Bevægelsen findes ikke', 'Genindlæs siden.'),
  period_too_long: says(
    'Perioden kan ikke vises',
    'Vælg en kortere periode, som slutter, efter at den begynder.',
  ),
  account_frozen: says(
    'Kontoen er sat på pause',
    'Klubben ser på den. Kontakt klubben, hvis du har spørgsmål.',
  ),
  too_many_tries: ({ retryAfterMs, isOfRoom }) => ({
    title: 'For mange forsøg',
    advice: isOfRoom
      ? 'Spørg en af barnets forældre, hvor meget der er plads til, og prøv igen i morgen. Der er ikke trukket noget.'
      : retryAfterMs === undefined
        ? 'Vent lidt, og prøv igen.'
        : `Vent ${durationIn(retryAfterMs, 'timer')}, og prøv igen.`,
  }),
  try_again: says('Der er travlt lige nu', 'Prøv igen om lidt.'),
  top_up_unknown: says('Indbetalingen findes ikke', 'Genindlæs siden.'),
  above_highest_balance: says(
    'Der er ikke plads til beløbet på kontoen',
    'Vælg et mindre beløb. Der er ikke trukket noget.',
  ),
  auto_top_up_unknown: says('Den automatiske optankning findes ikke længere', 'Genindlæs siden.'),
  auto_top_up_exists: says('Du har allerede automatisk optankning', 'Genindlæs siden.'),
  consent_missing: says('Dit samtykke mangler', 'Læs teksten, og sæt flueben.'),
  consent_changed: says('Samtykkets tekst er ændret', 'Genindlæs siden, og læs den nye tekst.'),
  first_top_up_needed: says(
    'Der står ikke penge nok på kontoen til at begynde',
    'Sæt penge ind med det samme, og prøv igen.',
  ),
  nothing_to_mend: says('Den automatiske optankning kører igen', 'Du skal ikke gøre mere.'),
  invalid_request: says('Noget er ikke udfyldt rigtigt', 'Se felterne igennem, og prøv igen.'),
};

const en: typeof da = {
  session_missing: says('Your session has expired', 'Log on again.'),
  fresh_login_required: says('Log on again', 'This needs a MitID login made just now.'),
  rights_not_enough: says(
    'Your link does not allow this',
    'Ask the club if you think this is a mistake.',
  ),
  account_unknown: says('There is no such page', 'You have no access to this account.'),
  link_code_wrong: ({ triesLeft }) => ({
    title: 'The code is wrong or has expired',
    advice:
      triesLeft === undefined
        ? 'Check the code in the letter. Ask the club for a new code if it still does not work.'
        : triesLeft === 0
          ? 'The code can no longer be used. Ask the club for a new one.'
          : triesLeft === 1
            ? 'Check the code in the letter. You have 1 try left.'
            : `Check the code in the letter. You have ${triesLeft} tries left.`,
  }),
  link_not_found: says('The link no longer exists', 'Reload the page.'),
  already_linked: says('The child is linked already', 'You find the child under My children.'),
  no_contact_match: says(
    'You cannot be linked without a code',
    "The clubs do not have you as a contact, or the municipality asks for a code. Use the code in the club's letter.",
  ),
  email_code_wrong: ({ triesLeft = 0 }) => ({
    title: 'The code is wrong or has expired',
    advice:
      triesLeft === 0
        ? 'Ask for a new code and try again.'
        : `Look at the mail again. You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`,
  }),
  mail_unavailable: says('No e-mail can be sent just now', 'Try again in a moment.'),
  card_order_unknown: says('There is no such order', 'Reload the page.'),
  card_order_open: says('A card is on order already', 'You can follow the order on this page.'),
  card_order_too_late: says('The card is made already', 'The order can no longer be cancelled.'),
  card_state_conflict: says(
    'The card has changed meanwhile',
    'See how it stands now and try again.',
  ),
  card_unknown: says('There is no such card', 'Reload the page.'),
  not_enough_money: ({ missingOre }) => ({
    title: 'There is not enough money on the account',
    advice:
      missingOre === undefined
        ? 'Pay in and order again.'
        : `${formatOre(missingOre, 'en')} is missing. Pay in and order again.`,
  }),
  price_changed: ({ feeOre }) => ({
    title: 'The price has changed',
    advice:
      feeOre === undefined
        ? 'See the new price and order again.'
        : `A card now costs ${formatOre(feeOre, 'en')}. Nothing has been ordered.`,
  }),
  version_conflict: says(
    'Somebody else has changed it meanwhile',
    'See what it says now and try again.',
  ),
  entry_unknown: says('There is no such entry', 'Reload the page.'),
  period_too_long: says(
    'The period cannot be shown',
    'Choose a shorter period that ends after it begins.',
  ),
  account_frozen: says(
    'The account is on hold',
    'The club is looking into it. Contact the club if you have questions.',
  ),
  too_many_tries: ({ retryAfterMs, isOfRoom }) => ({
    title: 'Too many tries',
    advice: isOfRoom
      ? "Ask one of the child's parents how much there is room for, and try again tomorrow. Nothing has been taken."
      : retryAfterMs === undefined
        ? 'Wait a little and try again.'
        : `Wait ${durationIn(retryAfterMs, 'hours')} and try again.`,
  }),
  try_again: says('It is busy just now', 'Try again in a moment.'),
  top_up_unknown: says('There is no such payment', 'Reload the page.'),
  above_highest_balance: says(
    'There is no room for the amount on the account',
    'Choose a smaller amount. Nothing has been taken.',
  ),
  auto_top_up_unknown: says('The automatic top-up is no longer there', 'Reload the page.'),
  auto_top_up_exists: says('You have an automatic top-up already', 'Reload the page.'),
  consent_missing: says('Your consent is missing', 'Read the text and tick the box.'),
  consent_changed: says('The text of the consent has changed', 'Reload the page and read it.'),
  first_top_up_needed: says(
    'There is not enough money on the account to begin',
    'Pay in at once and try again.',
  ),
  nothing_to_mend: says('The automatic top-up goes on', 'There is nothing more to do.'),
  invalid_request: says(
    'Something is not filled in right',
    'Look through the fields and try again.',
  ),
};

const SAYINGS: Record<Language, Sayings> = { da, en };

/** Our own mistakes, and whatever has no words of its own here. */
const WRONG: Record<Language, (occurrence: string) => ProblemWords> = {
  da: (occurrence) => ({
    title: 'Noget gik galt hos os',
    advice: `Prøv igen om lidt. Fejlnr. ${occurrence}`,
  }),
  en: (occurrence) => ({
    title: 'Something went wrong on our side',
    advice: `Try again in a moment. Error no. ${occurrence}`,
  }),
};

export function problemWords(problem: Problem, language: Language): ProblemWords {
  const say = SAYINGS[language][problem.code];
  return say?.(problem) ?? WRONG[language](problem.instance.split(':').at(-1) ?? '');
}

/** Up to two hours in minutes, and in whole hours from there. */
function durationIn(durationMs: number, hours: string): string {
  const minutes = Math.max(1, Math.ceil(durationMs / 60_000));
  return minutes <= 120 ? `${minutes} min.` : `${Math.ceil(minutes / 60)} ${hours}`;
}
