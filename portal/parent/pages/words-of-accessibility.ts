// "Tilgængelighedserklæring": how well the portal can be used by all, and what is known to be wrong.
import { beginning, type LegalText } from './legal-text.ts';

export const accessibility: LegalText = {
  since: '2026-11-21',
  da: {
    title: 'Tilgængelighedserklæring',
    text: (municipality) => `
${beginning(municipality)} vil gøre Kortportalen tilgængelig for alle, som loven om tilgængelighed af offentlige
organers websteder kræver det.

# Hvor tilgængelig er den?
Portalen er bygget efter WCAG 2.2 på niveau AA. Vi kender én undtagelse:

- Kontoudtoget som **PDF** er ikke opmærket for skærmlæsere. Det samme indhold står på siden Kontoudtog og i CSV-filen.

# Sådan er den prøvet
- Alle sider og deres tilstande bliver prøvet automatisk med axe, i en telefons og en computers størrelse.
- Alt kan bruges med tastatur alene.
- Portalen er ikke prøvet af eksterne eksperter.

# Det har vi gjort
- Diagrammer findes også som tal i en tabel.
- Farve står aldrig alene: der er altid et tegn eller et ord.
- Beskeder, der kommer af sig selv, bliver læst op uden at afbryde.
- Det, du har skrevet, er der stadig, hvis din session udløber.

# Er der noget, du ikke kan bruge?
Skriv eller ring til [klubben](/kontakt), så får du hjælp og det, du mangler, på en anden måde. Fortæl også,
hvad der ikke virkede, så det kan blive rettet.

# Hvis du ikke får svar
Digitaliseringsstyrelsen fører tilsyn. Du kan skrive til dem på [digst.dk](https://digst.dk).
`,
  },
  en: {
    title: 'Accessibility statement',
    text: (municipality) => `
${beginning(municipality)} wants the card portal to be accessible to everyone, as the Danish act on the accessibility
of public bodies' websites requires.

# How accessible is it?
The portal is built to WCAG 2.2, level AA. We know of one exception:

- The statement as **PDF** is not tagged for screen readers. The same content is on the page Statement and in the CSV file.

# How it was tried
- All pages and their states are tried automatically with axe, at the size of a phone and of a computer.
- All of it can be used by keyboard alone.
- The portal has not been tried by experts from outside.

# What we have done
- Charts are there as figures in a table, too.
- Colour never stands alone: there is always a sign or a word.
- Messages that come by themselves are read aloud without interrupting.
- What you have typed is still there if your session ends.

# Is there something that you cannot use?
Write to or call [the club](/kontakt), and you get help, and what you need in another way. Also say what did not
work, so that it can be put right.

# If you get no answer
The Agency for Digital Government supervises this. You can write to them at [digst.dk](https://digst.dk).
`,
  },
};
