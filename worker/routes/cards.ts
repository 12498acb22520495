// What a guardian does with a child's cards: see them, block and unblock, order and cancel, activate. Repeating
// a request changes nothing. Absent: prices and rules (the account's), printing (the municipality's).
import { createRoute, z } from '@hono/zod-openapi';
import {
  CardChange,
  CardOrder,
  CardOrderRequest,
  ChildsCards,
  NothingToSay,
} from '../../contracts/cards.ts';
import { AccountId, CardId, CardOrderId } from '../../contracts/ids.ts';
import { BY_GUARDIAN, GUARDIAN_PROBLEMS, jsonBody, jsonContent, newApi, problems } from '../api.ts';
import { askAccount } from '../asking-guardian.ts';
import { outcomeResponse } from '../problem-response.ts';

const ACCOUNT_PROBLEMS = [...GUARDIAN_PROBLEMS, 'account_unknown', 'rights_not_enough'] as const;

const cardParams = z.object({ accountId: AccountId, cardId: CardId });
const orderParams = z.object({ accountId: AccountId, orderId: CardOrderId });

export const cards = newApi();

cards.openapi(
  createRoute({
    method: 'get',
    path: '/accounts/{accountId}/cards',
    summary: 'The cards of a child, the orders of new ones, and what the next one costs',
    security: BY_GUARDIAN,
    request: { params: z.object({ accountId: AccountId }) },
    responses: {
      200: jsonContent(ChildsCards, 'Cards and orders, newest first'),
      default: problems(...ACCOUNT_PROBLEMS),
    },
  }),
  async (context) => {
    const { accountId } = context.req.valid('param');
    const outcome = await askAccount<ChildsCards>(
      context,
      accountId,
      (account, { guardianId: by }) => account.childsCards({ by }),
    );
    return outcomeResponse(context, outcome);
  },
);

cards.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/cards/{cardId}/block',
    summary: 'Block a card: at every till from its next request on',
    security: BY_GUARDIAN,
    request: { params: cardParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(CardChange, 'The card is blocked, and since when'),
      default: problems(...ACCOUNT_PROBLEMS, 'card_unknown', 'card_state_conflict'),
    },
  }),
  async (context) => {
    const { accountId, cardId } = context.req.valid('param');
    const outcome = await askAccount<CardChange>(
      context,
      accountId,
      (account, { guardianId: by }) => account.blockChildsCard({ by, cardId }),
    );
    return outcomeResponse(context, outcome);
  },
);

cards.openapi(
  createRoute({
    method: 'delete',
    path: '/accounts/{accountId}/cards/{cardId}/block',
    summary: 'Unblock a card that was found again',
    description:
      'Before production it also cancels the order that replaces the card, and gives its fee back.',
    security: BY_GUARDIAN,
    request: { params: cardParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(CardChange, 'The card is in use again, and what came back'),
      default: problems(
        ...ACCOUNT_PROBLEMS,
        'card_unknown',
        'card_state_conflict',
        'card_order_too_late',
        'account_frozen',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId, cardId } = context.req.valid('param');
    const outcome = await askAccount<CardChange>(
      context,
      accountId,
      (account, { guardianId: by }) => account.unblockChildsCard({ by, cardId }),
    );
    return outcomeResponse(context, outcome);
  },
);

cards.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/cards/{cardId}/activation',
    summary: 'Activate a card that was delivered; every other card of the child dies',
    security: BY_GUARDIAN,
    request: { params: cardParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(CardChange, 'The card is in use'),
      default: problems(...ACCOUNT_PROBLEMS, 'card_unknown', 'card_state_conflict'),
    },
  }),
  async (context) => {
    const { accountId, cardId } = context.req.valid('param');
    const outcome = await askAccount<CardChange>(
      context,
      accountId,
      (account, { guardianId: by }) => account.activateChildsCard({ by, cardId }),
    );
    return outcomeResponse(context, outcome);
  },
);

cards.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/card-orders/{orderId}',
    summary: 'Order a new card, and block the lost one with it',
    description:
      'The same id and body again returns the order as it stands. The block takes effect though the order is refused: `blockedAt` says so.',
    security: BY_GUARDIAN,
    request: { params: orderParams, body: jsonBody(CardOrderRequest) },
    responses: {
      201: jsonContent(CardOrder, 'The card is on order, and its fee is paid from the account'),
      default: problems(
        ...ACCOUNT_PROBLEMS,
        'card_order_id_reused',
        'card_unknown',
        'card_state_conflict',
        'account_frozen',
        'card_order_open',
        'price_changed',
        'not_enough_money',
        'too_many_tries',
      ),
    },
  }),
  async (context) => {
    const { accountId, orderId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await askAccount<CardOrder>(context, accountId, (account, { guardianId: by }) =>
      account.orderCard({ by, orderId, request }),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

cards.openapi(
  createRoute({
    method: 'delete',
    path: '/accounts/{accountId}/card-orders/{orderId}',
    summary: 'Cancel an order before its card is made; the fee comes back, a block stays',
    security: BY_GUARDIAN,
    request: { params: orderParams, body: jsonBody(NothingToSay) },
    responses: {
      200: jsonContent(CardOrder, 'The order is cancelled'),
      default: problems(
        ...ACCOUNT_PROBLEMS,
        'card_order_unknown',
        'card_order_too_late',
        'account_frozen',
      ),
    },
  }),
  async (context) => {
    const { accountId, orderId } = context.req.valid('param');
    const outcome = await askAccount<CardOrder>(context, accountId, (account, { guardianId: by }) =>
      account.cancelCardOrder({ by, orderId }),
    );
    return outcomeResponse(context, outcome);
  },
);
