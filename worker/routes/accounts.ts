// What a till does with an account: show its child by name, end a showing, sell, undo. Every route that
// moves money or makes a thing takes an id that the client minted.
import { createRoute, z } from '@hono/zod-openapi';
import { AccountId, PresentationId, PurchaseId, ReversalId } from '../../contracts/ids.ts';
import {
  NamedPresentationRequest,
  PresentationEnding,
  PresentedChild,
} from '../../contracts/presentations.ts';
import {
  PurchaseRequest,
  Receipt,
  ReversalReceipt,
  ReversalRequest,
} from '../../contracts/purchases.ts';
import {
  DEVICE_PROBLEMS,
  jsonBody,
  jsonContent,
  newApi,
  problems,
  SIGNED_BY_DEVICE,
} from '../api.ts';
import { askTill } from '../asking-till.ts';
import { outcomeResponse } from '../problem-response.ts';

const presentationParams = z.object({ accountId: AccountId, presentationId: PresentationId });

export const accounts = newApi();

accounts.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/presentations/{presentationId}',
    summary: 'Show a child that was found by name',
    security: SIGNED_BY_DEVICE,
    request: { params: presentationParams, body: jsonBody(NamedPresentationRequest) },
    responses: {
      201: jsonContent(PresentedChild, 'The child, and the presentation that a purchase needs'),
      default: problems(
        ...DEVICE_PROBLEMS,
        'operator_missing',
        'operator_not_allowed',
        'account_unknown',
        'account_frozen',
        'presentation_ended',
        'presentation_used',
      ),
    },
  }),
  async (context) => {
    const { accountId, presentationId } = context.req.valid('param');
    const { reason } = context.req.valid('json');
    const outcome = await askTill<PresentedChild>(context, { accountId }, ({ till, proof }) =>
      till.presentNamed(proof, { accountId, presentationId, reason }),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

accounts.openapi(
  createRoute({
    method: 'delete',
    path: '/accounts/{accountId}/presentations/{presentationId}',
    summary: 'End a presentation: the wrong child, or another child stays',
    description: 'Does nothing after an accepted purchase. Repeating it changes nothing.',
    security: SIGNED_BY_DEVICE,
    request: { params: presentationParams, body: jsonBody(PresentationEnding) },
    responses: {
      200: jsonContent(z.null(), 'The presentation is over'),
      default: problems(...DEVICE_PROBLEMS, 'account_unknown', 'presentation_not_valid'),
    },
  }),
  async (context) => {
    const { accountId, presentationId } = context.req.valid('param');
    const ending = context.req.valid('json');
    const outcome = await askTill<null>(context, { accountId }, ({ till, proof }) =>
      till.endPresentation(proof, { accountId, presentationId, ending }),
    );
    return outcomeResponse(context, outcome);
  },
);

accounts.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/purchases/{purchaseId}',
    summary: 'Sell to the child that is presented',
    description:
      'The same id and body again returns the first outcome, refusals included, whatever has changed since.',
    security: SIGNED_BY_DEVICE,
    request: {
      params: z.object({ accountId: AccountId, purchaseId: PurchaseId }),
      body: jsonBody(PurchaseRequest),
    },
    responses: {
      201: jsonContent(Receipt, 'The purchase is in the books'),
      default: problems(
        ...DEVICE_PROBLEMS,
        'account_unknown',
        'purchase_id_reused',
        'account_frozen',
        'presentation_not_valid',
        'presentation_expired',
        'presentation_ended',
        'presentation_used',
        'card_blocked',
        'card_retired',
        'card_not_active',
        'operator_missing',
        'operator_not_allowed',
        'product_unknown',
        'price_changed',
        'price_not_allowed',
        'item_too_expensive',
        'presentation_cap',
        'not_today',
      ),
    },
  }),
  async (context) => {
    const { accountId, purchaseId } = context.req.valid('param');
    const request = context.req.valid('json');
    const outcome = await askTill<Receipt>(context, { accountId }, ({ till, proof }) =>
      till.purchase(proof, { accountId, purchaseId, request }),
    );
    return outcomeResponse(context, outcome, 201);
  },
);

accounts.openapi(
  createRoute({
    method: 'put',
    path: '/accounts/{accountId}/purchases/{purchaseId}/reversals/{reversalId}',
    summary: 'Undo a purchase at the till, within minutes',
    description: 'The same id again returns the first outcome.',
    security: SIGNED_BY_DEVICE,
    request: {
      params: z.object({ accountId: AccountId, purchaseId: PurchaseId, reversalId: ReversalId }),
      body: jsonBody(ReversalRequest),
    },
    responses: {
      201: jsonContent(ReversalReceipt, 'The purchase is undone'),
      default: problems(
        ...DEVICE_PROBLEMS,
        'account_unknown',
        'reversal_id_reused',
        'account_frozen',
        'operator_missing',
        'purchase_unknown',
        'reversal_not_allowed',
        'already_reversed',
        'already_refunded',
        'reversal_too_late',
      ),
    },
  }),
  async (context) => {
    const { accountId, purchaseId, reversalId } = context.req.valid('param');
    const outcome = await askTill<ReversalReceipt>(context, { accountId }, ({ till, proof }) =>
      till.reverse(proof, { accountId, purchaseId, reversalId }),
    );
    return outcomeResponse(context, outcome, 201);
  },
);
