// The texts of "Stamdata og kort".
import { wordsIn } from '../../ui/language.ts';

const da = {
  cards: 'Kort',
  noCard: 'Der er ikke udleveret et kort endnu. Klubben kan finde barnet ved navn i kassen.',
  retired: (count: number) => (count === 1 ? '1 udgået kort' : `${count} udgåede kort`),
  activate: 'Aktivér kort',
  block: 'Spær kort',
  unblock: 'Fundet igen – ophæv spærring',
  working: {
    activated: 'Aktiverer kortet …',
    blocked: 'Spærrer kortet …',
    unblocked: 'Ophæver spærringen …',
    ordered: 'Bestiller kortet …',
    blockedAndOrdered: 'Spærrer og bestiller …',
    cancelled: 'Fortryder bestillingen …',
  },
  payIn: 'Sæt penge ind',
  since: {
    ordered: (when: string) => `Bestilt ${when}`,
    produced: (when: string) => `Lavet ${when}`,
    delivered: (when: string) => `Kom til klubben ${when}`,
    active: (when: string) => `Aktivt siden ${when}`,
    blocked: (when: string) => `Spærret ${when}. Det virker ikke i nogen kasse.`,
    cancelled: (when: string) => `Annulleret ${when}`,
    retired: (when: string) => `udgået ${when}`,
  },
  activateAdvice: 'Aktivér kortet, når barnet har fået det. Et ældre kort udgår samtidig.',
  foundCancels:
    'Er kortet fundet, bliver bestillingen af et nyt annulleret, og gebyret kommer tilbage på kontoen.',
  foundTooLate: 'Det nye kort er allerede lavet. Derfor kan det gamle ikke bruges igen.',
  order: {
    title: 'Bestil nyt kort',
    free: 'Det første kort er gratis.',
    wasFree: 'Kortet er gratis.',
    price: (fee: string) =>
      `Et nyt kort koster ${fee}, som trækkes på kontoen. Resten af saldoen bliver på kontoen.`,
    cost: (fee: string) => `${fee} er trukket på kontoen.`,
    besideActive:
      'Er kortet mistet, så brug Spær kort: Der kan du spærre og bestille på én gang. Ellers virker det gamle kort, indtil det nye er aktiveret.',
    missing: (has: string, missing: string) =>
      `Der står ${has} på kontoen, så der mangler ${missing} Sæt penge ind, og bestil derefter.`,
    frozen: 'Kontoen er sat på pause. Kontakt klubben.',
    fiveWeeks: 'Der kan gå op til 5 uger. Barnet kan købe imens: Klubben finder barnet ved navn.',
    button: (fee: string) => `Bestil nyt kort for ${fee}`,
    buttonFree: 'Bestil gratis kort',
    underWay: 'Nyt kort på vej',
    cancel: 'Fortryd bestillingen',
    steps: {
      ordered: { name: 'Bestilt', awaited: '' },
      produced: { name: 'Lavet og sendt til klubben', awaited: 'Kortet trykkes i næste omgang' },
      delivered: { name: 'Klar i klubben', awaited: 'Du får besked, når det er der' },
      activated: { name: 'Udleveret og aktivt', awaited: 'Aktivér det, når barnet har fået det' },
    },
  },
  lost: {
    title: 'Spær kort',
    lead: (card: string, name: string) =>
      `${card} kan ikke bruges, før du ophæver spærringen. ${name} beholder sin saldo.`,
    fee: (fee: string) =>
      `Du kan bestille et nyt kort samtidig. Det koster ${fee}, som trækkes på kontoen. Findes kortet igen, før det nye er lavet, kommer beløbet tilbage.`,
    free: 'Du kan bestille et nyt kort samtidig. Det er gratis.',
    missing: (fee: string, missing: string) =>
      `Et nyt kort koster ${fee}, og der mangler ${missing} på kontoen. Spær kortet nu, og bestil det nye, når der er sat penge ind.`,
    blockAndOrder: (fee: string) => `Spær, og bestil nyt for ${fee}`,
    blockAndOrderFree: 'Spær, og bestil nyt',
    blockOnly: 'Spær kun kortet',
    block: 'Spær kortet',
  },
  outcome: {
    blocked: (time: string) => `Kortet er spærret fra kl. ${time}`,
    blockedLead: 'Det virker ikke længere i nogen kasse. Saldoen er der stadig.',
    blockedAllTheSame: 'Spærringen gælder, også selv om der ikke blev bestilt et nyt kort.',
    unblocked: (time: string) => `Spærringen er ophævet kl. ${time}`,
    activated: 'Kortet er aktivt',
    activatedLead: 'Det kan bruges nu. Et ældre kort er udgået.',
    ordered: 'Det nye kort er bestilt',
    orderCancelled: 'Bestillingen er annulleret',
    returned: (fee: string) => `${fee} er tilbage på kontoen.`,
    paid: (fee: string) => `${fee} er trukket på kontoen.`,
    free: 'Det er gratis.',
    fiveWeeks: 'Der kan gå op til 5 uger. Du får besked, når kortet er klar i klubben.',
  },
  /** Where the card is the reader's own. */
  own: {
    noCard: 'Du har ikke fået et kort endnu. Klubben kan finde dig ved navn i kassen.',
    activateAdvice: 'Aktivér kortet, når du har fået det. Et ældre kort udgår samtidig.',
    fiveWeeks: 'Der kan gå op til 5 uger. Du kan købe imens: Klubben finder dig ved navn.',
    blocked:
      'Har du fundet det igen, kan en forælder ophæve spærringen. Er det væk, kan en forælder bestille et nyt. Imens kan klubben finde dig ved navn i kassen.',
    activatedAwaited: {
      full: 'Aktivér det, når du har fået det',
      self: 'En forælder aktiverer det, når du har fået det',
    },
    lost: {
      full: (card: string) =>
        `${card} kan ikke bruges, før du ophæver spærringen. Du beholder din saldo.`,
      self: (card: string) =>
        `${card} kan ikke bruges, før en forælder ophæver spærringen. Du beholder din saldo.`,
    },
    wrong: 'Er noget forkert? Sig det til en voksen i klubben, som kan rette navn og billede.',
  },
  facts: {
    title: 'Stamdata',
    name: 'Navn',
    clubs: 'Klub',
    noClub: 'Ingen klub lige nu',
    rights: 'Din adgang',
    ofRights: {
      full: 'Fuld adgang',
      payer: 'Kan sætte penge ind',
      self: 'Dit eget kort: Du kan se og spærre det',
    },
    wrong: 'Er noget forkert? Klubben retter navn, billede og medlemskab.',
  },
};

