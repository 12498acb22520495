// The texts of "Kontakt".
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Kontakt',
  lead: 'Klubben hjælper dig med kort, koder og konto.',
  guides: 'Måske står svaret i en vejledning',
  phone: 'Telefon',
  email: 'E-mail',
  hours: 'Træffes',
  address: 'Adresse',
  noContact:
    'Klubben har ikke skrevet sine oplysninger her. Du finder dem på kommunens hjemmeside.',
  none: 'Der er ingen klubber endnu.',
  fault: {
    title: 'Hvis portalen ikke virker',
    lead: 'Fortæl klubben, hvad du gjorde, og hvornår. Står der et fejlnummer, så skriv det med.',
  },
  login: {
    title: 'Hvis MitID driller',
    lead: 'Klubben kan ikke se eller rette dit MitID. Hjælp til MitID får du på mitid.dk eller i Borgerservice.',
    site: 'Gå til mitid.dk',
  },
};

const en: typeof da = {
  title: 'Contact',
  lead: 'The club helps you with cards, codes and the account.',
  guides: 'The answer may be in a guide',
  phone: 'Phone',
  email: 'Mail',
  hours: 'Open',
  address: 'Address',
  noContact:
    "The club has not written its contact details here. You find them on the municipality's website.",
  none: 'There are no clubs yet.',
  fault: {
    title: 'If the portal does not work',
    lead: 'Tell the club what you did, and when. If an error number is shown, write it as well.',
  },
  login: {
    title: 'If MitID gives you trouble',
    lead: 'The club can neither see nor mend your MitID. For help with it see mitid.dk or go to Citizen Service.',
    site: 'Go to mitid.dk',
  },
};

export const words = wordsIn({ da, en });
