// The two guides on money in, by hand and by itself, in both languages.
import type { Language } from '../../ui/language.ts';
import type { Guides } from './guide-names.ts';

type OnPayingIn = Pick<Guides, 'indbetaling' | 'automatisk-optankning'>;

const da: OnPayingIn = {
  indbetaling: {
    title: 'Sæt penge på kontoen',
    lead: 'Tre tryk fra Mine børn, med kort eller MobilePay.',
    text: `
Pengene står på barnets **konto**, ikke på selve kortet. Mister barnet kortet, er pengene der stadig.

# Sådan gør du
1. Gå til [Mine børn](/), og tryk på Sæt penge ind ud for barnet.
2. Vælg et beløb, eller skriv dit eget. Vælg betalingskort eller MobilePay.
3. Tryk på Betal. Du godkender hos Nexi eller i MobilePay og kommer tilbage hertil.
4. Pengene kan bruges med det samme. Du finder kvitteringen samme sted.

# Hvis svaret lader vente på sig
Du kan lukke siden. Vi giver besked, når pengene er der, og du skal ikke betale igen. Går noget galt, står der,
hvorfor, og om der er trukket noget. En betaling, der er i gang, kan ikke altid annulleres; det står der også.

# Hvis Nexi eller MobilePay ikke svarer
Så siger siden det, før du vælger. Betal på den anden måde, eller prøv igen senere. Køb i klubben virker imens.

# Hvem kan sætte penge ind?
Forældre med fuld adgang og dem, der kun kan sætte penge ind, for eksempel bedsteforældre.

# Hvor meget kan der stå?
Kommunen har sat et loft for saldoen. Bliver der betalt mere, end der er plads til, får du beløbet tilbage.

# Har barnet ikke fået sit kort endnu?
Du kan sætte penge ind, så snart barnet er tilknyttet, også mens kortet er bestilt eller spærret.
`,
  },
  'automatisk-optankning': {
    title: 'Automatisk optankning',
    lead: 'Når du vil slippe for at tænke på saldoen.',
    text: `
Du bestemmer hvornår, hvor meget og højst hvor meget om måneden: når saldoen er under en grænse, på en fast dag i
måneden eller begge dele.

# Slå det til
1. Gå til [Mine børn](/), og tryk på Sæt penge ind ud for barnet.
2. Tryk på Slå automatisk optankning til, og udfyld sætningen.
3. Læs dit samtykke, sæt flueben, og tryk på Godkend og fortsæt.
4. Godkend hos Nexi eller i MobilePay. Mangler der penge på kontoen, kan du betale dem i samme omgang.

# Ret eller slet
Under Indbetaling kan du altid rette. Mindre gælder med det samme. Mere skal du godkende igen, og indtil da gælder
det gamle. Du kan slette når som helst, også når Nexi eller MobilePay ikke svarer.

# Hvis den ikke kører lige nu
Den stopper ved dit loft for måneden, og den kører højst tre gange i døgnet på et barns konto, uanset hvem der betaler.
Står en optankning for tur imens, får du besked om, hvornår den tidligst kører igen. Den, der kun sætter penge ind, får
alene besked om sit eget loft. Du kan altid selv sætte penge ind.

# Hvis den er sat på pause
1. Du får besked om, hvad der gik galt: kortet kan være udløbet, eller der var ikke penge nok på bankkontoen.
2. Under Indbetaling er der én knap, der retter det. Du kan også altid skifte betalingskort der.
3. Du behøver ikke at slette tilmeldingen og begynde forfra.

# Flere, der betaler
Hver forælder kan have sin egen. Den, der kun sætter penge ind, kan vælge en fast dag i måneden.
[Vælg dine beskeder](/mine-oplysninger#beskeder).
`,
  },
};

const en: OnPayingIn = {
  indbetaling: {
    title: 'Put money on the account',
    lead: 'Three taps from My children, by card or MobilePay.',
    text: `
The money is on the child's **account**, not on the card itself. If the child loses the card, the money is still there.

# What to do
1. Go to [My children](/) and press Pay in beside the child.
2. Choose an amount or write your own. Choose payment card or MobilePay.
3. Press Pay. You approve it at Nexi or in MobilePay and come back here.
4. The money can be used at once. You find the receipt in the same place.

# If the answer keeps you waiting
You can close the page. We tell you when the money is there, and you need not pay again. If something goes wrong, it
says why, and whether anything was taken. A payment that is under way cannot always be cancelled; it says that, too.

# If Nexi or MobilePay does not answer
Then the page says so before you choose. Pay the other way or try again later. Purchases in the club work meanwhile.

# Who can pay in?
Parents with full access, and everyone who is linked only to pay in, such as grandparents.

# How much can be on it?
The municipality has set a highest balance. If more is paid than there is room for, you get the amount back.

# Has the child no card yet?
You can pay in as soon as the child is linked, also while the card is on order or blocked.
`,
  },
  'automatisk-optankning': {
    title: 'Automatic top-up',
    lead: 'When you would rather not think of the balance.',
    text: `
You decide when, how much and the most in a month: when the balance is below a threshold, on a fixed day of the month,
or both.

# Turn it on
1. Go to [My children](/) and press Pay in beside the child.
2. Press Turn on automatic top-up, and fill in the sentence.
3. Read your consent, tick the box and press Approve and continue.
4. Approve it at Nexi or in MobilePay. If money is missing on the account, you can pay it in the same step.

# Change or delete
Under Paying in you can always change it. Less holds at once. More has to be approved again, and until then the old one
holds. You can delete it at any time, also while Nexi or MobilePay does not answer.

# If it does not run just now
It stops at your maximum for the month, and on a child's account it runs at most three times in 24 hours, whoever pays.
If a top-up is due meanwhile, you are told when it runs again at the earliest. Whoever only pays in is told of the own
maximum alone. You can always pay in yourself.

# If it is paused
1. You are told what went wrong: the card may have expired, or there was not enough money at the bank.
2. Under Paying in there is one button that mends it. You can always change your payment card there, too.
3. You need not delete it and start again.

# Several who pay
Each parent can have one. Whoever only pays in can choose a fixed day of the month.
[Choose what you are told](/mine-oplysninger#beskeder).
`,
  },
};

export const onPayingIn: Readonly<Record<Language, OnPayingIn>> = { da, en };
