// "Vilkår for kortet": what holds between the municipality and whoever uses the card. A municipality's lawyer
// reads it before the first real child; what it says is what the house does.
import type { LegalText } from './legal-text.ts';

export const terms: LegalText = {
  since: '2026-11-21',
  da: {
    title: 'Vilkår for kortet',
    text: (municipality) => `
# Hvad kortet er
Klubkortet er et forudbetalt kort til køb i klubberne. Bag det står ${municipality}. Hvert barn har én konto,
og pengene hører til kontoen, ikke til det enkelte kort.

# Hvad det kan bruges til
Mad, materialer, aktiviteter og ture i klubberne, hvor én vare koster under 200 kr. Det kan ikke bruges andre
steder. [Læs, hvad kortet ikke er til](/vejledninger/ikke-til-ture).

# Hvad det koster
- Kontoen og det første kort er gratis.
- Et nyt kort koster 25 kr., som trækkes på kontoen. Prisen står, før du bestiller.
- Der er ingen andre gebyrer.

# Kortet er personligt
Det er barnets navn, der står på kortet, og barnets billede, der kommer frem i kassen. Kun barnet må bruge det.

# Hvis kortet er væk
Spær det her på portalen, eller bed klubben om det. Fra det tidspunkt, siden viser, kan kortet ikke bruges.
Køb efter det tidspunkt hæfter I ikke for.

# Hvis et køb er forkert
Meld det under Kontoudtog med Det var ikke mit barn, eller tal med klubben. Klubben ser på det og kan betale
hele købet eller en del af det tilbage.

# Penge på kontoen
- Pengene udløber ikke, og der bliver ikke givet rente.
- Uforbrugte penge bliver betalt tilbage, når I beder om det, til den registrerede forælder.
- Tilskud fra kommunen bliver ikke udbetalt.

# Begrænsninger
Forældre med fuld adgang kan begrænse barnets køb. En begrænsning gælder, næste gang kortet bruges.

# Når barnet fylder 18
Så er kontoen den unges egen, og forældrenes adgang slutter.

# Ændringer
Ændres vilkårene, så I stilles ringere, får I besked i god tid, og I kan få pengene tilbage i stedet.

# Klage
Tal først med [klubben](/kontakt). Er I ikke enige, kan du klage til ${municipality}, og derefter til
Forbrugerombudsmanden, hvis det gælder udbetaling af pengene.
`,
  },
  en: {
    title: 'Terms of the card',
    text: (municipality) => `
# What the card is
The club card is a prepaid card for purchases at the clubs. Behind it stands ${municipality}. Each child has one
account, and the money belongs to the account, not to a particular card.

# What it can be used for
Food, materials, activities and trips at the clubs, where one item costs less than DKK 200. It cannot be used
elsewhere. [Read what the card is not for](/vejledninger/ikke-til-ture).

# What it costs
- The account and the first card are free.
- Another card costs DKK 25, which is taken from the account. The price is said before you order.
- There are no other fees.

# The card is personal
It is the child's name that is on the card, and the child's photo that appears at the till. Only the child may use it.

# If the card is gone
Block it here on the portal, or ask the club to. From the time that the page shows, the card cannot be used.
You are not liable for purchases after that time.

# If a purchase is wrong
Report it under Statement with That was not my child, or talk to the club. The club looks at it and can give back
all or a part of the purchase.

# Money on the account
- The money does not expire, and no interest is paid.
- Unspent money is paid back when you ask for it, to the registered parent.
- Subsidies of the municipality are not paid out.

# Limits
Parents with full access can limit the child's purchases. A limit holds the next time the card is used.

# When the child turns 18
Then the account is the young person's own, and the parents' access ends.

# Changes
If the terms change to your disadvantage, you are told in good time, and you can have the money back instead.

# Complaints
Talk to [the club](/kontakt) first. If you do not agree, you can complain to ${municipality}, and then to the
Consumer Ombudsman where the payout of the money is concerned.
`,
  },
};
