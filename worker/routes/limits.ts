// A child's limits on spending: what is in force, and what was spent of it. Several guardians edit them, so a
// change names the version that was seen. Absent: how a purchase is measured against them (the account's).
import { createRoute, z } from '@hono/zod-openapi';
import { AccountId } from '../../contracts/ids.ts';
import { Limits, LimitsInForce } from '../../contracts/limits.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askAccount } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';

const accountParams = z.object({ accountId: AccountId });

const versionHeader = z.object({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}"$/, 'a version in double quotes')
    .optional()
    .openapi({ description: 'The version that was seen, as the `ETag` said it: `"3"`' }),
});

export const limits = newApi();

limits.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/limits',
    summary: "A child's limits in force, and what was spent of them",
    security: BY_GUARDIAN,
    request: { params: accountParams },
    responses: {
      200: jsonContent(LimitsInForce, 'The limits, with their version in `ETag`'),
      default: problems(...GUARDIAN_PROBLEMS, 'account_unknown', 'rights_not_enough'),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const outcome = await askAccount<LimitsInForce>(
      context,
      accountId,
      (account, { guardianId: by }) => account.childsLimits({ by }),
    );
    return versioned(outcomeResponse(context, outcome), outcome);
  },
);

limits.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/limits',
    summary: "Replace a child's limits, in force at the next purchase",
    description:
      'Needs `If-Match` with the version that was seen. The same change again, by whoever made it, is no conflict.',
    security: BY_GUARDIAN,
    request: { params: accountParams, headers: versionHeader, body: jsonBody(Limits) },
    responses: {
      200: jsonContent(LimitsInForce, 'The limits are in force'),
      default: problems(
        ...GUARDIAN_PROBLEMS,
        'account_unknown',
        'rights_not_enough',
        'version_missing',
        'version_conflict',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const seen = context.req.valid('header')['if-match'];
    const seenVersion = seen === undefined ? null : Number(seen.slice(1, -1));
    const wanted = context.req.valid('json');
    const outcome = await askAccount<LimitsInForce>(
      context,
      accountId,
      (account, { guardianId: by }) =>
        account.changeChildsLimits({ by, seenVersion, limits: wanted }),
    );
    return versioned(outcomeResponse(context, outcome), outcome);
  },
);

function versioned(response: Response, outcome: Outcome<LimitsInForce, Refusal>): Response {
  if (outcome.ok) response.headers.set('etag', `"${outcome.value.version}"`);
  return response;
}
