// The texts of the automatic top-up on "Indbetaling". The consent's wording is the contract's.
import { wordsIn } from '../../ui/language.ts';

const da = {
  title: 'Automatisk optankning',
  pitch:
    'Så slipper du for at huske det. Du bestemmer hvornår, hvor meget og højst hvor meget om måneden, og du kan altid rette eller slette det.',
  pitchByDay:
    'Sæt et fast beløb ind hver måned, uden at du skal huske det. Du kan altid rette eller slette det.',
  begin: 'Slå automatisk optankning til',
  sentence: {
    byBalance: (below: string, amount: string, most: string) =>
      `Når saldoen er under ${below}, sættes der ${amount} ind, højst ${most} om måneden.`,
    late: ' (i korte måneder den sidste dag)',
    byDay: (day: number, late: string, amount: string, most: string) =>
      `Den ${day}. i hver måned${late} sættes der ${amount} ind, højst ${most} om måneden.`,
    byBoth: (below: string, day: number, late: string, amount: string, most: string) =>
      `Når saldoen er under ${below}, og den ${day}. i hver måned${late} sættes der ${amount} ind, højst ${most} om måneden.`,
  },
  form: {
    newTitle: 'Sådan skal det være',
    changeTitle: 'Ret automatisk optankning',
    when: 'Hvornår?',
    howMuch: 'Hvor meget?',
    balance: 'Når saldoen er under',
    byDay: 'Den',
    everyMonth: 'i hver måned',
    dayOption: (day: number) => `${day}.`,
    put: 'Sæt',
    in: 'ind,',
    most: 'højst',
    monthly: 'om måneden',
    kroner: 'kr.',
    fields: {
      when: 'Hvornår',
      below: 'Grænse for saldoen i kroner',
      day: 'Dag i måneden',
      amount: 'Beløb hver gang i kroner',
      most: 'Højst om måneden i kroner',
    },
    lateDay: 'I korte måneder bliver det månedens sidste dag.',
    first: {
      needed: (needed: string) => `Der skal stå mindst ${needed} på kontoen, når det slås til.`,
      box: (amount: string) => `Sæt ${amount} ind med det samme`,
      outside: 'Tæller ikke med i månedens loft.',
      wanted: 'Sæt flueben her, eller sæt penge ind først.',
    },
    consent: 'Dit samtykke',
    consentWanted: 'Sæt flueben, hvis du er enig.',
    consentLater: 'Her står dit samtykke, når sætningen er udfyldt.',
    approve: 'Godkend og fortsæt',
    leaving: (company: string) => `Du godkender hos ${company} og kommer tilbage hertil.`,
    save: 'Gem ændringer',
    saving: 'Gemmer …',
    upward: 'Det er mere, end du har sagt ja til. Derfor skal du godkende igen. Indtil da gælder:',
    downward: 'Det gælder med det samme.',
    cancel: 'Fortryd',
    mistakes: {
      no_trigger: 'Vælg mindst én af de to.',
      amount: 'Skriv et beløb som 50 eller 50,50.',
      too_low: (lowest: string) => `Beløbet skal være mindst ${lowest}`,
      too_high: (highest: string) => `Beløbet kan højst være ${highest}`,
      together: (highest: string) =>
        `Grænsen og beløbet må højst være ${highest} tilsammen, for mere kan der ikke stå på kontoen.`,
      below_one: 'Det skal være mindst så meget som én optankning.',
    },
    news: {
      title: 'Den er ændret i mellemtiden',
      lead: 'Dine ændringer er ikke gemt endnu. Gem igen, hvis de stadig skal gælde. Nu gælder:',
      gone: 'Den automatiske optankning er slettet i mellemtiden. Godkend, hvis du vil slå den til igen.',
    },
  },
  states: { active: 'Slået til', waiting: 'Mangler din godkendelse', paused: 'Sat på pause' },
  facts: {
    method: 'Betales med',
    until: (end: string) => `udløber ${end}`,
    spokenDigits: (digits: string) => ` slutter på ${digits}`,
    thisMonth: 'Denne måned',
    ofMost: (sum: string, most: string) => `${sum} af højst ${most}`,
    lastRun: 'Senest',
    run: (amount: string, when: string) => `${amount} ${when}`,
    never: 'Ikke brugt endnu',
    nextDay: 'Næste faste dag',
    nextTry: 'Prøver igen',
  },
  hindrances: {
    monthly_cap: 'Månedens loft er nået. Der sættes ind igen fra den 1. i næste måned.',
    daily_fuse:
      'Der er sat penge ind inden for det sidste døgn. Der sættes tidligst ind igen, når døgnet er gået.',
    another_rule_first: 'En anden automatisk optankning til barnet kommer først denne gang.',
    no_room: 'Der er ikke plads til beløbet på kontoen lige nu. Det sker, når der er plads.',
    provider_silent:
      'Betalingen får intet svar lige nu. Den bliver forsøgt igen af sig selv. Køb i klubben virker imens.',
    retry_later: 'Det lykkedes ikke i første omgang. Det bliver forsøgt igen af sig selv.',
    account_frozen: 'Kontoen er sat på pause. Kontakt klubben.',
  },
  paused: {
    title: 'Automatisk optankning er sat på pause',
    waits: 'Der bliver ikke trukket noget imens. Du behøver ikke slette den og oprette en ny.',
    causes: {
      cancelled_by_payer: 'Du afbrød godkendelsen.',
      not_finished: 'Godkendelsen blev ikke færdig i tide.',
      insufficient_funds:
        'Der var flere gange ikke penge nok på din bankkonto. Sørg for dækning, og prøv igen.',
      card_expired: 'Dit betalingskort er udløbet. Forny det, så kører den videre.',
      card_not_accepted: 'Banken sagde nej til dit betalingskort. Skift det, eller spørg din bank.',
      approval_needed: 'Din bank vil have, at du selv godkender igen.',
      agreement_stopped: 'Aftalen er stoppet i MobilePay. Godkend igen, hvis den skal køre videre.',
      own_limit_too_low:
        'Beløbet er over den grænse, du selv har i MobilePay. Ret den i appen, og prøv igen.',
      provider_trouble:
        'Betalingen mislykkedes flere gange, uden at vi fik at vide hvorfor. Prøv igen.',
      no_answer:
        'Betalingstjenesten har ikke svaret i et døgn. Der bliver spurgt igen af sig selv, og der trækkes ikke to gange.',
      above_highest_balance: 'Der var ikke plads til beløbet på kontoen.',
      refunded_elsewhere: 'En betaling blev ført tilbage.',
      needs_a_person: 'Der skal ses på en betaling. Kontakt os.',
      charged_back: 'Din bank har trukket en betaling tilbage. Beløbet er taget af kontoen igen.',
    },
  },
  mend: {
    try_again: 'Prøv igen nu',
    new_method: { nexi: 'Forny betalingskort', mobilepay: 'Godkend igen i MobilePay' },
    approve_again: 'Godkend igen',
    change_card: 'Skift betalingskort',
    trying: (amount: string) => `Vi prøver at trække ${amount} nu …`,
    paidIn: (amount: string) => `${amount} er sat ind`,
    done: 'Den automatiske optankning kører igen.',
  },
  atOnce: (below: string, amount: string) =>
    `Saldoen er under ${below} nu, så der sættes ${amount} ind, så snart du har godkendt.`,
  retried: {
    title: (amount: string) => `${amount} kunne ikke trækkes`,
    again: (when: string) => `Vi prøver igen ${when}.`,
    day: (when: string) => `den ${when}`,
  },
  endsSoon: {
    title: (end: string) => `Dit betalingskort udløber ${end}`,
    lead: 'Forny det nu, så optankningen ikke går i stå.',
    over: (end: string) => `Dit betalingskort udløb ${end}`,
  },
  waiting: {
    title: 'Automatisk optankning mangler din godkendelse',
    lead: (company: string) => `Den er ikke slået til, før du har godkendt den hos ${company}.`,
    go: (company: string) => `Fortsæt til ${company}`,
    asking: (company: string) =>
      `Vi spørger ${company}. Du har måske ikke godkendt endnu. Er det ikke godkendt, er der ikke trukket noget.`,
    unreached: (company: string) =>
      `${company} svarer ikke lige nu. Prøv igen om lidt. Der er ikke trukket noget.`,
    again: 'Prøv igen',
  },
  approval: {
    title: 'Din ændring mangler at blive godkendt',
    wanted: 'Du har bedt om:',
    until: 'Indtil du har godkendt, gælder det nuværende.',
    drop: 'Behold det, som det er',
  },
  done: {
    on: 'Automatisk optankning er slået til',
    saved: 'Ændringen er gemt og gælder nu',
    deleted: 'Automatisk optankning er slettet. Der bliver ikke trukket mere.',
    notApproved: {
      title: 'Automatisk optankning blev ikke slået til',
      lead: 'Den blev ikke godkendt, og der er ikke trukket noget. Du kan prøve igen.',
    },
    changeNotApproved: {
      title: 'Ændringen blev ikke godkendt',
      lead: 'Det, der gjaldt før, gælder stadig.',
    },
  },
  change: 'Ret',
  remove: {
    button: 'Slet tilmelding',
    working: 'Sletter …',
    sure: 'Slet automatisk optankning?',
    effect:
      'Der bliver ikke trukket mere. Pengene på kontoen bliver der, og du kan altid slå den til igen.',
  },
  others: {
    title: 'En anden har også automatisk optankning til barnet',
    lead: 'Du kan se den, men kun den, der betaler, kan rette den.',
    way: { nexi: 'Betales med kort', mobilepay: 'Betales med MobilePay' },
  },
};

