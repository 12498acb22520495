// The words of the counter, in both languages: the child, the products, the cart, and what is opened over
// them. What is said when a sale has been sent is not here.
import type { Translated } from '../ui/language.ts';

const da = {
  child: {
    region: 'Barn ved kassen',
    waiting: 'Klar til kort',
    waitingAdvice: 'Hold kortet på læseren. Varerne kan vælges før eller efter.',
    photoOf: (name: string) => `Billede af ${name}`,
    noPhoto: 'Intet billede – spørg om navnet',
    wrong: 'Ikke barnet på billedet',
    named: 'Fundet ved navn',
    boughtAgo: (minutes: number) =>
      minutes === 0
        ? 'Købte for under et minut siden'
        : minutes === 1
          ? 'Købte for 1 minut siden'
          : `Købte for ${minutes} minutter siden`,
    secondsLeft: (seconds: number) => `Vises i ${seconds} s endnu`,
    offline: 'Venter på forbindelse',
    offlineAdvice: 'Kassen prøver selv igen. Varerne kan vælges imens.',
    find: 'Find barn ved navn',
    inDoubt: 'Et køb for barnet venter på svar. Vent, til det er afklaret.',
  },
  switchChild: {
    title: 'Skift barn?',
    lead: (next: string, present: string) =>
      `${next} har lagt sit kort på. Kurven er begyndt med ${present}.`,
    yes: (next: string) => `Ja, sælg til ${next}`,
    no: (present: string) => `Nej, fortsæt med ${present}`,
  },
  products: {
    region: 'Varer',
    categories: 'Varegrupper',
    favourites: 'Favoritter',
    inCart: (pieces: number) => `${pieces} i kurven`,
    typedPrice: 'Tast pris',
    loading: 'Henter varer …',
    none: 'Der er ingen varer i denne gruppe.',
    nextPage: 'Flere varer',
    page: (page: number, pages: number) => `${page} af ${pages}`,
  },
  price: {
    title: (name: string) => `Pris for ${name}`,
    upTo: (amount: string) => `Højst ${amount}`,
    add: 'Læg i kurven',
    tooHigh: (amount: string) => `Prisen kan højst være ${amount}`,
    erase: 'Slet ciffer',
  },
  cart: {
    region: 'Kurv',
    empty: 'Kurven er tom',
    emptyAdvice: 'Tryk på en vare for at lægge den i kurven.',
    total: 'I alt',
    pieces: (pieces: number) => (pieces === 1 ? '1 vare' : `${pieces} varer`),
    fewer: (name: string) => `En færre: ${name}`,
    more: (name: string) => `En mere: ${name}`,
    emptyIt: 'Tøm kurven',
    park: 'Parkér',
    parked: (count: number) => `Parkerede (${count})`,
    open: 'Vis kurven',
    fold: 'Skjul kurven',
  },
  confirm: {
    action: 'Bekræft køb',
    waiting: 'Venter på svar …',
    no_child: 'Læs et kort',
    empty_cart: 'Vælg varer',
    no_catalogue: 'Henter varer …',
    asking_to_switch: 'Skift barn?',
    in_doubt: 'Venter på svar',
  },
  search: {
    title: 'Find barn ved navn',
    query: 'Navn',
    hint: 'Skriv mindst to bogstaver.',
    searching: 'Søger …',
    none: 'Ingen børn i klubben passer til navnet.',
    found: (count: number) => (count === 1 ? '1 barn fundet' : `${count} børn fundet`),
    most: 'Der vises højst otte. Skriv mere af navnet.',
    why: 'Hvorfor uden kort?',
    reasons: {
      no_card_yet: 'Intet kort endnu',
      forgotten_card: 'Har glemt kortet',
      broken_card: 'Kortet virker ikke',
    },
    show: (name: string) => `Vis ${name} ved kassen`,
    back: 'Søg igen',
    logged: 'Hver visning gemmes i loggen.',
  },
  parked: {
    title: 'Parkerede kurve',
    none: 'Ingen kurve er parkeret.',
    cart: (time: string, pieces: string, amount: string) => `Kl. ${time}: ${pieces}, ${amount}`,
    take: (time: string) => `Tag op: kurven fra kl. ${time}`,
    drop: (time: string) => `Slet kurven fra kl. ${time}`,
    takeShort: 'Tag op',
    dropShort: 'Slet',
    swap: 'Den åbne kurv parkeres i stedet.',
  },
};

