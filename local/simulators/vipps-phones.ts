// The simulated MobilePay's customers, told apart by the last four digits of their phone; each has one outcome.
// The numbers are plainly invented.
import type { Choice } from './hosted-page.ts';
import type { WebhookMode } from './webhook-outbox.ts';

export const PHONES = {
  good: '4500001111',
  aborts: '4500002222',
  stopsAgreementLater: '4500003333',
  mustActInApp: '4500004444',
  webhookNever: '4500005555',
  limitTooLow: '4500006666',
  technicalError: '4500007777',
  webhooksTwiceAndOutOfOrder: '4500008888',
  slow: '4500009999',
} as const;

export const PHONE_CHOICES: readonly Choice[] = [
  choice(PHONES.good, 'virker', 'works'),
  choice(PHONES.aborts, 'afviser i appen', 'declines in the app'),
  choice(
    PHONES.stopsAgreementLater,
    'opsiger aftalen efter første træk',
    'stops the agreement later',
  ),
  choice(PHONES.mustActInApp, 'skal rette noget i appen', 'must act in the app'),
  choice(PHONES.webhookNever, 'webhook kommer aldrig', 'webhook never comes'),
  choice(PHONES.limitTooLow, 'egen grænse er for lav', 'own limit is too low'),
  choice(PHONES.technicalError, 'teknisk fejl', 'technical error'),
  choice(PHONES.webhooksTwiceAndOutOfOrder, 'webhooks to gange', 'webhooks twice'),
  choice(PHONES.slow, '10 minutter om hvert træk', '10 minutes to each charge'),
];

/** Why a charge on this phone's agreement fails; undefined for success. */
export const CHARGE_FAILURES: Readonly<Record<string, string>> = {
  [PHONES.mustActInApp]: 'user_action_required',
  [PHONES.limitTooLow]: 'charge_amount_too_high',
  [PHONES.technicalError]: 'technical_error',
};

const SLOW_MS = 10 * 60_000;

export function chargeDelayOf(phone: string, usualMs: number): number {
  return phone === PHONES.slow ? SLOW_MS : usualMs;
}

export function webhookModeOfPhone(phone: string | null): WebhookMode | null {
  if (phone === PHONES.webhookNever) return 'never';
  return phone === PHONES.webhooksTwiceAndOutOfOrder ? 'out_of_order' : null;
}

function choice(value: string, da: string, en: string): Choice {
  return { value, about: { da, en } };
}
