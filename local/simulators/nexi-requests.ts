// What the simulated Nexi accepts: the documented bodies with the rules that are known, stricter than it where
// it is silent, so that a slip of ours shows. Webhook addresses may be this machine's by plain http.
import { z } from 'zod';

/** This machine, and a name that can stand for nothing: the demo's and the tests' house. */
const ourOwn = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]|klubkort\.test)[:/]/;
const address = z
  .url()
  .max(256)
  .refine((text) => text.startsWith('https://') || ourOwn.test(text), 'must be https');

const whole = z.int();

const Item = z.strictObject({
  reference: z.string().min(1).max(128),
  name: z.string().min(1).max(128),
  quantity: z.number().positive(),
  unit: z.string().min(1).max(128),
  unitPrice: whole,
  taxRate: whole.optional(),
  taxAmount: whole.optional(),
  grossTotalAmount: whole,
  netTotalAmount: whole,
});

const Order = z
  .strictObject({
    items: z.array(Item).min(1),
    amount: whole.min(0),
    currency: z.literal('DKK'),
    reference: z.string().max(128).optional(),
  })
  .refine(
    ({ items, amount }) => items.reduce((sum, item) => sum + item.grossTotalAmount, 0) === amount,
    { path: ['amount'], message: 'must equal the sum of the items' },
  );

const Notifications = z.strictObject({
  webHooks: z
    .array(
      z.strictObject({
        eventName: z.string().min(1),
        url: address,
        authorization: z
          .string()
          .regex(/^[0-9A-Za-z]{8,32}$/)
          .optional(),
      }),
    )
    .max(32),
});

const Consumer = z
  .strictObject({
    reference: z.string().max(128).optional(),
    email: z.email().optional(),
    privatePerson: z
      .strictObject({ firstName: z.string().min(1), lastName: z.string().min(1) })
      .optional(),
    company: z.looseObject({ name: z.string() }).optional(),
  })
  .refine(({ privatePerson, company }) => privatePerson !== undefined || company !== undefined, {
    message: 'privatePerson or company is required',
  });

export const CreatePayment = z
  .strictObject({
    order: Order,
    checkout: z
      .strictObject({
        integrationType: z.literal('HostedPaymentPage'),
        returnUrl: address,
        cancelUrl: address,
        termsUrl: address,
        merchantTermsUrl: address.optional(),
        charge: z.boolean(),
        publicDevice: z.boolean().optional(),
        merchantHandlesConsumerData: z.boolean().optional(),
        consumer: Consumer.optional(),
        countryCode: z.literal('DNK').optional(),
      })
      .refine((one) => one.merchantHandlesConsumerData !== true || one.consumer !== undefined, {
        path: ['consumer'],
        message: 'is required where the merchant handles consumer data',
      }),
    myReference: z.string().max(36).optional(),
    unscheduledSubscription: z
      .union([
        z.strictObject({ create: z.literal(true) }),
        z.strictObject({ unscheduledSubscriptionId: z.string().min(1) }),
      ])
      .optional(),
    notifications: Notifications.optional(),
  })
  .refine((one) => one.order.amount > 0 || one.unscheduledSubscription !== undefined, {
    path: ['order', 'amount'],
    message: 'may be 0 only where a card is registered',
  });

export const BulkCharge = z.strictObject({
  externalBulkChargeId: z.string().min(1).max(64),
  notifications: Notifications.optional(),
  unscheduledSubscriptions: z
    .array(z.strictObject({ unscheduledSubscriptionId: z.string().min(1), order: Order }))
    .min(1),
});

export const RefundCharge = z.strictObject({
  amount: whole.min(1),
  orderItems: z.array(Item).optional(),
});

/** `{"errors":{"order.amount":["must …"]}}` */
export function nexiErrors(error: z.ZodError): { errors: Record<string, string[]> } {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const place = path.join('.');
    errors[place] = [...(errors[place] ?? []), message];
  }
  return { errors };
}
