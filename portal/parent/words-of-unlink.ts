// The texts of "Fjern tilknytning".
import { wordsIn } from '../ui/language.ts';

const da = {
  title: 'Fjern tilknytning',
  lead: {
    full: (name: string) =>
      `Skal du ikke længere følge ${name} her? Konto, kort og andre forældres adgang ændres ikke.`,
    payer: (name: string) => `Skal du ikke længere kunne sætte penge ind til ${name}?`,
  },
  button: 'Fjern tilknytning',
  working: 'Fjerner tilknytningen …',
  sure: (name: string) => `Fjern tilknytningen til ${name}?`,
  effect: {
    full: 'Så kan du ikke længere se konto og køb, og dine beskeder om barnet stopper. Har du automatisk optankning, stopper den også. Vil du have adgang igen, skal du bruge en ny kode fra klubben.',
    payer:
      'Så kan du ikke længere sætte penge ind. Har du automatisk optankning, stopper den også. Det, du har sat ind, bliver på kontoen. Vil du have adgang igen, skal du bruge en ny kode fra klubben.',
  },
  done: (name: string) => `Tilknytningen til ${name} er fjernet`,
};

const en: typeof da = {
  title: 'Remove the link',
  lead: {
    full: (name: string) =>
      `Do you no longer follow ${name} here? Account, card and other parents' access do not change.`,
    payer: (name: string) => `Do you no longer want to be able to pay in for ${name}?`,
  },
  button: 'Remove link',
  working: 'Removing the link …',
  sure: (name: string) => `Remove the link to ${name}?`,
  effect: {
    full: 'Then you no longer see account and purchases, and messages about the child end. If you have an automatic top-up, it ends too. To come back you need a new code from the club.',
    payer:
      'Then you can no longer pay in. If you have an automatic top-up, it ends too. What you have paid in stays on the account. To come back you need a new code from the club.',
  },
  done: (name: string) => `The link to ${name} is removed`,
};

export const words = wordsIn({ da, en });
