// The first page of a parent: all children in one request, one child again, and the clubs that anyone may
// know of. Absent: what may be done with a child (routes of their own).
import { createRoute, z } from '@hono/zod-openapi';
import { ChildOverview, Children } from '../../contracts/children.ts';
import { PublicClubs } from '../../contracts/clubs.ts';
import { AccountId } from '../../contracts/ids.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonContent, newApi, problems } from '../api.ts';
import { askAccount, askGuardian } from '../asking-guardian.ts';
import { municipalityOfHost } from '../municipality-of-host.ts';
import { outcomeResponse, problemResponse } from '../problem-response.ts';

export const children = newApi();

children.openapi(
  createRoute({
    method: 'get',
    path: '/children',
    summary: 'All children of the one who asks, and the links that wait',
    security: BY_GUARDIAN,
    responses: {
      200: jsonContent(Children, 'The children, by name'),
      default: problems('session_missing'),
    },
  }),
  async (context) =>
    outcomeResponse(
      context,
      await askGuardian<Children>(context, ({ guardian }) =>
        callForOutcome<Children>(() => guardian.children()),
      ),
    ),
);

children.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}',
    summary: 'One child, as the one who asks may see it',
    security: BY_GUARDIAN,
    request: { params: z.object({ accountId: AccountId }) },
    responses: {
      200: jsonContent(ChildOverview, 'The child'),
      default: problems(...GUARDIAN_PROBLEMS, 'account_unknown'),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const outcome = await askAccount<ChildOverview>(context, accountId, (account, { guardianId }) =>
      account.overview({ by: guardianId }),
    );
    return outcomeResponse(context, outcome);
  },
);

children.openapi(
  createRoute({
    method: 'get',
    path: '/clubs',
    summary: 'The clubs, their places and kinds of goods, and whom to ask',
    responses: {
      200: jsonContent(PublicClubs, 'The clubs, by name'),
      default: problems('not_found'),
    },
  }),
  async (context) => {
    const municipality = municipalityOfHost(context);
    if (municipality === null) return problemResponse(context, { code: 'not_found' });
    const outcome = await callForOutcome<PublicClubs>(() => municipality.publicClubs());
    return outcomeResponse(context, outcome);
  },
);
