// How an agreement is asked for at its provider, and until when one that waits is wanted. Pure.
import type { AgreementQuestion } from '../payments/payment-provider.ts';
import type { Agreement } from './agreement-store.ts';
import { GIVE_UP_AFTER_MS } from './decide-top-up-attempt.ts';

export function questionOf(agreement: Agreement, withFirst: boolean): AgreementQuestion {
  const { reference, handle, firstTopUpOre, state } = agreement;
  // By its own id a provider tells of the agreement alone; the first top-up is asked for with the page.
  const agreementId = state === 'active' && !withFirst ? agreement.agreementId : null;
  return {
    ...{ reference, handle, agreementId },
    firstChargeOre: agreementId === null ? firstTopUpOre : null,
  };
}

export function isToBeGivenUp({ since }: Agreement, now: number): boolean {
  return now >= since + GIVE_UP_AFTER_MS;
}

export function isUnapproved({ state }: Agreement): boolean {
  return state === 'created' || state === 'waiting';
}
