// The texts of the login page.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Log på Kortportalen',
  lead: 'Her kan du som forælder følge og styre dit barns klubkort. Har du selv et kort, kan du se og spærre det.',
  button: 'Log på med MitID',
  guides: 'Læs vejledningerne uden at logge på',
  afterwards: {
    title: 'Når du er logget på, kan du',
    points:
      'tilknytte dit barn med koden fra klubbens brev\nse saldo, køb og hvad der kan bruges i dag\nsætte begrænsninger i køb\nspærre et mistet kort og bestille et nyt',
  },
  loggedOff: {
    title: 'Du er logget af',
    advice: 'Luk browseren, hvis andre bruger den.',
  },
  ended: {
    title: 'Din session er udløbet. Log på igen.',
    advice: 'Har du skrevet noget, står det klar, når du er logget på igen.',
  },
  trouble: {
    aborted: {
      title: 'Login blev afbrudt',
      advice: 'Du er ikke logget på. Prøv igen, når du er klar.',
    },
    failed: {
      title: 'Login lykkedes ikke',
      advice: 'Prøv igen. Hvis det sker flere gange, så kontakt klubben.',
    },
    level: {
      title: 'Dit MitID har ikke den nødvendige sikkerhed',
      advice: 'Log på med MitID på niveauet betydelig eller høj, for eksempel med MitID-appen.',
    },
    unavailable: {
      title: 'MitID svarer ikke lige nu',
      advice: 'Prøv igen om lidt. Kortene virker imens i klubberne.',
    },
  },
};

const en: typeof da = {
  title: 'Log on to the card portal',
  lead: "Here parents follow and manage their child's club card. With a card of your own, you can see and block it.",
  button: 'Log on with MitID',
  guides: 'Read the guides without logging on',
  afterwards: {
    title: 'Once you are logged on, you can',
    points:
      "link your child with the code in the club's letter\nsee the balance, purchases and what can be spent today\nset limits on purchases\nblock a lost card and order a new one",
  },
  loggedOff: {
    title: 'You are logged off',
    advice: 'Close the browser if others use it.',
  },
  ended: {
    title: 'Your session has expired. Log on again.',
    advice: 'If you had typed something, it will be there once you are logged on again.',
  },
  trouble: {
    aborted: {
      title: 'The login was cancelled',
      advice: 'You are not logged on. Try again when you are ready.',
    },
    failed: {
      title: 'The login did not succeed',
      advice: 'Try again. If it happens repeatedly, contact the club.',
    },
    level: {
      title: 'Your MitID login was not secure enough',
      advice: 'Log on with MitID at level substantial or high, for example with the MitID app.',
    },
    unavailable: {
      title: 'MitID is not answering just now',
      advice: 'Try again in a moment. The cards keep working in the clubs meanwhile.',
    },
  },
};

export const words = wordsIn({ da, en });
