// Payment providers call: the bytes as they came, then the proof, then a nudge to the account to ask the provider.
// Nothing that stands in a webhook is believed but whom to ask for. Answered before the account has asked, since
// the vendors wait for no work; a nudge that is lost is made good by the account's own alarm.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ProviderName } from '../../contracts/top-ups.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import type { AskAboutTopUpCommand } from '../../durable-objects/card-account/top-up-commands.ts';
import type { WebhookCause } from '../../durable-objects/municipality/webhook-counts-store.ts';
import { isOurObjectId } from '../../durable-objects/object-id.ts';
import {
  type NexiWebhookRefusal,
  readNexiWebhook,
} from '../../durable-objects/payments/nexi-webhook.ts';
import {
  type PaymentConfiguration,
  readPaymentConfiguration,
} from '../../durable-objects/payments/payment-configuration.ts';
import { paymentProvidersOf } from '../../durable-objects/payments/payment-providers.ts';
import { readPaymentReference } from '../../durable-objects/payments/payment-reference.ts';
import { toldSum } from '../../durable-objects/payments/told-sum.ts';
import {
  readVippsWebhook,
  type VippsNudge,
  type VippsWebhookRefusal,
} from '../../durable-objects/payments/vipps-webhook.ts';
import { newApi, problems } from '../api.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { problemResponse } from '../problem-response.ts';
import { countWebhook } from '../webhook-counter.ts';

/** The vendors' own are some 2 kB. */
const LARGEST_WEBHOOK_BYTES = 16 * 1024;

type About = Required<AskAboutTopUpCommand>;

const RESPONSES = {
  200: { description: 'Taken in; or signed rightly and about nothing of ours' },
  default: problems('not_found', 'webhook_proof_wrong'),
};

export const webhooks = newApi();

webhooks.use(
  '/webhooks/*',
  bodyLimit({
    maxSize: LARGEST_WEBHOOK_BYTES,
    onError: (context) =>
      problemResponse(context as Context<EdgeEnvironment>, { code: 'body_too_large' }),
  }),
);

webhooks.openapi(
  createRoute({
    method: 'post',
    path: '/webhooks/nexi/{reference}',
    summary: 'Nexi tells that a payment has moved',
    description:
      "Proven by the payment's own value in `Authorization`, which was given to Nexi with the payment.",
    request: { params: z.object({ reference: z.string().max(60) }) },
    responses: RESPONSES,
  }),
  async (context) => {
    const { reference } = context.req.valid('param');
    const { nexi } = configurationOf(context);
    if (nexi === null) return problemResponse(context, { code: 'not_found' });
    const body = new Uint8Array(await context.req.arrayBuffer());
    const authorization = context.req.header('authorization') ?? null;
    const { webhookKey, merchantNumber } = nexi;
    const read = readNexiWebhook({ reference, authorization, body }, webhookKey, merchantNumber);
    if (!read.ok) return notBelieved(context, 'nexi', read.refusal);
    const { eventId: event, handle } = read.value;
    const named = { provider: 'nexi', handle } as const;
    nudge(context, 'nexi', { reference, event, named, told: toldSum(body) });
    return context.body(null, 200);
  },
);

webhooks.openapi(
  createRoute({
    method: 'post',
    path: '/webhooks/mobilepay',
    summary: 'MobilePay tells that a payment, a charge or an agreement has moved',
    description:
      "Proven by the registration's secret, over the bytes, the host, the path and the date.",
    responses: RESPONSES,
  }),
  async (context) => {
    const { mobilepay } = configurationOf(context);
    if (mobilepay === null) return problemResponse(context, { code: 'not_found' });
    const body = new Uint8Array(await context.req.arrayBuffer());
    const header = (name: string) => context.req.header(name) ?? null;
    const webhook = {
      ...{ body, date: header('x-ms-date'), contentHash: header('x-ms-content-sha256') },
      authorization: header('authorization'),
    };
    const read = readVippsWebhook(webhook, mobilepay, Date.now());
    if (!read.ok) return notBelieved(context, 'mobilepay', read.refusal);
    // Its payloads have no id of their own: the same bytes are the same event.
    follow(context, read.value, { event: webhook.contentHash ?? '', told: toldSum(body) });
    return context.body(null, 200);
  },
);

