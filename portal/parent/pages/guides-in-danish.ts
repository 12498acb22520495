// The guides in Danish. Short sentences, what to press by its own name, and no promise that the portal or the
// clubs do not keep.
import type { Guides } from './guide-names.ts';
import { onPayingIn } from './guides-on-paying-in.ts';

export const danish: Guides = {
  'kom-godt-i-gang': {
    title: 'Quickguide: kom godt i gang',
    lead: 'Fra klubbens brev til det første køb, på én side.',
    text: `
1. **Log på med MitID.** Du behøver ingen bruger og ingen adgangskode.
2. **Tilknyt dit barn** med koden i brevet fra klubben. [Sådan gør du](/vejledninger/tilknytning).
3. **Sæt penge ind** på barnets konto. [Sådan gør du](/vejledninger/indbetaling).
4. **Vælg begrænsninger**, hvis du vil. [Sådan gør du](/vejledninger/begraensninger).
5. **Aktivér kortet**, når barnet har fået det i klubben. [Sådan gør du](/vejledninger/aktiver-kort).

# Har du flere børn?
De står alle sammen under [Mine børn](/), også hvis de går i hver sin klub. Hvert barn har sin egen konto.

# Har barnet ikke fået et kort endnu?
Så kan barnet købe alligevel. [Læs om tiden, før kortet kommer](/vejledninger/foer-kortet-kommer).

# Er kortet væk?
[Spær det med det samme](/vejledninger/spaer-kort). Pengene bliver på kontoen.

# Har du brug for hjælp?
Klubben hjælper dig. [Find klubbens telefon og e-mail](/kontakt).
`,
  },
  tilknytning: {
    title: 'Tilknyt dit barn',
    lead: 'Sådan kommer barnet til at stå under Mine børn.',
    text: `
# Det skal du bruge
- dit MitID
- koden i brevet fra klubben. Den har ti tegn og virker én gang, i 60 dage.

# Sådan gør du
1. Log på, og gå til [Tilknyt barn](/tilknyt).
2. Skriv koden. Store og små bogstaver er lige gode.
3. Vælg, om du skal have fuld adgang eller kun kunne sætte penge ind.
4. Tryk på Tilknyt barn.

# Har klubben dig som kontakt?
Så kan du nogle steder klare dig uden kode. Står der Uden kode på den samme side, så tryk på Find mine børn.

# Hvis klubben skal godkende dig
Kender klubben dig ikke som kontakt for barnet, ser den på det først. Du får besked her på portalen,
og barnet står imens under Andre tilknytninger.

# Hvis koden ikke virker
Koden holder op med at virke efter fem forkerte forsøg, når den er brugt, og når den er for gammel.
Bed [klubben](/kontakt) om en ny.

# Hvem kan se hvad?
- **Fuld adgang** er for forældre: saldo, køb, begrænsninger og kort.
- **Kun sætte penge ind** er for bedsteforældre og andre. De ser barnets fornavn, men hverken saldo eller køb.

Forældre, der allerede er tilknyttet, får besked, når der kommer en ny.
`,
  },
  'foer-kortet-kommer': {
    title: 'Før kortet kommer',
    lead: 'Barnet kan købe i klubben fra første dag, også uden kort.',
    text: `
Fra barnet er meldt ind, kan der gå op til fem uger, før kortet ligger i klubben.

# Barnet kan købe imens
En voksen i klubben finder barnet ved navn i kassen og ser på billedet, at det er det rigtige barn.
Uden kort er der en grænse for, hvor meget der kan købes ad gangen og pr. dag.

# Du kan gøre alt klar imens
1. [Tilknyt dit barn](/vejledninger/tilknytning) med koden i brevet.
2. [Sæt penge ind](/vejledninger/indbetaling).
3. [Vælg begrænsninger](/vejledninger/begraensninger), hvis du vil.

# Startkredit
Klubben kan give en lille kredit, så barnet kan købe, før den første forælder er tilknyttet. Den står på
oversigten. Er der brugt af den, er saldoen under nul, indtil du sætter penge ind.
`,
  },
  'i-klubben': {
    title: 'Sådan betaler barnet i klubben',
    lead: 'Kort, billede og ingen pinkode.',
    text: `
1. Barnet siger, hvad det vil købe, og holder kortet mod læseren.
2. Kassen viser barnets billede og navn.
3. Kassebetjeneren ser, at det er det rigtige barn, og gennemfører købet.

# Hvorfor er der ingen pinkode?
Billedet beskytter kortet. Er det ikke barnet på billedet, bliver der intet solgt, og du får besked.

# Hvad ser kassebetjeneren?
Billede, navn og varer. Aldrig saldoen, dine grænser eller hvem der betaler. Kan et køb ikke lade sig gøre,
står der kun "Ikke denne i dag". Årsagen får du her på portalen.

# Hvad kan man købe?
Mad og drikke i caféen, materialer i værkstedet, aktiviteter og små ture. Én vare skal koste under 200 kr.
[Læs om ture, der koster mere](/vejledninger/ikke-til-ture).
`,
  },
  ...onPayingIn.da,
  'oversigt-over-forbrug': {
    title: 'Oversigt over forbrug',
    lead: 'Se, hvad der er købt, hvor og hvornår, i den periode du vælger.',
    text: `
1. Gå til [Mine børn](/), og tryk på Kontoudtog ud for barnet.
2. Vælg en periode: denne måned, sidste måned, de seneste 3 måneder eller dine egne datoer.
3. Øverst står, hvad der er brugt og sat ind, fordelt på slags vare og på sted, og et diagram.
4. Tryk på en linje for at se varer, tidspunkt, sted, saldo, og om en voksen eller en ung medhjælper solgte det.

# Find noget bestemt
Tryk på Vis kun nogle bevægelser. Der kan du vælge slags vare, sted eller for eksempel kun indbetalinger.

# Gem det
Hent perioden som PDF eller som CSV, der åbner i et regneark.

# Er der et køb, du ikke kender?
Åbn linjen, og tryk på Det var ikke mit barn. Så får klubben besked og ser på købet.
Er kortet også væk, så [spær det](/vejledninger/spaer-kort).

# Et køb, der er tilbageført
Tilbageførslen står som en linje for sig, og de to linjer henviser til hinanden.
`,
  },
  begraensninger: {
    title: 'Begrænsninger i køb',
    lead: 'Bestem, hvor meget, hvad, hvornår og hvor barnet kan købe.',
    text: `
1. Gå til [Mine børn](/), og tryk på Begrænsninger ud for barnet.
2. Udfyld det, du vil begrænse. Lad resten stå tomt.
3. Tryk på Gem begrænsninger. De gælder, næste gang kortet bruges.

# Det kan du begrænse
- hvor meget der må bruges pr. køb, pr. dag og pr. uge
- slags varer, for eksempel slik
- ugedage og tid på dagen
- hvilke klubber kortet virker i

# Godt at vide
- Dagen går fra midnat til midnat, ugen fra mandag til søndag.
- Et køb, der bliver tilbageført, giver plads igen på den dag, det blev købt.
- Alle forældre med fuld adgang deler de samme begrænsninger. Den anden får besked, når du ændrer noget.
- I kassen kan ingen se, at det er en begrænsning, der siger nej.
`,
  },
  udbetaling: {
    title: 'Få uforbrugte penge tilbage',
    lead: 'Pengene er jeres, også når barnet holder op i klubben.',
    text: `
# Hvem får pengene?
Den registrerede forælder. Det er den, klubben først har fået oplyst som kontakt for barnet.

# Sådan gør du
1. Kontakt [klubben](/kontakt), og sig, at du vil have restbeløbet udbetalt.
2. Pengene går til din NemKonto. Vil du hellere have dem på en anden konto, så skriv den under
   [Mine oplysninger](/mine-oplysninger).

# Når kontoen lige er ændret
Så venter udbetalinger i 24 timer. Det er for at beskytte dig, hvis det ikke var dig, der ændrede den.

# Tilskud
Penge fra kommunen, for eksempel friplads, bliver ikke udbetalt.
`,
  },
  friplads: {
    title: 'Økonomisk friplads',
    lead: 'Hvad en hel eller delvis friplads betyder for kortet.',
    text: `
En økonomisk friplads er et tilskud til **kontingentet** i klubben. Den søger du hos kommunen, ikke her.

# Betyder den noget for kortet?
Det afgør kommunen. Spørg [klubben](/kontakt), om barnet får et tilskud til køb på kortet.

# Kan andre se det?
Nej. I kassen ligner et køb med tilskud alle andre køb. Hverken kassebetjeneren eller de andre børn kan se det.
`,
  },
  'aktiver-kort': {
    title: 'Aktivér kortet',
    lead: 'Et nyt kort virker først, når det er aktiveret.',
    text: `
1. Du får besked, når kortet ligger klar i klubben.
2. Når barnet har fået det, går du til [Mine børn](/) og trykker på Aktivér kort.
3. Kortet kan bruges med det samme.

# Et ældre kort
Det udgår, når det nye bliver aktiveret, og kan ikke bruges igen. Saldoen er den samme: den hører til kontoen.

# Må klubben aktivere det?
Nogle steder bliver kortet aktivt, når klubben udleverer det. Så er der ikke mere, du skal gøre.
`,
  },
  'spaer-kort': {
    title: 'Spær et kort, der er væk',
    lead: 'Spær det først. Du kan ophæve det igen, indtil et nyt kort er lavet.',
    text: `
1. Gå til [Mine børn](/), og tryk på Spær kort ud for barnet.
2. Vælg, om du vil spærre og bestille et nyt på én gang eller kun spærre.
3. Siden viser, hvornår spærringen begyndte. Fra da af virker kortet ikke i nogen kasse.

Pengene bliver på kontoen. Kortet skal **ikke** være aktivt, for at du kan bestille et nyt.

# Barnet kan stadig købe
Klubben finder barnet ved navn i kassen, indtil det nye kort er der.

# Er kortet fundet igen?
Tryk på Fundet igen under Stamdata. Er et nyt kort bestilt, men ikke lavet endnu, bliver bestillingen
annulleret, og gebyret kommer tilbage på kontoen. Er det nye kort allerede lavet, kan det gamle ikke bruges mere.

# Kan barnet selv spærre?
Ja, et barn med MitID kan logge på og spærre sit eget kort.
`,
  },
  'bestil-nyt-kort': {
    title: 'Bestil et nyt kort',
    lead: 'Når kortet er mistet eller gået i stykker.',
    text: `
1. Gå til [Mine børn](/), og tryk på Stamdata og kort ud for barnet.
2. Tryk på Bestil nyt kort. Prisen står på knappen.
3. Følg kortet på den samme side: bestilt, lavet, klar i klubben, aktivt.

# Hvad koster det?
Det første kort er gratis. Derefter koster et kort 25 kr., som trækkes på barnets konto.

# Er der ikke penge nok på kontoen?
Så bliver der ikke bestilt noget, og siden viser, hvad der mangler. Har du bedt om at få kortet spærret
samtidig, gælder spærringen alligevel.

# Hvor lang tid går der?
Op til fem uger. Barnet kan [købe imens](/vejledninger/foer-kortet-kommer).

# Har du fortrudt?
Tryk på Fortryd bestillingen, før kortet er lavet. Så kommer gebyret tilbage.
`,
  },
  'ikke-til-ture': {
    title: 'Det er kortet ikke til',
    lead: 'Ture og kolonier over 200 kr. har klubbens egen ordning.',
    text: `
Kortet er til de små køb: mad, materialer, aktiviteter og ture, hvor én vare koster **under 200 kr.**

# Ture og kolonier, der koster mere
Dem melder du til og betaler på den måde, klubben vælger. Du får besked fra klubben, når der er noget
at melde sig til. Spørg [klubben](/kontakt), hvis du er i tvivl.

# Heller ikke til
- kontingent til klubben
- køb uden for klubberne
- kontanter: der kan ikke hæves penge på kortet
`,
  },
  'flere-foraeldre': {
    title: 'Flere forældre, én konto',
    lead: 'I kan begge følge barnet og sætte penge ind.',
    text: `
Hvert barn har én konto. Flere forældre kan være tilknyttet den, hver med sit eget MitID.

# Det deler I
- saldoen og alle køb
- begrænsningerne: den ene får besked, når den anden ændrer noget
- kortet: begge kan spærre og bestille

# Det er jeres eget
- e-mail, telefon og bankkonto
- hvad I hver især får [besked om](/mine-oplysninger#beskeder)

# Hvem får penge tilbage?
Uforbrugte penge bliver udbetalt til den registrerede forælder. Det står, hvem det er, i klubbens oplysninger,
og klubben kan rette det.

# Når en tilknytning skal slutte
Du kan selv fjerne din egen under Stamdata og kort. Kan du kun sætte penge ind, står Fjern tilknytning ud for
barnet under [Mine børn](/). Er der uenighed, kan klubben sætte en tilknytning på pause.
`,
  },
  'dit-eget-kort': {
    title: 'For dig, der selv har kortet',
    lead: 'Log på med dit eget MitID.',
    text: `
# Er du under 18?
Du kan se din saldo og dine køb, og du kan spærre dit kort, hvis det er væk. Resten klarer dine forældre.

# Når du fylder 18
Så er kontoen din alene. Dine forældres adgang holder op samme dag, og du kan selv sætte begrænsninger,
bestille kort og få uforbrugte penge tilbage.

# Har du mistet kortet?
1. Log på, og tryk på Spær kort.
2. Fortæl det derhjemme og i klubben.

Du kan stadig købe: klubben finder dig ved navn i kassen.
`,
  },
  beskeder: {
    title: 'Beskeder',
    lead: 'Vælg, hvad du vil vide, og hvordan.',
    text: `
Alt står under [Beskeder](/beskeder), også det, der sker, mens du er logget af. Er portalen åben, kommer det
nyeste af sig selv.

# Vælg for hvert barn
- **Alt**: også hvert køb, hver indbetaling og hver automatisk optankning.
- **Det, der kræver noget af mig**: køb, der ikke var mulige, lav saldo, betalinger, der ikke lykkes, kort og tilknytninger.
- **Så lidt som muligt**: kun betalinger, der ikke lykkes eller føres tilbage, og det om din sikkerhed. Det kan ikke slås fra.

# På e-mail
1. Gå til [Mine oplysninger](/mine-oplysninger), og tilføj din e-mailadresse.
2. Skriv koden, vi sender dig.

# På din telefon eller computer
Slå notifikationer til for hver enhed under Mine oplysninger. På iPhone og iPad skal portalen først føjes til
hjemmeskærmen: tryk på Del og derefter på Føj til hjemmeskærm.

# Uden navne og beløb
E-mail og notifikationer siger kun, hvad slags nyt der er. Navne og beløb ser du, når du er logget på.

# Ro om natten
Vælg et tidsrum, hvor der ikke bliver sendt noget. Du får besked bagefter.
`,
  },
};
