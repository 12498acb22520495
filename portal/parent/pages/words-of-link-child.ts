// The texts of "Tilknyt barn".
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Tilknyt barn',
  lead: 'Når barnet er tilknyttet, kan du se konto, køb og kort under Mine børn. Det virker også, før kortet er kommet.',
  working: 'Tilknytter …',
  byCode: {
    title: 'Med koden fra klubbens brev',
    code: 'Indtast koden fra brevet',
    hint: 'Ti tegn, for eksempel 7K2MD-9QX4T. Koden virker én gang.',
    fromLetter: 'Koden er læst fra brevet. Kontrollér den, og tilknyt barnet.',
    incomplete: 'Koden har ti tegn: tal og bogstaver. Skriv den, som den står i brevet.',
    submit: 'Tilknyt barn',
  },
  rights: {
    title: 'Hvad skal du kunne?',
    full: {
      name: 'Fuld adgang',
      hint: 'Se saldo og køb, sætte begrænsninger, spærre og bestille kort.',
    },
    payer: {
      name: 'Kun sætte penge ind',
      hint: 'For bedsteforældre og andre, der gerne vil betale.',
    },
  },
  byContact: {
    title: 'Uden kode',
    lead: 'Står du som kontakt for barnet i klubben, kan du blive tilknyttet med dit MitID alene.',
    submit: 'Find mine børn',
  },
  doneTitle: 'Tilknytning',
  linked: {
    title: (name: string) => `${name} er tilknyttet`,
    lead: {
      full: 'Du ser konto, køb og kort under Mine børn. Har barnet andre forældre her, får de besked.',
      payer: 'Du kan sætte penge ind. Barnets forældre får besked.',
      self: 'Du ser din saldo og dine køb.',
    },
  },
  waiting: {
    title: (name: string) => `${name}: afventer godkendelse i klubben`,
    lead: 'Klubben har dig ikke som kontakt for barnet og ser derfor på det først. Du får besked her på portalen.',
  },
  toChildren: 'Gå til Mine børn',
  another: 'Tilknyt et barn mere',
};

const en: typeof da = {
  title: 'Link a child',
  lead: 'Once the child is linked, you see account, purchases and card under My children. That works even before the card has come.',
  working: 'Linking …',
  byCode: {
    title: "With the code in the club's letter",
    code: 'Enter the code from the letter',
    hint: 'Ten characters, for example 7K2MD-9QX4T. The code works once.',
    fromLetter: 'The code was read from the letter. Check it and link the child.',
    incomplete: 'The code has ten characters: digits and letters. Type it as it is in the letter.',
    submit: 'Link child',
  },
  rights: {
    title: 'What should you be able to do?',
    full: {
      name: 'Full access',
      hint: 'See balance and purchases, set limits, block and order cards.',
    },
    payer: {
      name: 'Pay in only',
      hint: 'For grandparents and others who would like to pay.',
    },
  },
  byContact: {
    title: 'Without a code',
    lead: 'If the club has you as a contact of the child, you can be linked by your MitID alone.',
    submit: 'Find my children',
  },
  doneTitle: 'Linking',
  linked: {
    title: (name: string) => `${name} is linked`,
    lead: {
      full: 'You see account, purchases and card under My children. If the child has other parents here, they are told.',
      payer: "You can pay in. The child's parents are told.",
      self: 'You see your balance and your purchases.',
    },
  },
  waiting: {
    title: (name: string) => `${name}: awaiting the club's approval`,
    lead: 'The club does not have you as a contact of the child and looks at it first. You will be told here.',
  },
  toChildren: 'Go to My children',
  another: 'Link another child',
};

export const words = wordsIn({ da, en });
