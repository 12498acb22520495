// The texts of the receipt of one top-up.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: (number: number) => `Kvittering nr. ${number}`,
  what: 'Hvad',
  amount: 'Beløb',
  when: 'Betalt',
  takenBack: 'Ført tilbage til betaleren',
  how: 'Betalt med',
  where: (company: string) => `gennem ${company}`,
  child: 'Barn',
  to: 'Modtager',
  municipality: 'Kommunen',
  reference: (reference: string) => `Reference: ${reference}`,
  print: 'Udskriv',
  back: 'Tilbage til Indbetaling',
  none: {
    title: 'Der er ingen kvittering',
    lead: 'Der er kun kvittering for indbetalinger, som er gået igennem.',
  },
};

const en: typeof da = {
  title: (number: number) => `Receipt no. ${number}`,
  what: 'What',
  amount: 'Amount',
  when: 'Paid',
  takenBack: 'Returned to the payer',
  how: 'Paid with',
  where: (company: string) => `through ${company}`,
  child: 'Child',
  to: 'Paid to',
  municipality: 'The municipality',
  reference: (reference: string) => `Reference: ${reference}`,
  print: 'Print',
  back: 'Back to Paying in',
  none: {
    title: 'There is no receipt',
    lead: 'There are receipts only for payments that have gone through.',
  },
};

export const words = wordsIn({ da, en });
