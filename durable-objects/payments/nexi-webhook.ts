// Nexi's webhooks: unsigned, so a value of our own in the Authorization header is all that comes with them.
// Nothing in one is believed but which payment to ask for. Absent: the asking, and the count of forgeries.
// The value's length (8 to 32 letters and digits) is the vendor's; the envelope is second-hand.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import { paymentHandle } from './nexi-handles.ts';
import { NexiEvent } from './nexi-shapes.ts';

export interface NexiNudge {
  /** The vendor's id of the event, the same in each delivery. */
  readonly eventId: string;
  readonly eventName: string;
  /** To be given to `askForPayment` or `askForCharge`, which check that it is the reference's own. */
  readonly handle: string;
}

export type NexiWebhookRefusal = {
  readonly code:
    | 'webhook_unsigned'
    | 'webhook_forged'
    | 'webhook_malformed'
    | 'webhook_other_merchant';
};

/** Another for each reference, so that one that leaks opens no other payment. 32 hexadecimal digits. */
export function nexiWebhookAuthorization(reference: string, webhookKey: string): string {
  const mac = createHmac('sha256', Buffer.from(webhookKey, 'base64'));
  return mac.update(`klubkort-nexi-webhook-1\n${reference}`).digest('hex').slice(0, 32);
}

/**
 * @param reference from the address that was called.
 * @param webhookKey 32 bytes, base64.
 * @param ourNumber as the vendor numbers its merchants; undefined compares nothing.
 */
export function readNexiWebhook(
  webhook: {
    readonly reference: string;
    readonly authorization: string | null;
    readonly body: Uint8Array;
  },
  webhookKey: string,
  ourNumber?: string,
): Outcome<NexiNudge, NexiWebhookRefusal> {
  if (webhook.authorization === null) return refused({ code: 'webhook_unsigned' });
  const expected = Buffer.from(nexiWebhookAuthorization(webhook.reference, webhookKey));
  const given = Buffer.from(webhook.authorization);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refused({ code: 'webhook_forged' });
  }
  const event = NexiEvent.safeParse(json(webhook.body));
  if (!event.success) return refused({ code: 'webhook_malformed' });
  const { id, event: eventName, data, merchantNumber, merchantId } = event.data;
  const named = merchantNumber ?? merchantId;
  if (ourNumber !== undefined && named != null && named !== ourNumber) {
    return refused({ code: 'webhook_other_merchant' });
  }
  return accepted({ eventId: id, eventName, handle: paymentHandle(data.paymentId) });
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body));
  } catch {
    return null;
  }
}
