// A guardian's standing rule for money in: see every rule of the child, make, change and delete the own one, and
// mend it with one button. Absent: when a rule is due, and what it charges (the account's).
import { createRoute, z } from '@hono/zod-openapi';
import {
  AutoTopUpRequest,
  AutoTopUpRule,
  AutoTopUps,
  autoTopUpPath,
  MendingRequest,
} from '../../contracts/auto-top-ups.ts';
import { NothingToSay } from '../../contracts/cards.ts';
import { AccountId, AutoTopUpId, MendingId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askAccount } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';
import { publicAddress } from '../public-address.ts';
import { seenVersion } from '../seen-version.ts';

const ACCOUNT_PROBLEMS = [...GUARDIAN_PROBLEMS, 'account_unknown', 'rights_not_enough'] as const;

const accountParams = z.object({ accountId: AccountId });
const ruleParams = z.object({ accountId: AccountId, ruleId: AutoTopUpId });
const mendingParams = z.object({ accountId: AccountId, ruleId: AutoTopUpId, mendingId: MendingId });

const versionHeader = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The version that was seen, as the `ETag` said it: `"3"`' }),
});

export const autoTopUps = newApi();

autoTopUps.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/auto-top-ups',
    summary: "A child's rules for automatic top-up, your own first",
    description: "Another guardian's can be seen and not changed.",
    security: BY_GUARDIAN,
    request: { params: accountParams },
    responses: {
      200: jsonContent(AutoTopUps, 'The rules, and what making one needs'),
      default: problems(...ACCOUNT_PROBLEMS),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const outcome = await askAccount<AutoTopUps>(
      context,
      accountId,
      (account, { guardianId: by }) => account.autoTopUps({ by }),
    );
    return outcomeResponse(context, outcome);
  },
);

autoTopUps.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/auto-top-ups/{ruleId}',
    summary: 'Make your rule, or change it',
    description:
      'Needs `If-Match` with the version that was seen, `"0"` for a new rule. What asks for more than was agreed to needs a consent and is approved at the provider: `approval.address`. The same again changes nothing.',
    security: BY_GUARDIAN,
    request: { params: ruleParams, headers: versionHeader, body: jsonBody(AutoTopUpRequest) },
    responses: {
      200: jsonContent(AutoTopUpRule, 'The rule as it stands, with its version in `ETag`'),
      default: problems(
        ...GUARDIAN_PROBLEMS,
        'version_missing',
        'account_unknown',
        'rights_not_enough',
        'auto_top_up_unknown',
        'auto_top_up_exists',
        'version_conflict',
        'account_frozen',
        'above_highest_balance',
        'consent_missing',
        'consent_changed',
        'first_top_up_needed',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId, ruleId } = context.req.valid('param');
    const request = context.req.valid('json');
    const seen = seenVersion(context);
    const page = publicAddress(context, autoTopUpPath(accountId, ruleId));
    const outcome = await askAccount<AutoTopUpRule>(
      context,
      accountId,
      async (account, { guardianId: by }) =>
        seen.ok
          ? account.putAutoTopUp({
              ...{ by, ruleId, version: seen.value, ...request },
              ...{ returnAddress: page, manageAddress: page },
            })
          : seen,
    );
    return versioned(outcomeResponse(context, outcome), outcome);
  },
);

autoTopUps.openapi(
  createRoute({
    method: 'delete',
    path: '/accounts/{accountId}/auto-top-ups/{ruleId}',
    summary: 'Delete your rule: at once, also while the provider does not answer',
    security: BY_GUARDIAN,
    request: { params: ruleParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(z.null(), 'There is no such rule any more'),
      default: problems(...ACCOUNT_PROBLEMS, 'auto_top_up_unknown'),
    },
  }),
  async (context) => {
    const { accountId, ruleId } = context.req.valid('param');
    const outcome = await askAccount<null>(context, accountId, (account, { guardianId: by }) =>
      account.deleteAutoTopUp({ by, ruleId }),
    );
    return outcomeResponse(context, outcome);
  },
);

autoTopUps.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/auto-top-ups/{ruleId}/mendings/{mendingId}',
    summary: 'The one button for a rule that is paused: try again, or approve another method',
    description:
      "What it does is the rule's `mend`; or, where that is `wanted`, another method for the same terms at any time. " +
      'The same id again does nothing more.',
    security: BY_GUARDIAN,
    request: { params: mendingParams, body: jsonBody(MendingRequest) },
    responses: {
      200: jsonContent(AutoTopUpRule, 'The rule as it stands, with its version in `ETag`'),
      default: problems(
        ...ACCOUNT_PROBLEMS,
        'auto_top_up_unknown',
        'nothing_to_mend',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId, ruleId, mendingId } = context.req.valid('param');
    const { wanted, language } = context.req.valid('json');
    const page = publicAddress(context, autoTopUpPath(accountId, ruleId));
    const outcome = await askAccount<AutoTopUpRule>(
      context,
      accountId,
      (account, { guardianId: by }) =>
        account.mendAutoTopUp({
          ...{ by, ruleId, mendingId, wanted, language },
          ...{ returnAddress: page, manageAddress: page },
        }),
    );
    return versioned(outcomeResponse(context, outcome), outcome);
  },
);

function versioned(response: Response, outcome: Outcome<AutoTopUpRule, Refusal>): Response {
  if (outcome.ok) response.headers.set('etag', `"${outcome.value.version}"`);
  return response;
}
