// The texts of the automatic top-up as it stands on "Indbetaling": the sentence, its facts, what was done with it,
// and the rules of others. Those of its form and of what needs its owner stand in files of their own.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Automatisk optankning',
  pitch:
    'Så slipper du for at holde øje med saldoen. Du bestemmer hvornår, hvor meget og højst hvor meget om måneden, og du kan altid rette eller slette den.',
  pitchByDay:
    'Sæt et fast beløb ind hver måned, uden at du skal huske det. Du kan altid rette eller slette den.',
  begin: 'Slå automatisk optankning til',
  sentence: {
    byBalance: (below: string, amount: string, most: string) =>
      `Når saldoen er under ${below}, sættes der ${amount} ind, højst ${most} om måneden.`,
    late: ' (i korte måneder den sidste dag)',
    byDay: (day: number, late: string, amount: string, most: string) =>
      `Den ${day}. i hver måned${late} sættes der ${amount} ind, højst ${most} om måneden.`,
    byBoth: (below: string, day: number, late: string, amount: string, most: string) =>
      `Når saldoen er under ${below}, og den ${day}. i hver måned${late}, sættes der ${amount} ind, højst ${most} om måneden.`,
  },
  states: { active: 'Slået til', waiting: 'Mangler din godkendelse', paused: 'Sat på pause' },
  facts: {
    method: 'Betales med',
    until: (end: string) => `udløber i ${end}`,
    spokenDigits: (digits: string) => ` slutter på ${digits}`,
    thisMonth: 'Denne måned',
    ofMost: (sum: string, most: string) => `${sum} af højst ${most}`,
    open: (sum: string) => `${sum} venter på svar`,
    lastRun: 'Seneste optankning',
    run: (amount: string, when: string) => `${amount} ${when}`,
    atSetUp: (state: string) => `Ved tilmelding, uden for månedens loft · ${state}`,
    never: 'Ingen endnu',
    nextDay: 'Næste faste dag',
    nextTry: 'Vi prøver igen',
  },
  hindrances: {
    monthly_cap: 'Månedens loft er nået. Der sættes penge ind igen fra den 1. i næste måned.',
    daily_fuse:
      'Der er sat penge ind, eller prøvet på det, så ofte som et døgn tillader. Vi prøver igen, når døgnet er gået.',
    another_rule_first: 'En anden indbetaling til barnet kommer først denne gang.',
    no_room:
      'Der er ikke plads til beløbet på kontoen lige nu. Der sættes penge ind, når der er plads.',
    provider_silent:
      'Betalingstjenesten svarer ikke lige nu. Vi prøver igen. Køb i klubben virker imens.',
    retry_later: 'Det lykkedes ikke i første omgang. Vi prøver igen.',
    account_frozen: 'Kontoen er sat på pause. Kontakt klubben.',
    needs_a_person:
      'En betaling er måske trukket, og vi spørger betalingstjenesten. Der trækkes ikke mere imens.',
    waits: 'Optankningen venter. Der sættes penge ind, så snart det kan lade sig gøre.',
  },
  stillBelow: (below: string) =>
    `Saldoen er stadig under ${below} Der sættes penge ind igen ved næste køb, senest om en time.`,
  done: {
    on: 'Automatisk optankning er slået til',
    changed: 'Ændringen er godkendt og gælder nu',
    saved: 'Ændringen er gemt og gælder nu',
    runs: 'Automatisk optankning kører igen',
    methodChanged: 'Dit nye betalingsmiddel er godkendt og bruges nu',
    trying: (amount: string) => `Vi prøver at trække ${amount} nu …`,
    paidIn: (amount: string) => `${amount} er sat ind`,
    deleted: 'Automatisk optankning er slettet. Der bliver ikke trukket mere.',
    cancelled: 'Automatisk optankning blev ikke slået til. Der bliver ikke trukket noget.',
    notApproved: {
      title: 'Automatisk optankning blev ikke slået til',
      lead: 'Den blev ikke godkendt, og der er ikke trukket noget. Du kan prøve igen.',
    },
    changeNotApproved: {
      title: 'Ændringen blev ikke godkendt',
      lead: 'Automatisk optankning fortsætter som før.',
    },
  },
  change: 'Ret',
  remove: {
    button: 'Slet tilmelding',
    working: 'Sletter …',
    sure: 'Slet automatisk optankning?',
    effect:
      'Der bliver ikke trukket mere. Pengene på kontoen bliver der, og du kan altid slå automatisk optankning til igen.',
  },
  others: {
    one: 'En anden har automatisk optankning til barnet',
    oneToo: 'En anden har også automatisk optankning til barnet',
    several: 'Andre har automatisk optankning til barnet',
    severalToo: 'Andre har også automatisk optankning til barnet',
    lead: 'Du kan se det her. Kun den, der betaler, kan rette det.',
    way: { nexi: 'Betales med kort', mobilepay: 'Betales med MobilePay' },
  },
};