const en: typeof da = {
  cards: 'Cards',
  noCard: 'No card has been handed out yet. The club can find the child by name at the till.',
  retired: (count: number) =>
    count === 1 ? '1 card no longer valid' : `${count} cards no longer valid`,
  activate: 'Activate card',
  block: 'Block card',
  unblock: 'Found again – unblock',
  working: {
    activated: 'Activating the card …',
    blocked: 'Blocking the card …',
    unblocked: 'Unblocking the card …',
    ordered: 'Ordering the card …',
    blockedAndOrdered: 'Blocking and ordering …',
    cancelled: 'Cancelling the order …',
  },
  payIn: 'Pay in',
  since: {
    ordered: (when: string) => `Ordered ${when}`,
    produced: (when: string) => `Made ${when}`,
    delivered: (when: string) => `Came to the club ${when}`,
    active: (when: string) => `Active since ${when}`,
    blocked: (when: string) => `Blocked ${when}. It works at no till.`,
    cancelled: (when: string) => `Cancelled ${when}`,
    retired: (when: string) => `not valid since ${when}`,
  },
  activateAdvice: 'Activate the card once the child has it. An older card ends at the same time.',
  foundCancels:
    'If the card has been found, the order of a new one is cancelled and the fee comes back to the account.',
  foundTooLate: 'The new card is made already, so the old one cannot be used again.',
  order: {
    title: 'Order a new card',
    free: 'The first card is free.',
    wasFree: 'The card is free.',
    price: (fee: string) => `A new card costs ${fee}, taken from the account. The balance is kept.`,
    cost: (fee: string) => `${fee} was taken from the account.`,
    besideActive:
      'If the card is lost, use Block card: there you can block and order in one go. Otherwise the old card works until the new one is activated.',
    missing: (has: string, missing: string) =>
      `The account holds ${has}, so ${missing} is missing. Pay in and then order.`,
    frozen: 'The account is on hold. Contact the club.',
    fiveWeeks:
      'It can take up to 5 weeks. The child can buy meanwhile: the club finds the child by name.',
    button: (fee: string) => `Order a new card for ${fee}`,
    buttonFree: 'Order a free card',
    underWay: 'A new card is on its way',
    cancel: 'Cancel the order',
    steps: {
      ordered: { name: 'Ordered', awaited: '' },
      produced: { name: 'Made and sent to the club', awaited: 'It is printed with the next batch' },
      delivered: { name: 'Ready at the club', awaited: 'You will be told when it is there' },
      activated: { name: 'Handed over and active', awaited: 'Activate it once the child has it' },
    },
  },
  lost: {
    title: 'Block card',
    lead: (card: string, name: string) =>
      `${card} cannot be used until you unblock it. ${name} keeps the balance.`,
    fee: (fee: string) =>
      `You can order a new card at the same time. It costs ${fee}, taken from the account. If the card is found before the new one is made, the money comes back.`,
    free: 'You can order a new card at the same time. It is free.',
    missing: (fee: string, missing: string) =>
      `A new card costs ${fee}, and ${missing} is missing on the account. Block the card now and order the new one once money is paid in.`,
    blockAndOrder: (fee: string) => `Block and order a new one for ${fee}`,
    blockAndOrderFree: 'Block and order a new one',
    blockOnly: 'Only block the card',
    block: 'Block the card',
  },
  outcome: {
    blocked: (time: string) => `The card is blocked since ${time}`,
    blockedLead: 'It no longer works at any till. The balance is still there.',
    blockedAllTheSame: 'The block holds, although no new card was ordered.',
    unblocked: (time: string) => `The card was unblocked at ${time}`,
    activated: 'The card is active',
    activatedLead: 'It can be used now. An older card is no longer valid.',
    ordered: 'The new card is ordered',
    orderCancelled: 'The order is cancelled',
    returned: (fee: string) => `${fee} is back on the account.`,
    paid: (fee: string) => `${fee} was taken from the account.`,
    free: 'It is free.',
    fiveWeeks: 'It can take up to 5 weeks. You will be told when it is ready at the club.',
  },
  own: {
    noCard: 'You have not been given a card yet. The club can find you by name at the till.',
    activateAdvice: 'Activate the card once you have it. An older card stops working with it.',
    fiveWeeks: 'It can take up to 5 weeks. You can buy meanwhile: the club finds you by name.',
    blocked:
      'If you have found it again, a parent can unblock it. If it is gone, a parent can order a new one. Meanwhile the club can find you by name at the till.',
    activatedAwaited: {
      full: 'Activate it once you have it',
      self: 'A parent activates it once you have it',
    },
    lost: {
      full: (card: string) => `${card} cannot be used until you unblock it. You keep your balance.`,
      self: (card: string) =>
        `${card} cannot be used until a parent unblocks it. You keep your balance.`,
    },
    wrong: 'Is something wrong? Tell an adult at the club, who can correct name and photo.',
  },
  facts: {
    title: 'Details',
    name: 'Name',
    clubs: 'Club',
    noClub: 'No club just now',
    rights: 'Your access',
    ofRights: {
      full: 'Full access',
      payer: 'Can pay in',
      self: 'Your own card: you can see and block it',
    },
    wrong: 'Is something wrong? The club corrects name, photo and membership.',
  },
};

export const words = wordsIn({ da, en });
