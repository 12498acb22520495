// What a till's screen asks of its till: catalogue, operator, children by name, a ticket for its socket;
// and the two sockets themselves.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Catalogue } from '../../contracts/catalogue.ts';
import { TillId } from '../../contracts/ids.ts';
import { OperatorChange, OperatorOnShift } from '../../contracts/operators.ts';
import { ChildSearchResult, SMALLEST_SEARCH_LENGTH } from '../../contracts/presentations.ts';
import { PROBLEMS } from '../../contracts/problems.ts';
import { SocketTicket } from '../../contracts/till-feed.ts';
import { isOurObjectId } from '../../durable-objects/object-id.ts';
import {
  DEVICE_PROBLEMS,
  jsonBody,
  jsonContent,
  newApi,
  problems,
  SIGNED_BY_DEVICE,
} from '../api.ts';
import { askTill } from '../asking-till.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { isFromOwnOrigin } from '../own-origin.ts';
import { outcomeResponse, problemResponse } from '../problem-response.ts';

const params = z.object({ tillId: TillId });

export const tills = newApi();

tills.openapi(
  createRoute({
    method: 'post',
    path: '/socket-tickets',
    summary: 'Get a ticket for one socket',
    description: 'Good once and for thirty seconds: a browser cannot sign an upgrade.',
    security: SIGNED_BY_DEVICE,
    responses: {
      201: jsonContent(SocketTicket, 'The ticket'),
      default: problems(...DEVICE_PROBLEMS),
    },
  }),
  async (context) => {
    const outcome = await askTill<SocketTicket>(context, {}, ({ till, proof }) =>
      till.socketTicket(proof),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

tills.openapi(
  createRoute({
    method: 'get',
    path: '/tills/{tillId}/catalogue',
    summary: 'What this till sells, at which prices',
    security: SIGNED_BY_DEVICE,
    request: { params },
    responses: {
      200: jsonContent(Catalogue, 'The catalogue in force'),
      default: problems(...DEVICE_PROBLEMS),
    },
  }),
  async (context) => {
    const named = context.req.valid('param');
    const outcome = await askTill<Catalogue>(context, named, ({ till, proof }) =>
      till.catalogue(proof),
    );
    return outcomeResponse(context, outcome);
  },
);

tills.openapi(
  createRoute({
    method: 'put',
    path: '/tills/{tillId}/operator',
    summary: 'Take over the till with a PIN, or leave it locked',
    security: SIGNED_BY_DEVICE,
    request: { params, body: jsonBody(OperatorChange) },
    responses: {
      200: jsonContent(OperatorOnShift, 'Who sells now'),
      default: problems(...DEVICE_PROBLEMS, 'operator_unknown', 'too_many_tries', 'pin_wrong'),
    },
  }),
  async (context) => {
    const named = context.req.valid('param');
    const change = context.req.valid('json');
    const outcome = await askTill<OperatorOnShift>(context, named, ({ till, proof }) =>
      till.changeOperator(proof, change),
    );
    return outcomeResponse(context, outcome);
  },
);

tills.openapi(
  createRoute({
    method: 'get',
    path: '/tills/{tillId}/children',
    summary: "Find a child without a card among the club's members",
    description: 'At most eight; each face shown is logged. Not for youth operators.',
    security: SIGNED_BY_DEVICE,
    request: {
      params,
      query: z.object({ query: z.string().trim().min(SMALLEST_SEARCH_LENGTH).max(60) }),
    },
    responses: {
      200: jsonContent(ChildSearchResult, 'The children whose names begin so'),
      default: problems(
        ...DEVICE_PROBLEMS,
        'operator_missing',
        'operator_not_allowed',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const named = context.req.valid('param');
    const { query } = context.req.valid('query');
    const outcome = await askTill<ChildSearchResult>(context, named, ({ till, proof }) =>
      till.searchChildren(proof, query),
    );
    return outcomeResponse(context, outcome);
  },
);

// The till checks the screen's ticket and the bridge's signed nonce; here only what an upgrade must be.
tills.get('/tills/:tillId/feed', (context) => {
  if (!isFromOwnOrigin(context)) {
    return problemResponse(context, { code: 'origin_not_allowed' });
  }
  return openSocket(context);
});

tills.get('/tills/:tillId/bridge', (context) => openSocket(context));

async function openSocket(context: Context<EdgeEnvironment>): Promise<Response> {
  const tillId = TillId.safeParse(context.req.param('tillId'));
  const isUpgrade = context.req.header('upgrade')?.toLowerCase() === 'websocket';
  if (!tillId.success || !isUpgrade || !isOurObjectId(tillId.data, context.env.EDGE_KEY)) {
    return problemResponse(context, { code: 'not_found' });
  }
  const answer = await context.env.TILL.getByName(tillId.data).fetch(context.req.raw);
  // The till says no by status alone: the edge knows this request's name and the shape of a problem.
  if (answer.status === PROBLEMS.socket_ticket_wrong[0]) {
    return problemResponse(context, { code: 'socket_ticket_wrong' });
  }
  if (answer.webSocket === null) return problemResponse(context, { code: 'not_found' });
  // A response that came from elsewhere takes no more headers; this one does.
  return new Response(null, { status: 101, webSocket: answer.webSocket });
}