const en: typeof da = {
  title: 'Automatic top-up',
  pitch:
    'Then you need not keep an eye on the balance. You decide when, how much, and the most in a month, and you can always change or delete it.',
  pitchByDay:
    'Pay in a fixed amount each month without having to remember it. You can always change or delete it.',
  begin: 'Turn on automatic top-up',
  sentence: {
    byBalance: (below: string, amount: string, most: string) =>
      `When the balance is below ${below}, ${amount} is paid in, at most ${most} a month.`,
    late: ' (in short months the last day)',
    byDay: (day: number, late: string, amount: string, most: string) =>
      `On day ${day} of each month${late}, ${amount} is paid in, at most ${most} a month.`,
    byBoth: (below: string, day: number, late: string, amount: string, most: string) =>
      `When the balance is below ${below}, and on day ${day} of each month${late}, ${amount} is paid in, at most ${most} a month.`,
  },
  states: { active: 'Turned on', waiting: 'Awaits your approval', paused: 'Paused' },
  facts: {
    method: 'Paid with',
    until: (end: string) => `expires in ${end}`,
    spokenDigits: (digits: string) => ` ending in ${digits}`,
    thisMonth: 'This month',
    ofMost: (sum: string, most: string) => `${sum} of at most ${most}`,
    open: (sum: string) => `${sum} awaits an answer`,
    lastRun: 'Last top-up',
    run: (amount: string, when: string) => `${amount}, ${when}`,
    atSetUp: (state: string) => `When it was set up, outside the month's maximum · ${state}`,
    never: 'None yet',
    nextDay: 'Next fixed day',
    nextTry: 'We will try again',
  },
  hindrances: {
    monthly_cap:
      "This month's maximum has been reached. Money is paid in again from the 1st of next month.",
    daily_fuse:
      'Money was paid in, or that was tried, as often as 24 hours allow. We try again when they have passed.',
    another_rule_first: 'Another payment for the child comes first this time.',
    no_room:
      'There is no room for the amount on the account just now. It is paid in when there is.',
    provider_silent:
      'The payment service is not answering just now. We will try again. Purchases in the club still work.',
    retry_later: 'It did not work the first time. We will try again.',
    account_frozen: 'The account is on hold. Contact the club.',
    needs_a_person:
      'A payment may have been taken, and we are asking the payment service. Nothing more is taken meanwhile.',
    waits: 'The top-up is waiting. Money is paid in as soon as that can be done.',
  },
  stillBelow: (below: string) =>
    `The balance is still below ${below}. Money is paid in again at the next purchase, or within an hour.`,
  done: {
    on: 'Automatic top-up is turned on',
    changed: 'The change is approved and in effect now',
    saved: 'The change is saved and in effect now',
    runs: 'Automatic top-up is running again',
    methodChanged: 'Your new payment method is approved and used from now on',
    trying: (amount: string) => `We are trying to take ${amount} now …`,
    paidIn: (amount: string) => `${amount} has been paid in`,
    deleted: 'Automatic top-up is deleted. Nothing more will be taken.',
    cancelled: 'Automatic top-up was not turned on. Nothing will be taken.',
    notApproved: {
      title: 'Automatic top-up was not turned on',
      lead: 'It was not approved, and nothing has been taken. You can try again.',
    },
    changeNotApproved: {
      title: 'The change was not approved',
      lead: 'Automatic top-up goes on as before.',
    },
  },
  change: 'Change',
  remove: {
    button: 'Delete automatic top-up',
    working: 'Deleting …',
    sure: 'Delete automatic top-up?',
    effect:
      'Nothing more will be taken. The money on the account stays there, and you can always turn automatic top-up on again.',
  },
  others: {
    one: 'Somebody else has an automatic top-up for the child',
    oneToo: 'Somebody else has an automatic top-up for the child, too',
    several: 'Others have an automatic top-up for the child',
    severalToo: 'Others have an automatic top-up for the child, too',
    lead: 'You can see it here. Only the one who pays can change it.',
    way: { nexi: 'Paid by card', mobilepay: 'Paid by MobilePay' },
  },
};

export const words = wordsIn({ da, en });
export type AutoTopUpWords = typeof da;
