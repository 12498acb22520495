// The simulated Nexi's cards, each for one outcome. All are invented; none passes a real card's checks but the
// first, which every payment provider uses in its examples.
import type { Choice } from './hosted-page.ts';
import type { WebhookMode } from './webhook-outbox.ts';

export const NEXI_CARDS = {
  good: '4111111111111111',
  noFundsLater: '4000000000000002',
  expiredLater: '4000000000000010',
  authenticationLater: '4000000000000028',
  slowLater: '4000000000000036',
  webhooksTwiceAndOutOfOrder: '4000000000000044',
  declinedAtPage: '4000000000000051',
  issuerDownLater: '4000000000000069',
  stolenLater: '4000000000000077',
  endsNextMonth: '4000000000000085',
  endsThisMonth: '4000000000000093',
  noFundsAfterFirst: '4000000000000101',
} as const;

export const NEXI_CHOICES: readonly Choice[] = [
  choice(NEXI_CARDS.good, 'virker', 'works'),
  choice(NEXI_CARDS.noFundsLater, 'ikke penge nok ved automatik', 'no funds when automatic'),
  choice(
    NEXI_CARDS.noFundsAfterFirst,
    'virker én gang ved automatik, så ikke penge nok',
    'works once when automatic, then no funds',
  ),
  choice(NEXI_CARDS.expiredLater, 'udløbet ved automatik', 'expired when automatic'),
  choice(
    NEXI_CARDS.authenticationLater,
    'skal godkendes ved automatik',
    'must be approved when automatic',
  ),
  choice(NEXI_CARDS.slowLater, '10 minutter om automatik', '10 minutes when automatic'),
  choice(NEXI_CARDS.webhooksTwiceAndOutOfOrder, 'webhooks to gange', 'webhooks twice'),
  choice(NEXI_CARDS.declinedAtPage, 'afvises her på siden', 'declined here on the page'),
  choice(
    NEXI_CARDS.issuerDownLater,
    'banken svarer ikke ved automatik',
    'issuer down when automatic',
  ),
  choice(NEXI_CARDS.stolenLater, 'meldt stjålet ved automatik', 'reported stolen when automatic'),
  choice(NEXI_CARDS.endsNextMonth, 'udløber næste måned', 'expires next month'),
  choice(NEXI_CARDS.endsThisMonth, 'udløber denne måned', 'expires this month'),
];

const issuer = (code: string, message: string) => ({ code, message, source: 'Issuer' }) as const;

export interface IssuerRefusal {
  readonly code: string;
  readonly message: string;
  readonly source: string;
}

/** What a charge without the cardholder ends with; no entry is success. */
const MIT_OUTCOMES: Readonly<Record<string, IssuerRefusal>> = {
  [NEXI_CARDS.noFundsLater]: issuer('51', 'Refused by issuer'),
  [NEXI_CARDS.expiredLater]: issuer('54', 'Expired card'),
  [NEXI_CARDS.authenticationLater]: issuer('1A', 'Authentication required'),
  [NEXI_CARDS.issuerDownLater]: issuer('91', 'Issuer unavailable'),
  [NEXI_CARDS.stolenLater]: issuer('43', 'Stolen card'),
};

/** @param before how many were taken of the stored card already. */
export function refusalOf(number: string, before: number): IssuerRefusal | undefined {
  const isWithoutFunds = number === NEXI_CARDS.noFundsAfterFirst && before > 0;
  return MIT_OUTCOMES[isWithoutFunds ? NEXI_CARDS.noFundsLater : number];
}

const SLOW_MS = 10 * 60_000;

export function bulkDelayOf(number: string | undefined, usualMs: number): number {
  return number === NEXI_CARDS.slowLater ? SLOW_MS : usualMs;
}

export function webhookModeOf(number: string | undefined): WebhookMode | null {
  return number === NEXI_CARDS.webhooksTwiceAndOutOfOrder ? 'out_of_order' : null;
}

const MONTHS_LEFT: Readonly<Record<string, number>> = {
  [NEXI_CARDS.endsNextMonth]: 1,
  [NEXI_CARDS.endsThisMonth]: 0,
};

/** "MMYY": four years ahead, but for those that end soon. */
export function expiryOf(number: string, now: number): string {
  const today = new Date(now);
  const monthsAhead = MONTHS_LEFT[number] ?? 48;
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + monthsAhead, 1));
  return `${String(end.getUTCMonth() + 1).padStart(2, '0')}${String(end.getUTCFullYear()).slice(2)}`;
}

export function masked(number: string): string {
  return `${number.slice(0, 6)}******${number.slice(-4)}`;
}

function choice(value: string, da: string, en: string): Choice {
  return { value, about: { da, en } };
}
