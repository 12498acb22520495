// What Nexi Checkout answers, as far as we read it; fields we do not name may come and go. Payment, bulk and
// subscription are the vendor's own pages; the webhook's envelope and where errors lie inside a bulk are
// second-hand, from captured traffic of two public clients.
import { z } from 'zod';

const amount = z.int().min(0).default(0);
const id = z.string().min(1).max(64);

export const NexiCreated = z.looseObject({
  paymentId: id,
  hostedPaymentPageUrl: z.url(),
});

const PaymentDetails = z
  .looseObject({
    paymentMethod: z.string().nullish(),
    cardDetails: z
      .looseObject({ maskedPan: z.string().nullish(), expiryDate: z.string().nullish() })
      .nullish(),
  })
  .nullish();
export type NexiPaymentDetails = z.infer<typeof PaymentDetails>;

export const NexiPayment = z.looseObject({
  payment: z.looseObject({
    paymentId: id,
    /** Empty where nothing has happened yet: each missing sum is 0. */
    summary: z
      .looseObject({
        reservedAmount: amount,
        chargedAmount: amount,
        refundedAmount: amount,
        cancelledAmount: amount,
      })
      .prefault({}),
    paymentDetails: PaymentDetails,
    orderDetails: z.looseObject({
      amount: z.int(),
      currency: z.string(),
      reference: z.string().nullish(),
    }),
    charges: z.array(z.looseObject({ chargeId: id, amount: z.int() })).nullish(),
    refunds: z
      .array(z.looseObject({ refundId: id, amount: z.int(), state: z.string().nullish() }))
      .nullish(),
    unscheduledSubscription: z.looseObject({ unscheduledSubscriptionId: id.nullish() }).nullish(),
    terminated: z.string().nullish(),
  }),
});
export type NexiPayment = z.infer<typeof NexiPayment>['payment'];

export const NexiBulkAccepted = z.looseObject({ bulkId: id });

export const NexiBulk = z.looseObject({
  page: z.array(
    z.looseObject({
      unscheduledSubscriptionId: id,
      paymentId: id.nullish(),
      chargeId: id.nullish(),
      status: z.string(),
      message: z.string().nullish(),
      /** Seen as text and as a number. */
      code: z.union([z.string(), z.number()]).nullish(),
      source: z.string().nullish(),
    }),
  ),
});
export type NexiBulkItem = z.infer<typeof NexiBulk>['page'][number];

export const NexiSubscription = z.looseObject({
  unscheduledSubscriptionId: id,
  paymentDetails: PaymentDetails,
  cardDetails: z
    .looseObject({ maskedPan: z.string().nullish(), expiryDate: z.string().nullish() })
    .nullish(),
});

export const NexiRefund = z.looseObject({ refundId: id });

const merchant = z.union([z.string(), z.number()]).pipe(z.coerce.string()).nullish();

/** `data` differs from event to event; all but the payment's id is ignored. The merchant has either name. */
export const NexiEvent = z.looseObject({
  merchantNumber: merchant,
  merchantId: merchant,
  id: z.string().min(1).max(100),
  event: z.string().max(100),
  data: z.looseObject({ paymentId: id }),
});