const en: Translated<typeof da> = {
  child: {
    region: 'Child at the till',
    waiting: 'Ready for a card',
    waitingAdvice: 'Hold the card on the reader. Choose products before or after.',
    photoOf: (name) => `Photo of ${name}`,
    noPhoto: 'No photo – ask for the name',
    wrong: 'Not the child in the photo',
    named: 'Found by name',
    boughtAgo: (minutes) =>
      minutes === 0
        ? 'Bought less than a minute ago'
        : minutes === 1
          ? 'Bought 1 minute ago'
          : `Bought ${minutes} minutes ago`,
    secondsLeft: (seconds) => `Shown for ${seconds} s more`,
    offline: 'Waiting for the connection',
    offlineAdvice: 'The till tries again by itself. Products can be chosen meanwhile.',
    find: 'Find child by name',
    inDoubt: 'A purchase for this child awaits its answer. Wait until it is settled.',
  },
  switchChild: {
    title: 'Switch child?',
    lead: (next, present) => `${next} has put a card on. The cart was begun with ${present}.`,
    yes: (next) => `Yes, sell to ${next}`,
    no: (present) => `No, go on with ${present}`,
  },
  products: {
    region: 'Products',
    categories: 'Product groups',
    favourites: 'Favourites',
    inCart: (pieces) => `${pieces} in the cart`,
    typedPrice: 'Set price',
    loading: 'Fetching products …',
    none: 'There are no products in this group.',
    nextPage: 'More products',
    page: (page, pages) => `${page} of ${pages}`,
  },
  price: {
    title: (name) => `Price of ${name}`,
    upTo: (amount) => `${amount} at most`,
    add: 'Put in the cart',
    tooHigh: (amount) => `The price can be ${amount} at most`,
    erase: 'Erase digit',
  },
  cart: {
    region: 'Cart',
    empty: 'The cart is empty',
    emptyAdvice: 'Press a product to put it in the cart.',
    total: 'Total',
    pieces: (pieces) => (pieces === 1 ? '1 item' : `${pieces} items`),
    fewer: (name) => `One less: ${name}`,
    more: (name) => `One more: ${name}`,
    emptyIt: 'Empty the cart',
    park: 'Park',
    parked: (count) => `Parked (${count})`,
    open: 'Show the cart',
    fold: 'Hide the cart',
  },
  confirm: {
    action: 'Confirm purchase',
    waiting: 'Waiting for the answer …',
    no_child: 'Read a card',
    empty_cart: 'Choose products',
    no_catalogue: 'Fetching products …',
    asking_to_switch: 'Switch child?',
    in_doubt: 'Waiting for the answer',
  },
  search: {
    title: 'Find child by name',
    query: 'Name',
    hint: 'Type at least two letters.',
    searching: 'Searching …',
    none: 'No child in the club fits the name.',
    found: (count) => (count === 1 ? '1 child found' : `${count} children found`),
    most: 'Eight are shown at most. Type more of the name.',
    why: 'Why without a card?',
    reasons: {
      no_card_yet: 'No card yet',
      forgotten_card: 'Forgot the card',
      broken_card: 'The card does not work',
    },
    show: (name) => `Show ${name} at the till`,
    back: 'Search again',
    logged: 'Each showing is kept in the log.',
  },
  parked: {
    title: 'Parked carts',
    none: 'No cart is parked.',
    cart: (time, pieces, amount) => `${time}: ${pieces}, ${amount}`,
    take: (time) => `Take up: the cart from ${time}`,
    drop: (time) => `Delete the cart from ${time}`,
    takeShort: 'Take up',
    dropShort: 'Delete',
    swap: 'The open cart is parked instead.',
  },
};

export const counterWords = { da, en };
