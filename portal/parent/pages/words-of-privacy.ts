// "Privatlivspolitik": which personal data are kept, why, who sees them and for how long. How long is what the
// house suggests; the municipality decides it.
import { beginning, type LegalText } from './legal-text.ts';

export const privacy: LegalText = {
  since: '2026-11-21',
  da: {
    title: 'Privatlivspolitik',
    text: (municipality) => `
# Hvem har ansvaret?
${beginning(municipality)} er dataansvarlig. Spørg [klubben](/kontakt), eller skriv til kommunens
databeskyttelsesrådgiver, som står på kommunens hjemmeside.

# Hvad gemmer vi om barnet?
- navn, klub og billede, så kassebetjeneren kan se, at det er det rigtige barn
- kort, køb, saldo og begrænsninger
- hvem der har set barnets billede i kassen, og hvornår

# Hvad gemmer vi om dig?
- dit navn og en tilfældig nøgle, der kender dig igen, når du logger på med MitID
- e-mail, telefon og bankkonto, hvis du selv skriver dem
- dine tilknytninger og beskeder
- dine indbetalinger, og hvad du har givet samtykke til ved automatisk optankning

Cpr-numre bruges kun til at finde det rigtige barn og den rigtige forælder. De gemmes ikke, så de kan læses.

# Hvorfor må vi det?
Klubtilbud er en opgave, som kommunen skal løse, og bogføring er et krav i loven. E-mail og notifikationer er
frivillige: du slår dem til og fra, som du vil.

# Hvem kan se hvad?
- **Kassen** ser billede og navn. Aldrig saldo, grænser eller hvem der betaler.
- **Klubben** ser sine egne medlemmer.
- **Andre forældre** ser kun de børn, de selv er tilknyttet.
- **Barnets andre forældre** ser dit navn, når du bliver tilknyttet eller ændrer noget, medmindre det er beskyttet.
- **Den, der kun sætter penge ind**, ser barnets fornavn.
- **Nexi og MobilePay** får beløbet og et nummer for betalingen, ikke barnets navn. Dit kortnummer har kun de; vi ser de
  sidste fire cifre, og hvornår kortet udløber.

Vi sælger ikke oplysninger og bruger dem ikke til reklame.

# Hvor længe?
- Bogføringen gemmes i fem år efter regnskabsåret. Den indeholder numre, ikke navne.
- Billedet slettes, når barnet går ud af klubben.
- En kode i et brev slettes efter 60 dage, eller når den er brugt.
- Oplysninger om dig slettes, når ingen konto længere har brug for dem.

# Sådan passer vi på dem
Navne, billeder og kontaktoplysninger ligger krypteret, med en nøgle for hver person. Når en person skal slettes,
bliver nøglen ødelagt, og resten kan ikke læses.

# Dine rettigheder
Du kan få at vide, hvad vi har om dig og dit barn, få rettet fejl, få slettet det, vi ikke skal gemme, og gøre
indsigelse. Kontakt klubben. Du kan klage til Datatilsynet på [datatilsynet.dk](https://datatilsynet.dk).
`,
  },
  en: {
    title: 'Privacy policy',
    text: (municipality) => `
# Who is responsible?
${beginning(municipality)} is the data controller. Ask [the club](/kontakt), or write to the municipality's data
protection officer, who is named on the municipality's website.

# What do we keep about the child?
- name, club and photo, so that the cashier can see that it is the right child
- cards, purchases, balance and limits
- who has seen the child's photo at the till, and when

# What do we keep about you?
- your name and a random key that knows you again when you log on with MitID
- e-mail, phone and bank account, if you write them yourself
- your links and messages
- what you have paid in, and what you have agreed to for automatic top-up

National id numbers are used only to find the right child and the right parent. They are not kept in readable form.

# Why may we?
Clubs are a task that the municipality must carry out, and bookkeeping is required by law. E-mails and
notifications are voluntary: you turn them on and off as you like.

# Who sees what?
- **The till** sees photo and name. Never balance, limits or who pays.
- **The club** sees its own members.
- **Other parents** see only the children that they are linked to themselves.
- **The child's other parents** see your name when you are linked or change something, unless it is protected.
- **Whoever only pays in** sees the child's first name.
- **Nexi and MobilePay** get the amount and a number for the payment, not the child's name. Only they have your card
  number; we see its last four digits and when it expires.

We sell no data and use none for advertising.

# For how long?
- The books are kept for five years after the financial year. They hold numbers, not names.
- The photo is deleted when the child leaves the club.
- The code of a letter is deleted after 60 days, or when it is used.
- Data about you are deleted when no account needs them any more.

# How we look after them
Names, photos and contact details are encrypted, with a key for each person. When a person is to be deleted,
the key is destroyed, and the rest cannot be read.

# Your rights
You can be told what we have about you and your child, have mistakes corrected, have deleted what we need not keep,
and object. Contact the club. You can complain to the Danish Data Protection Agency at [datatilsynet.dk](https://datatilsynet.dk).
`,
  },
};
