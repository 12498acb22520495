// A guardian's inbox: its pages, how far it is read, and the socket that brings it live. Absent: what is
// told to whom (the account), and by push and e-mail (the guardian's object).
import { createRoute, z } from '@hono/zod-openapi';
import { Inbox, InboxRead, InboxReadState } from '../../contracts/inbox.ts';
import { PROBLEMS } from '../../contracts/problems.ts';
import { SocketTicket } from '../../contracts/till-feed.ts';
import { callForOutcome } from '../../durable-objects/call-object.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askGuardian } from '../asking-guardian.ts';
import { outcomeResponse, problemResponse } from '../problem-response.ts';
import { sessionOfCookie } from '../session-of-cookie.ts';

export const inbox = newApi();

inbox.openapi(
  createRoute({
    method: 'get',
    path: '/inbox',
    summary: 'A page of the inbox, newest first',
    security: BY_GUARDIAN,
    request: { query: z.object({ before: z.coerce.number().int().min(1).optional() }) },
    responses: { 200: jsonContent(Inbox, 'The page'), default: problems(...GUARDIAN_PROBLEMS) },
  }),
  async (context) => {
    const { before = null } = context.req.valid('query');
    const outcome = await askGuardian<Inbox>(context, ({ guardian }) =>
      callForOutcome<Inbox>(() => guardian.inbox({ before })),
    );
    return outcomeResponse(context, outcome);
  },
);

inbox.openapi(
  createRoute({
    method: 'put',
    path: '/inbox/read',
    summary: 'Say how far the inbox is read; never further back than it was',
    security: BY_GUARDIAN,
    request: { body: jsonBody(InboxRead) },
    responses: {
      200: jsonContent(InboxReadState, 'What is read and unread now'),
      default: problems(...GUARDIAN_PROBLEMS),
    },
  }),
  async (context) => {
    const { upTo } = context.req.valid('json');
    const outcome = await askGuardian<InboxReadState>(context, ({ guardian }) =>
      callForOutcome<InboxReadState>(() => guardian.markRead({ upTo })),
    );
    return outcomeResponse(context, outcome);
  },
);

inbox.openapi(
  createRoute({
    method: 'post',
    path: '/inbox/socket-tickets',
    summary: 'Get a ticket for one socket of the inbox',
    description: 'Good once and for thirty seconds, for the session that asked.',
    security: BY_GUARDIAN,
    responses: {
      201: jsonContent(SocketTicket, 'The ticket'),
      default: problems(...GUARDIAN_PROBLEMS),
    },
  }),
  async (context) => {
    const outcome = await askGuardian<SocketTicket>(context, ({ guardian, secret }) =>
      callForOutcome<SocketTicket>(() => guardian.socketTicket(secret)),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

// The cookie says whose object it is (and counts on an upgrade from our own pages only), the ticket that such a
// page asked for it.
inbox.get('/inbox/feed', async (context) => {
  if (context.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return problemResponse(context, { code: 'not_found' });
  }
  const session = sessionOfCookie(context.get('sessionCookie'), context.env.EDGE_KEY);
  if (session === null) return problemResponse(context, { code: 'session_missing' });
  const guardian = context.env.GUARDIAN.getByName(session.guardianId);
  const answer = await guardian.fetch(context.req.raw);
  // The guardian says no by status alone: the edge knows this request's name and the shape of a problem.
  if (answer.status === PROBLEMS.socket_ticket_wrong[0] || answer.webSocket === null) {
    return problemResponse(context, { code: 'socket_ticket_wrong' });
  }
  return new Response(null, { status: 101, webSocket: answer.webSocket });
});
