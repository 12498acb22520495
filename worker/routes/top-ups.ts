// A guardian pays in on a child's account by hand: what there is to choose, the start of a top-up, how it
// stands, and its end before it is paid. Absent: what a provider's answer does (the account's), and standing
// rules (auto-top-ups.ts).
import { createRoute, z } from '@hono/zod-openapi';
import { NothingToSay } from '../../contracts/cards.ts';
import { AccountId, TopUpId } from '../../contracts/ids.ts';
import { ClosedTopUp, PayingIn, TopUp, TopUpRequest, topUpPath } from '../../contracts/top-ups.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askAccount } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';
import { publicAddress } from '../public-address.ts';

const ACCOUNT_PROBLEMS = [...GUARDIAN_PROBLEMS, 'account_unknown', 'rights_not_enough'] as const;

const accountParams = z.object({ accountId: AccountId });
const topUpParams = z.object({ accountId: AccountId, topUpId: TopUpId });

export const topUps = newApi();

topUps.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/top-ups',
    summary: 'What paying in offers: ways, amounts, the room there is, and your own latest',
    security: BY_GUARDIAN,
    request: { params: accountParams },
    responses: {
      200: jsonContent(PayingIn, 'A payer is told neither balance nor room'),
      default: problems(...ACCOUNT_PROBLEMS),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const outcome = await askAccount<PayingIn>(context, accountId, (account, { guardianId: by }) =>
      account.payingIn({ by }),
    );
    return outcomeResponse(context, outcome);
  },
);

topUps.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/top-ups/{topUpId}',
    summary: 'Start a top-up, and be led to the page of the payment provider',
    description:
      'The same id and body again returns the top-up as it stands, and tries again where the provider did not answer: `address` is null then.',
    security: BY_GUARDIAN,
    request: { params: topUpParams, body: jsonBody(TopUpRequest) },
    responses: {
      201: jsonContent(TopUp, 'The top-up as it stands'),
      default: problems(
        ...ACCOUNT_PROBLEMS,
        'top_up_id_reused',
        'account_frozen',
        'above_highest_balance',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId, topUpId } = context.req.valid('param');
    const request = context.req.valid('json');
    const returnAddress = publicAddress(context, topUpPath(accountId, topUpId));
    const outcome = await askAccount<TopUp>(context, accountId, (account, { guardianId: by }) =>
      account.startTopUp({ by, topUpId, ...request, returnAddress }),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

topUps.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/top-ups/{topUpId}',
    summary: 'How a top-up of your own stands, after asking the provider',
    description: 'Also for the page that the provider leads back to, which is believed nothing.',
    security: BY_GUARDIAN,
    request: { params: topUpParams },
    responses: {
      200: jsonContent(TopUp, 'The top-up as it stands'),
      default: problems(...ACCOUNT_PROBLEMS, 'top_up_unknown'),
    },
  }),
  async (context) => {
    const { accountId, topUpId } = context.req.valid('param');
    const outcome = await askAccount<TopUp>(context, accountId, (account, { guardianId: by }) =>
      account.childsTopUp({ by, topUpId }),
    );
    return outcomeResponse(context, outcome);
  },
);

topUps.openapi(
  createRoute({
    method: 'delete',
    path: '/accounts/{accountId}/top-ups/{topUpId}',
    summary: 'Close the page of the provider before it is paid',
    description:
      'What was paid by then is credited, and the state says so. `closing` tells a payment that is under way, and cannot be closed any more, from a provider without an answer: that one is closed as soon as it answers.',
    security: BY_GUARDIAN,
    request: { params: topUpParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(ClosedTopUp, 'The top-up as it stands, and whether it could be closed'),
      default: problems(...ACCOUNT_PROBLEMS, 'top_up_unknown'),
    },
  }),
  async (context) => {
    const { accountId, topUpId } = context.req.valid('param');
    const outcome = await askAccount<ClosedTopUp>(
      context,
      accountId,
      (account, { guardianId: by }) => account.cancelTopUp({ by, topUpId }),
    );
    return outcomeResponse(context, outcome);
  },
);
