// The texts of "Indbetaling", for as long as the portal takes no payments itself.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Du kan ikke betale her på portalen endnu',
  lead: 'Indtil da hjælper klubben dig med at sætte penge ind. Når beløbet er sat ind, står det på kontoen og i kontoudtoget med det samme.',
  clubs: 'Kontakt klubben',
};

const en: typeof da = {
  title: 'You cannot pay here on the portal yet',
  lead: 'Until then the club helps you to pay in. Once it has, the amount is on the account and in the statement at once.',
  clubs: 'Contact the club',
};

export const words = wordsIn({ da, en });
