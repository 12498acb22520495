// Every text of the till's screen but those for problems, in both languages; here those of its frame, and of
// what comes before a sale. The English one has the shape of the Danish one, so that a missing text does not
// compile.
import { computed } from '@preact/signals';
import { language, type Translated } from '../ui/language.ts';
import { counterWords } from './words-of-counter.ts';
import { saleWords } from './words-of-sale.ts';

const da = {
  documentTitle: 'Kasse – Klubkort',
  pageTitle: 'Kasse',
  close: 'Luk',
  cancel: 'Annuller',
  unreachable: 'Ingen forbindelse. Prøv igen.',
  sound: { on: 'Lyd er til', off: 'Lyd er fra', label: 'Lyd' },
  otherLanguage: { code: 'en', name: 'English' },
  skip: 'Gå til kurven',
  connection: {
    label: 'Forbindelse',
    connecting: 'Forbinder …',
    connected: 'Forbundet',
    lost: (since: string) => `Ingen forbindelse siden ${since}`,
    unpaired: 'Kassen er ikke parret',
  },
  reader: {
    ready: 'Kortlæser klar',
    no_reader: 'Ingen kortlæser',
    service_down: 'Kortlæserens tjeneste er stoppet',
    bridge_away: 'Kortlæserens program svarer ikke',
  },
  readerAdvice: {
    ready: '',
    no_reader: 'Sæt kortlæserens stik i. Indtil da kan barnet findes ved navn.',
    service_down: 'Genstart pc’en, hvis det varer ved. Indtil da kan barnet findes ved navn.',
    bridge_away: 'Start kortlæserens program på kassens pc. Indtil da kan barnet findes ved navn.',
  },
  readFailed: {
    card_read_too_fast: 'Kortet blev flyttet for hurtigt',
    card_not_usable: 'Kortet kan ikke læses',
  },
  readFailedAdvice: {
    card_read_too_fast: 'Hold kortet stille på læseren et øjeblik.',
    card_not_usable: 'Prøv et andet kort, eller find barnet ved navn.',
  },
  start: {
    loading: 'Kassen starter …',
    noStoreTitle: 'Kassen kan ikke starte her',
    noStoreAdvice:
      'Browseren må ikke gemme noget. Åbn siden i et almindeligt vindue og over https.',
    elsewhereTitle: 'Kassen er åben i et andet vindue',
    elsewhereAdvice: 'Et salg kan kun være åbent ét sted ad gangen.',
    useHere: 'Brug kassen her',
  },
  pairing: {
    title: 'Par kassen',
    lead: 'Klublederen viser en kode på otte tegn. Skriv den her.',
    unpaired: 'Denne skærm er ikke længere parret med en kasse.',
    code: 'Kode',
    submit: 'Par kassen',
    waiting: 'Parrer …',
    unreachable: 'Der er ingen forbindelse. Koden er gemt, og du kan prøve igen.',
    incomplete: 'Koden har otte tegn: tal og bogstaver.',
  },
  operators: {
    title: 'Hvem står i kassen?',
    none: 'Der er ingen kassebetjenere endnu. Klublederen opretter dem.',
    youth: 'Ung',
    pinOf: (name: string) => `PIN for ${name}`,
    pin: 'PIN',
    digits: (count: number) => `${count} cifre tastet`,
    submit: 'Log på',
    back: 'Tilbage til listen',
    erase: 'Slet ciffer',
    switchOperator: (name: string) => `Kassebetjener: ${name}. Skift`,
    lock: 'Lås kassen',
  },
  ...counterWords.da,
  ...saleWords.da,
};

const en: Translated<typeof da> = {
  documentTitle: 'Till – Klubkort',
  pageTitle: 'Till',
  close: 'Close',
  cancel: 'Cancel',
  unreachable: 'No connection. Try again.',
  sound: { on: 'Sound is on', off: 'Sound is off', label: 'Sound' },
  otherLanguage: { code: 'da', name: 'Dansk' },
  skip: 'Go to the cart',
  connection: {
    label: 'Connection',
    connecting: 'Connecting …',
    connected: 'Connected',
    lost: (since) => `No connection since ${since}`,
    unpaired: 'The till is not paired',
  },
  reader: {
    ready: 'Card reader ready',
    no_reader: 'No card reader',
    service_down: "The card reader's service has stopped",
    bridge_away: "The card reader's program does not answer",
  },
  readerAdvice: {
    ready: '',
    no_reader: 'Plug in the card reader. Until then, find the child by name.',
    service_down: 'Restart the PC if this lasts. Until then, find the child by name.',
    bridge_away:
      "Start the card reader's program on the till's PC. Until then, find the child by name.",
  },
  readFailed: {
    card_read_too_fast: 'The card was moved too fast',
    card_not_usable: 'The card cannot be read',
  },
  readFailedAdvice: {
    card_read_too_fast: 'Hold the card still on the reader for a moment.',
    card_not_usable: 'Try another card, or find the child by name.',
  },
  start: {
    loading: 'The till is starting …',
    noStoreTitle: 'The till cannot start here',
    noStoreAdvice:
      'The browser may not keep anything. Open the page in an ordinary window, over https.',
    elsewhereTitle: 'The till is open in another window',
    elsewhereAdvice: 'A sale can only be open in one place at a time.',
    useHere: 'Use the till here',
  },
  pairing: {
    title: 'Pair the till',
    lead: 'The club leader shows a code of eight characters. Type it here.',
    unpaired: 'This screen is no longer paired with a till.',
    code: 'Code',
    submit: 'Pair the till',
    waiting: 'Pairing …',
    unreachable: 'There is no connection. The code is kept, and you can try again.',
    incomplete: 'The code has eight characters: digits and letters.',
  },
  operators: {
    title: 'Who is at the till?',
    none: 'There are no operators yet. The club leader adds them.',
    youth: 'Youth',
    pinOf: (name) => `PIN of ${name}`,
    pin: 'PIN',
    digits: (count) => `${count} digits typed`,
    submit: 'Sign in',
    back: 'Back to the list',
    erase: 'Erase digit',
    switchOperator: (name) => `Operator: ${name}. Switch`,
    lock: 'Lock the till',
  },
  ...counterWords.en,
  ...saleWords.en,
};

export const words = computed(() => (language.value === 'da' ? da : en));