function configurationOf({ env }: Context<EdgeEnvironment>): PaymentConfiguration {
  if (!env.PAYMENT_PROVIDERS) return { nexi: null, mobilepay: null };
  return readPaymentConfiguration(env.PAYMENT_PROVIDERS);
}

const CAUSES: Readonly<Record<(NexiWebhookRefusal | VippsWebhookRefusal)['code'], WebhookCause>> = {
  webhook_unsigned: 'unsigned',
  webhook_forged: 'forged',
  webhook_stale: 'stale',
  webhook_malformed: 'malformed',
  webhook_other_merchant: 'other_merchant',
};

/** One answer for all of them: whoever forges learns nothing. */
function notBelieved(
  context: Context<EdgeEnvironment>,
  provider: ProviderName,
  { code }: NexiWebhookRefusal | VippsWebhookRefusal,
): Response {
  countWebhook(context, provider, CAUSES[code]);
  return problemResponse(context, { code: 'webhook_proof_wrong' });
}

function follow(
  context: Context<EdgeEnvironment>,
  about: VippsNudge,
  seen: Pick<About, 'event' | 'told'>,
): void {
  if (about.about !== 'agreement') {
    nudge(context, 'mobilepay', { ...seen, reference: about.reference, named: null });
    return;
  }
  context.executionCtx.waitUntil(
    referenceOfAgreement(context, about.agreementId).then((reference) => {
      if (reference === 'nobodys') countWebhook(context, 'mobilepay', 'reference_unknown');
      else if (reference !== null) {
        nudge(context, 'mobilepay', { ...seen, reference, named: null });
      }
    }),
  );
}

/**
 * The provider is asked whose it is: what the webhook says beside the id is second-hand. Null while it does not say;
 * `nobodys` of one that it does not know, or that nobody of ours has begun.
 */
async function referenceOfAgreement(
  { env }: Context<EdgeEnvironment>,
  agreementId: string,
): Promise<string | 'nobodys' | null> {
  const provider = paymentProvidersOf(env.PAYMENT_PROVIDERS ?? '').get('mobilepay');
  const question = { reference: null, handle: null, agreementId, firstChargeOre: null };
  const outcome = await provider?.askForAgreement(question);
  if (outcome === undefined) return null;
  if ('reference' in outcome) return outcome.reference ?? 'nobodys';
  return outcome.kind === 'not_found' || outcome.kind === 'mismatch' ? 'nobodys' : null;
}

function nudge(context: Context<EdgeEnvironment>, provider: ProviderName, about: About): void {
  context.executionCtx.waitUntil(
    askTheAccount(context.env, about).then(
      (causes) => {
        for (const cause of causes) countWebhook(context, provider, cause);
      },
      (error: unknown) => {
        const { reference } = about;
        console.error(`request ${context.get('requestId')}: ${reference} was not asked: ${error}`);
      },
    ),
  );
}

/** One name is a payment's, an agreement's, or that of both: the first charge of an agreement has the same. */
async function askTheAccount(
  env: EdgeEnvironment['Bindings'],
  about: About,
): Promise<WebhookCause[]> {
  const { reference } = about;
  const read = readPaymentReference(reference);
  if (read === null || !isOurObjectId(read.accountId, env.EDGE_KEY)) return ['reference_unknown'];
  const account = env.CARD_ACCOUNT.getByName(read.accountId);
  const payment = await callForOutcome<{ isRepeated: boolean; isContradicted: boolean }>(() =>
    account.askAboutTopUp(about),
  );
  // Noted once: with the payment, or with the agreement that has none.
  const event = payment.ok ? null : about.event;
  const agreement = await callForOutcome<{ isRepeated: boolean }>(() =>
    account.askAboutAgreement({ reference, event }),
  );
  if (!payment.ok && !agreement.ok) return ['reference_unknown'];
  const isRepeated = payment.ok
    ? payment.value.isRepeated
    : agreement.ok && agreement.value.isRepeated;
  const isContradicted = payment.ok && payment.value.isContradicted;
  return [
    ...(isRepeated ? (['replayed'] as const) : []),
    ...(isContradicted ? (['contradicted'] as const) : []),
  ];
}
