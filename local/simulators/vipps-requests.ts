// What the simulated Vipps MobilePay accepts, by its own documents, stricter than it where it is silent, so that
// a slip of ours shows. Addresses may be this machine's by plain http.
import { z } from 'zod';

/** This machine, and a name that can stand for nothing: the demo's and the tests' house. */
const ourOwn = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]|klubkort\.test)[:/]/;
export const address = z
  .url()
  .max(1024)
  .refine((text) => text.startsWith('https://') || ourOwn.test(text), 'must be https');

const Amount = z.strictObject({
  currency: z.literal('DKK'),
  value: z.int().min(1).max(65_000_000),
});
const reference = z.string().regex(/^[a-zA-Z0-9-]{8,50}$/);
const orderId = z.string().regex(/^[a-zA-Z0-9-]{1,50}$/);
const externalId = z.string().min(1).max(64);

export const CreateVippsPayment = z.strictObject({
  amount: Amount,
  paymentMethod: z.strictObject({ type: z.enum(['WALLET', 'CARD']) }),
  customer: z.strictObject({ phoneNumber: z.string().regex(/^\d{10,15}$/) }).optional(),
  reference,
  returnUrl: address,
  userFlow: z.literal('WEB_REDIRECT'),
  paymentDescription: z.string().min(3).max(100).optional(),
});

export const ModifyVippsPayment = z.strictObject({ modificationAmount: Amount });

export const DraftAgreement = z.strictObject({
  pricing: z.strictObject({
    type: z.literal('VARIABLE'),
    currency: z.literal('DKK'),
    suggestedMaxAmount: z.int().min(100).max(30_000_000),
  }),
  interval: z.strictObject({
    unit: z.enum(['DAY', 'WEEK', 'MONTH', 'YEAR']),
    count: z.int().min(1).max(31),
  }),
  merchantRedirectUrl: address,
  merchantAgreementUrl: address,
  productName: z.string().min(1).max(45),
  productDescription: z.string().max(100).optional(),
  phoneNumber: z.string().max(15).optional(),
  externalId: externalId.optional(),
  initialCharge: z
    .strictObject({
      amount: z.int().min(100),
      description: z.string().min(1).max(45),
      transactionType: z.enum(['DIRECT_CAPTURE', 'RESERVE_CAPTURE']),
      orderId: orderId.optional(),
      externalId: externalId.optional(),
    })
    .optional(),
});

export const CreateCharge = z
  .strictObject({
    amount: z.int().min(100),
    transactionType: z.literal('DIRECT_CAPTURE'),
    description: z.string().min(1).max(45),
    type: z.enum(['RECURRING', 'UNSCHEDULED']).default('RECURRING'),
    due: z.iso.date().optional(),
    retryDays: z.int().min(0).max(14).optional(),
    orderId: orderId.optional(),
    externalId: externalId.optional(),
  })
  .refine((one) => one.type === 'RECURRING' || one.due === undefined, {
    path: ['due'],
    message: 'must be absent for UNSCHEDULED',
  })
  .refine((one) => one.type === 'RECURRING' || (one.retryDays ?? 0) === 0, {
    path: ['retryDays'],
    message: 'must be 0 for UNSCHEDULED',
  })
  .refine(
    (one) => one.type === 'UNSCHEDULED' || (one.due !== undefined && one.retryDays !== undefined),
    { path: ['due'], message: 'due and retryDays are required for RECURRING' },
  );

/** Nothing may stand beside it. */
export const StopAgreement = z.strictObject({ status: z.literal('STOPPED') });

export const RefundVippsCharge = z.strictObject({
  amount: z.int().min(1),
  description: z.string().min(1).max(45),
});

export const RegisterWebhook = z.strictObject({
  url: address,
  events: z.array(z.string().min(1)).min(1),
});
