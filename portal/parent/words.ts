// The texts of the frame around the pages, and those that every page uses. Each page's own texts stand
// beside it in words-of-<page>.ts. A text that is missing in one language does not compile.
import { wordsIn } from '../ui/language.ts';
import { genitive } from './genitive.ts';

const da = {
  siteName: 'Kortportalen',
  skip: 'Gå til indholdet',
  menu: 'Menu',
  language: 'Sprog',
  logOff: 'Log af',
  logOffFailed: {
    title: 'Du er stadig logget på',
    advice: 'Der kom intet svar. Prøv igen, eller luk browseren, hvis andre bruger den.',
  },
  loading: 'Henter …',
  tryAgain: 'Prøv igen',
  childUnreachable: {
    title: (name: string) => `${name} kan ikke hentes lige nu`,
    advice: 'Intet er gået tabt. Prøv igen om lidt.',
  },
  reload: 'Genindlæs siden',
  cancel: 'Annuller',
  close: 'Luk',
  back: 'Tilbage',
  save: 'Gem',
  saved: 'Gemt',
  working: 'Arbejder …',
  saving: 'Gemmer …',
  unread: (count: number) =>
    count === 0 ? 'Beskeder' : count === 1 ? 'Beskeder, 1 ulæst' : `Beskeder, ${count} ulæste`,
  errorsIn: (count: number) =>
    count === 1 ? 'Der er fejl i 1 felt' : `Der er fejl i ${count} felter`,
  pageDidNotLoad: 'Siden kunne ikke hentes',
  navigation: {
    label: 'Hovedmenu',
    children: 'Mine børn',
    own: 'Mit kort',
    inbox: 'Beskeder',
    me: 'Mine oplysninger',
    guides: 'Vejledninger',
  },
  childPages: {
    label: (name: string) => `Sider om ${name}`,
    stamdata: 'Stamdata og kort',
    begraensninger: 'Begrænsninger',
    kontoudtog: 'Kontoudtog',
    indbetaling: 'Indbetaling',
  },
  notFound: {
    title: 'Siden findes ikke',
    lead: 'Adressen er forkert, eller du har ikke adgang til det, den viser.',
  },
  accessEnded: {
    title: (name: string) => `Du har ikke længere adgang til ${genitive(name)} konto`,
    lead: 'Under Beskeder står, hvad der er sket. Kontakt klubben, hvis det er en fejl.',
  },
  unreachable: {
    network: {
      title: 'Der er ingen forbindelse',
      advice: 'Kontrollér din internetforbindelse, og prøv igen. Intet er gået tabt.',
    },
    timeout: {
      title: 'Svaret kom ikke i tide',
      advice: 'Det kan være, at det alligevel er sket. Prøv igen: det sker kun én gang.',
    },
    unreadable: {
      title: 'Noget gik galt hos os',
      advice: 'Prøv igen om lidt. Bliver det ved, så genindlæs siden.',
    },
  },
  footer: {
    label: 'Om Kortportalen',
    accessibility: 'Tilgængelighedserklæring',
    privacy: 'Privatliv',
    cookies: 'Cookies',
    terms: 'Vilkår',
    contact: 'Kontakt',
  },
};

const en: typeof da = {
  siteName: 'The card portal',
  skip: 'Skip to the content',
  menu: 'Menu',
  language: 'Language',
  logOff: 'Log off',
  logOffFailed: {
    title: 'You are still logged on',
    advice: 'There was no answer. Try again, or close the browser if others use it.',
  },
  loading: 'Loading …',
  tryAgain: 'Try again',
  childUnreachable: {
    title: (name: string) => `${name} cannot be shown just now`,
    advice: 'Nothing is lost. Please try again in a moment.',
  },
  reload: 'Reload the page',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  save: 'Save',
  saved: 'Saved',
  working: 'Working …',
  saving: 'Saving …',
  unread: (count: number) => (count === 0 ? 'Messages' : `Messages, ${count} unread`),
  errorsIn: (count: number) =>
    count === 1 ? 'There is an error in 1 field' : `There are errors in ${count} fields`,
  pageDidNotLoad: 'The page could not be loaded',
  navigation: {
    label: 'Main menu',
    children: 'My children',
    own: 'My card',
    inbox: 'Messages',
    me: 'My details',
    guides: 'Guides',
  },
  childPages: {
    label: (name: string) => `Pages about ${name}`,
    stamdata: 'Details and card',
    begraensninger: 'Limits',
    kontoudtog: 'Statement',
    indbetaling: 'Paying in',
  },
  notFound: {
    title: 'There is no such page',
    lead: 'The address is wrong, or you have no access to what it shows.',
  },
  accessEnded: {
    title: (name: string) => `You no longer have access to ${name}'s account`,
    lead: 'Messages tell what has happened. Contact the club if that is a mistake.',
  },
  unreachable: {
    network: {
      title: 'There is no connection',
      advice: 'Check your internet connection and try again. Nothing is lost.',
    },
    timeout: {
      title: 'The answer did not come in time',
      advice: 'It may have happened all the same. Try again: it will happen only once.',
    },
    unreadable: {
      title: 'Something went wrong on our side',
      advice: 'Try again in a moment. If it goes on, reload the page.',
    },
  },
  footer: {
    label: 'About the card portal',
    accessibility: 'Accessibility statement',
    privacy: 'Privacy',
    cookies: 'Cookies',
    terms: 'Terms',
    contact: 'Contact',
  },
};

export const words = wordsIn({ da, en });
