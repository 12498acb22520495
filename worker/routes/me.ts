// What a guardian does with the own details: language, phone, e-mail, bank account, how to be told of things,
// and the browsers that pushes go to. Every answer to a change is the details as they then stand.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { PushSubscriptionId } from '../../contracts/ids.ts';
import {
  BankAccountChange,
  EmailChange,
  EmailConfirmation,
  LanguageChange,
  Me,
  NoticeSettingsChange,
  PhoneChange,
  PushKey,
  PushSubscriptionRequest,
} from '../../contracts/me.ts';
import { accepted, type Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import { pushKeysOf } from '../../durable-objects/guardian/push-sender.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { type AskingGuardian, askGuardian } from '../asking-guardian.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { outcomeResponse } from '../problem-response.ts';
import { seenVersion } from '../seen-version.ts';

const DETAILS = jsonContent(Me, 'The details as they stand');
const subscriptionParams = z.object({ subscriptionId: PushSubscriptionId });

export const me = newApi();

me.openapi(
  createRoute({
    method: 'get',
    path: '/me',
    summary: 'Who is logged in, and the own details',
    security: BY_GUARDIAN,
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS) },
  }),
  (context) => changed(context, async () => accepted(null)),
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/language',
    summary: 'Choose the language of pushes and e-mails',
    security: BY_GUARDIAN,
    request: { body: jsonBody(LanguageChange) },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS) },
  }),
  (context) => {
    const { language } = context.req.valid('json');
    return changed(context, ({ guardian }) => guardian.changeLanguage(language));
  },
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/phone',
    summary: 'Change or remove the phone number',
    security: BY_GUARDIAN,
    request: { body: jsonBody(PhoneChange) },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS) },
  }),
  (context) => {
    const { phone } = context.req.valid('json');
    return changed(context, ({ guardian }) => guardian.changePhone(phone));
  },
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/email',
    summary: 'Ask for another e-mail address, or remove it',
    description: 'A code of six digits is sent to it. Until it is typed the address in use stays.',
    security: BY_GUARDIAN,
    request: { body: jsonBody(EmailChange) },
    responses: {
      200: DETAILS,
      default: problems(...GUARDIAN_PROBLEMS, 'too_many_tries', 'mail_unavailable'),
    },
  }),
  (context) => {
    const { address } = context.req.valid('json');
    return changed(context, ({ guardian }) => guardian.changeEmail(address));
  },
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/email/confirmation',
    summary: 'Confirm the new e-mail address by its code',
    description: 'Good for thirty minutes and five tries.',
    security: BY_GUARDIAN,
    request: { body: jsonBody(EmailConfirmation) },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS, 'email_code_wrong') },
  }),
  (context) => {
    const { code } = context.req.valid('json');
    return changed(context, ({ guardian }) => guardian.confirmEmail(code));
  },
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/bank-account',
    summary: 'Change the bank account for payouts',
    description:
      'Needs a login less than five minutes old, is told on the channel in use, and holds payouts for a day.',
    security: BY_GUARDIAN,
    request: { body: jsonBody(BankAccountChange) },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS, 'fresh_login_required') },
  }),
  (context) => {
    const account = context.req.valid('json');
    return changed(context, ({ guardian, authenticatedAt }) =>
      guardian.changeBankAccount({ account, authenticatedAt }),
    );
  },
);

me.openapi(
  createRoute({
    method: 'delete',
    path: '/me/bank-account',
    summary: 'Remove the bank account: payouts go to the NemKonto',
    description: 'Guarded and held as a change.',
    security: BY_GUARDIAN,
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS, 'fresh_login_required') },
  }),
  (context) =>
    changed(context, ({ guardian, authenticatedAt }) =>
      guardian.changeBankAccount({ account: null, authenticatedAt }),
    ),
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/notices',
    summary: 'Choose what to be told, how and when',
    description: 'Carries the version that was seen, as `If-Match: "<version>"`.',
    security: BY_GUARDIAN,
    request: { body: jsonBody(NoticeSettingsChange) },
    responses: {
      200: DETAILS,
      default: problems(...GUARDIAN_PROBLEMS, 'version_missing', 'version_conflict'),
    },
  }),
  (context) => {
    const settings = context.req.valid('json');
    return changed(context, async ({ guardian }) => {
      const version = seenVersion(context);
      if (!version.ok) return version;
      return guardian.changeNotices({ seenVersion: version.value, settings });
    });
  },
);

me.openapi(
  createRoute({
    method: 'put',
    path: '/me/push-subscriptions/{subscriptionId}',
    summary: 'Let this browser be told by push',
    security: BY_GUARDIAN,
    request: { params: subscriptionParams, body: jsonBody(PushSubscriptionRequest) },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS) },
  }),
  (context) => {
    const { subscriptionId } = context.req.valid('param');
    const subscription = context.req.valid('json');
    return changed(context, ({ guardian }) =>
      guardian.putPushSubscription({ subscriptionId, subscription }),
    );
  },
);

me.openapi(
  createRoute({
    method: 'delete',
    path: '/me/push-subscriptions/{subscriptionId}',
    summary: 'Tell this browser nothing more by push',
    security: BY_GUARDIAN,
    request: { params: subscriptionParams },
    responses: { 200: DETAILS, default: problems(...GUARDIAN_PROBLEMS) },
  }),
  (context) => {
    const { subscriptionId } = context.req.valid('param');
    return changed(context, ({ guardian }) => guardian.deletePushSubscription(subscriptionId));
  },
);

me.openapi(
  createRoute({
    method: 'get',
    path: '/push-key',
    summary: 'The key that push subscriptions are made for; null where push is not set up',
    responses: {
      200: jsonContent(PushKey, 'The public key'),
      default: problems('invalid_request'),
    },
  }),
  (context) => {
    const publicKey = pushKeysOf(context.env)?.publicKey ?? null;
    return outcomeResponse(context, accepted({ publicKey }));
  },
);

async function changed(
  context: Context<EdgeEnvironment>,
  change: (asking: AskingGuardian) => Promise<Outcome<null, Refusal>>,
): Promise<Response> {
  const outcome = await askGuardian<Me>(context, async (asking) => {
    const done = await callForOutcome<null>(() => change(asking));
    const { guardian, authenticatedAt, endsAt } = asking;
    return done.ok ? callForOutcome<Me>(() => guardian.me({ authenticatedAt, endsAt })) : done;
  });
  return outcomeResponse(context, outcome);
}