const en: typeof da = {
  title: 'Automatic top-up',
  pitch:
    'Then you need not remember it. You decide when, how much and the most in a month, and you can always change or delete it.',
  pitchByDay:
    'Pay in a fixed amount each month without having to remember it. You can always change or delete it.',
  begin: 'Turn on automatic top-up',
  sentence: {
    byBalance: (below: string, amount: string, most: string) =>
      `When the balance is below ${below}, ${amount} is paid in, at most ${most} a month.`,
    late: ' (in short months the last day)',
    byDay: (day: number, late: string, amount: string, most: string) =>
      `On day ${day} of each month${late} ${amount} is paid in, at most ${most} a month.`,
    byBoth: (below: string, day: number, late: string, amount: string, most: string) =>
      `When the balance is below ${below} and on day ${day} of each month${late} ${amount} is paid in, at most ${most} a month.`,
  },
  form: {
    newTitle: 'How it should be',
    changeTitle: 'Change automatic top-up',
    when: 'When?',
    howMuch: 'How much?',
    balance: 'When the balance is below',
    byDay: 'On day',
    everyMonth: 'of each month',
    dayOption: (day: number) => `${day}`,
    put: 'Pay in',
    in: 'each time,',
    most: 'at most',
    monthly: 'a month',
    kroner: 'kroner',
    fields: {
      when: 'When',
      below: 'Threshold of the balance in kroner',
      day: 'Day of the month',
      amount: 'Amount each time in kroner',
      most: 'At most a month in kroner',
    },
    lateDay: "In short months it is the month's last day.",
    first: {
      needed: (needed: string) =>
        `There must be at least ${needed} on the account when it is turned on.`,
      box: (amount: string) => `Pay in ${amount} at once`,
      outside: 'It does not count towards the most of a month.',
      wanted: 'Tick this, or pay in first.',
    },
    consent: 'Your consent',
    consentWanted: 'Tick it if you agree.',
    consentLater: 'Your consent stands here once the sentence is filled in.',
    approve: 'Approve and continue',
    leaving: (company: string) => `You approve it at ${company} and come back here.`,
    save: 'Save changes',
    saving: 'Saving …',
    upward:
      'This is more than you have agreed to, so you have to approve it again. Until then this holds:',
    downward: 'It holds at once.',
    cancel: 'Cancel',
    mistakes: {
      no_trigger: 'Choose at least one of the two.',
      amount: 'Write an amount such as 50 or 50.50.',
      too_low: (lowest: string) => `The amount must be at least ${lowest}.`,
      too_high: (highest: string) => `The amount can be at most ${highest}.`,
      together: (highest: string) =>
        `Threshold and amount can be at most ${highest} together: the account can hold no more.`,
      below_one: 'It must be at least as much as one top-up.',
    },
    news: {
      title: 'It has been changed meanwhile',
      lead: 'Your changes are not saved yet. Save again if they should still hold. Now in force:',
      gone: 'The automatic top-up has been deleted meanwhile. Approve if you want to turn it on again.',
    },
  },
  states: { active: 'Turned on', waiting: 'Awaits your approval', paused: 'Paused' },
  facts: {
    method: 'Paid with',
    until: (end: string) => `expires ${end}`,
    spokenDigits: (digits: string) => ` ending in ${digits}`,
    thisMonth: 'This month',
    ofMost: (sum: string, most: string) => `${sum} of at most ${most}`,
    lastRun: 'Last time',
    run: (amount: string, when: string) => `${amount}, ${when}`,
    never: 'Not used yet',
    nextDay: 'Next fixed day',
    nextTry: 'Tries again',
  },
  hindrances: {
    monthly_cap: 'The most of this month is reached. It goes on from the 1st of next month.',
    daily_fuse:
      'Money was paid in within the last 24 hours. It goes on when they are over, at the earliest.',
    another_rule_first: "Another automatic top-up of the child's comes first this time.",
    no_room: 'There is no room for the amount on the account just now. It happens once there is.',
    provider_silent:
      'The payment gets no answer just now. It is tried again by itself. Purchases in the club work meanwhile.',
    retry_later: 'It did not work the first time. It is tried again by itself.',
    account_frozen: 'The account is on hold. Contact the club.',
  },
  paused: {
    title: 'Automatic top-up is paused',
    waits: 'Nothing is taken meanwhile. You need not delete it and make a new one.',
    causes: {
      cancelled_by_payer: 'You broke the approval off.',
      not_finished: 'The approval was not completed in time.',
      insufficient_funds:
        'There was not enough money on your bank account several times. See to it and try again.',
      card_expired: 'Your payment card has expired. Renew it, and it goes on.',
      card_not_accepted: 'The bank refused your payment card. Change it, or ask your bank.',
      approval_needed: 'Your bank wants you to approve it yourself again.',
      agreement_stopped:
        'The agreement has been stopped in MobilePay. Approve it again if it should go on.',
      own_limit_too_low:
        'The amount is above your own limit in MobilePay. Change it in the app and try again.',
      provider_trouble: 'The payment failed several times, and we were not told why. Try again.',
      no_answer:
        'The payment service has not answered for a day. It is asked again by itself, and nothing is taken twice.',
      above_highest_balance: 'There was no room for the amount on the account.',
      refunded_elsewhere: 'A payment was given back.',
      needs_a_person: 'Somebody has to look at a payment. Contact us.',
      charged_back:
        'Your bank has taken a payment back. The amount has been taken off the account again.',
    },
  },
  mend: {
    try_again: 'Try again now',
    new_method: { nexi: 'Renew payment card', mobilepay: 'Approve again in MobilePay' },
    approve_again: 'Approve again',
    change_card: 'Change payment card',
    trying: (amount: string) => `We are trying to take ${amount} now …`,
    paidIn: (amount: string) => `${amount} has been paid in`,
    done: 'The automatic top-up goes on.',
  },
  atOnce: (below: string, amount: string) =>
    `The balance is below ${below} now, so ${amount} is paid in as soon as you have approved.`,
  retried: {
    title: (amount: string) => `${amount} could not be taken`,
    again: (when: string) => `We will try again ${when}.`,
    day: (when: string) => `on ${when}`,
  },
  endsSoon: {
    title: (end: string) => `Your payment card expires ${end}`,
    lead: 'Renew it now, so that the top-up does not come to a halt.',
    over: (end: string) => `Your payment card expired ${end}`,
  },
  waiting: {
    title: 'Automatic top-up awaits your approval',
    lead: (company: string) => `It is not turned on until you have approved it at ${company}.`,
    go: (company: string) => `Continue to ${company}`,
    asking: (company: string) =>
      `We are asking ${company}. You may not have approved it yet. If it is not approved, nothing has been taken.`,
    unreached: (company: string) =>
      `${company} is not answering just now. Try again in a moment. Nothing has been taken.`,
    again: 'Try again',
  },
  approval: {
    title: 'Your change awaits your approval',
    wanted: 'You have asked for:',
    until: 'Until you have approved it, what is in force goes on.',
    drop: 'Keep it as it is',
  },
  done: {
    on: 'Automatic top-up is turned on',
    saved: 'The change is saved and holds now',
    deleted: 'Automatic top-up is deleted. Nothing more will be taken.',
    notApproved: {
      title: 'Automatic top-up was not turned on',
      lead: 'It was not approved, and nothing has been taken. You can try again.',
    },
    changeNotApproved: {
      title: 'The change was not approved',
      lead: 'What held before still holds.',
    },
  },
  change: 'Change',
  remove: {
    button: 'Delete automatic top-up',
    working: 'Deleting …',
    sure: 'Delete automatic top-up?',
    effect:
      'Nothing more will be taken. The money on the account stays there, and you can always turn it on again.',
  },
  others: {
    title: 'Somebody else has an automatic top-up for the child, too',
    lead: 'You can see it, but only the one who pays can change it.',
    way: { nexi: 'Paid by card', mobilepay: 'Paid by MobilePay' },
  },
};

export const words = wordsIn({ da, en });
export type AutoTopUpWords = typeof da;
