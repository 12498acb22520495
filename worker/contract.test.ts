// The contract at /api/openapi.json: whole, complete, and every route of it classified by what it may move.
import { beforeAll, describe, expect, it } from 'vitest';
import { LOGIN_PROBLEMS } from '../contracts/login.ts';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from '../contracts/problems.ts';
import { orderCard } from '../durable-objects/testing/card-orders.ts';
import { account, type TestChild } from '../durable-objects/testing/seeded-club.ts';
import worker, { app } from './index.ts';
import {
  type ContractDocument,
  contractDocument,
  documentedCodes,
  type Operation,
} from './testing/contract-document.ts';
import { edge } from './testing/edge.ts';
import { TestClub } from './testing/test-club.ts';
import { ORIGIN } from './testing/test-device.ts';
import { openGuardian } from './testing/test-guardian.ts';
import { BOLLE, type TestTill } from './testing/test-till.ts';

let contract: ContractDocument;
let operations: {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}[];
let club: TestClub;
let till: TestTill;

beforeAll(async () => {
  contract = await contractDocument();
  operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method,
      path,
      operation,
    })),
  );
  club = await TestClub.open();
  till = await club.openTill();
});

type Send = () => Promise<Response>;

function orderPath({ accountId }: TestChild, orderId: string): string {
  return `/api/accounts/${accountId}/card-orders/${orderId}`;
}

function cardPath({ accountId, cardId }: TestChild, what: 'block' | 'activation'): string {
  return `/api/accounts/${accountId}/cards/${cardId}/${what}`;
}

/** Routes that move money, and how each is sent: twice the same request, on a child that can pay. */
const MOVING_MONEY: Record<string, (child: TestChild) => Promise<Send>> = {
  'PUT /api/accounts/{accountId}/purchases/{purchaseId}': async (child) => {
    const shown = await till.show(child);
    const purchaseId = crypto.randomUUID();
    return () => till.purchase(shown, [BOLLE], purchaseId);
  },
  'PUT /api/accounts/{accountId}/purchases/{purchaseId}/reversals/{reversalId}': async (child) => {
    const [purchaseId, reversalId] = [crypto.randomUUID(), crypto.randomUUID()];
    await till.purchase(await till.show(child), [BOLLE], purchaseId);
    return () => till.reverse(child.accountId, purchaseId, reversalId);
  },
  'PUT /api/accounts/{accountId}/card-orders/{orderId}': async (child) => {
    const guardian = await openGuardian(child);
    const body = { blockCardId: child.cardId, feeOre: 25_00 };
    const path = orderPath(child, crypto.randomUUID());
    return () => guardian.request(path, { method: 'PUT', body });
  },
  'DELETE /api/accounts/{accountId}/card-orders/{orderId}': async (child) => {
    const orderId = crypto.randomUUID();
    await orderCard(child, { orderId });
    const guardian = await openGuardian(child);
    return () => guardian.request(orderPath(child, orderId), { method: 'DELETE' });
  },
  // "Fundet igen": the fee of the order that it cancels comes back.
  'DELETE /api/accounts/{accountId}/cards/{cardId}/block': async (child) => {
    await orderCard(child, { blockCardId: child.cardId });
    const guardian = await openGuardian(child);
    return () => guardian.request(cardPath(child, 'block'), { method: 'DELETE' });
  },
};

/** Routes that write without moving money, and why a repeat does no harm. */
const MOVING_NO_MONEY: Record<string, string> = {
  'PUT /api/pairings/{pairingId}': 'the same pairing by its id',
  'PUT /api/taps/{tapId}': 'the same acknowledgement by its id',
  'PUT /api/accounts/{accountId}/presentations/{presentationId}': 'one purchase by its id',
  'DELETE /api/accounts/{accountId}/presentations/{presentationId}': 'over is over',
  'PUT /api/tills/{tillId}/operator': 'sets who is on shift',
  'POST /api/socket-tickets': 'a ticket more, good once',
  'PUT /api/me/language': 'sets it',
  'PUT /api/me/phone': 'sets it',
  'PUT /api/me/email': 'one code, unless asked for another',
  'PUT /api/me/email/confirmation': 'the code is spent',
  'PUT /api/me/bank-account': 'the same account again changes nothing',
  'DELETE /api/me/bank-account': 'gone is gone',
  'PUT /api/me/notices': 'the version that was seen is another by then',
  'PUT /api/me/push-subscriptions/{subscriptionId}': 'the same subscription by its id',
  'DELETE /api/me/push-subscriptions/{subscriptionId}': 'gone is gone',
  'PUT /api/inbox/read': 'never further back',
  'POST /api/webhooks/nexi/{reference}': 'a reason to ask, and a charge counts once',
  'POST /api/webhooks/mobilepay': 'a reason to ask, and a charge counts once',
  'PUT /api/accounts/{accountId}/top-ups/{topUpId}': 'one page at the provider by its id',
  'DELETE /api/accounts/{accountId}/top-ups/{topUpId}': 'a closed page is closed',
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}':
    'the version that was seen is another by then',
  'DELETE /api/accounts/{accountId}/auto-top-ups/{ruleId}': 'gone is gone',
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}/mendings/{mendingId}': 'one press by its id',
  'PUT /api/accounts/{accountId}/disputes/{disputeId}': 'one report of a purchase',
  'PUT /api/accounts/{accountId}/cards/{cardId}/block': 'a blocked card is blocked',
  'PUT /api/accounts/{accountId}/cards/{cardId}/activation': 'an active card is active',
  'PUT /api/accounts/{accountId}/limits': 'the version that was seen is another by then',
  'POST /api/inbox/socket-tickets': 'a ticket more, good once',
  'PUT /api/links/{linkId}': 'the same links by the id of their request',
  'DELETE /api/links/{linkId}': 'an ended link is ended',
  'POST /api/logout': 'over is over',
};

/** What the edge serves that the document does not describe, and why nothing is written there. */
const OUTSIDE_THE_CONTRACT: Record<string, string> = {
  'ALL /*': 'gives each request its id',
  'ALL /api/*': 'reads the body before the routes, and has the last word after them',
  'ALL /api/docs': 'sets headers',
  'ALL /api/webhooks/*': 'bounds what is read',
  'GET /api/openapi.json': 'the document itself',
  'GET /api/docs': 'the document to read',
  'GET /*': 'serves the portal',
  'GET /api/health': 'says that the edge runs',
  'GET /api/tills/{tillId}/feed': 'a socket, which only listens',
  'GET /api/tills/{tillId}/bridge': 'a socket, which tells the state of the reader',
  'GET /api/inbox/feed': 'a socket, which only listens',
};

describe('every route that writes', () => {
  it('is classified by whether it moves money: a new one must say so here', () => {
    const writing = operations.filter(({ method }) => method !== 'get').map(({ route }) => route);
    const classified = [...Object.keys(MOVING_MONEY), ...Object.keys(MOVING_NO_MONEY)];
    expect(writing.toSorted()).toEqual(classified.toSorted());
  });

  it('is in the contract: nothing that the edge serves, wherever it was put, is left out', () => {
    expect(worker.fetch).toBe(app.fetch);
    const served = new Set(
      app.routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
    );
    const documented = operations.map(({ route }) => route);
    const known = [...documented, ...Object.keys(OUTSIDE_THE_CONTRACT)];
    expect([...served].toSorted()).toEqual(known.toSorted());
  });

  it.each(Object.keys(MOVING_MONEY))('%s moves money once for its id (I3)', async (route) => {
    const child = await club.registerChild(100_00);
    const send = await MOVING_MONEY[route]?.(child);
    if (send === undefined) throw new Error('no such route');
    const before = await account(child.accountId).inspect();
    const first = await send();
    const firstText = await first.text();
    expect(first.status).toBe(route.startsWith('PUT') ? 201 : 200);
    const again = await Promise.all([send(), send(), send()]);
    for (const response of again) {
      expect(response.status).toBe(first.status);
      expect(await response.text()).toBe(firstText);
    }
    const after = await account(child.accountId).inspect();
    expect(after?.lastSequence).toBe((before?.lastSequence ?? 0) + 1);
  });

  it('takes the id of what it makes or ends in its address when it moves money', () => {
    for (const route of Object.keys(MOVING_MONEY)) {
      expect(route).toMatch(/^(PUT .*\{\w+Id\}|DELETE .*\{\w+Id\}(\/block)?)$/);
    }
  });
});

/** Codes that no documented route names, and where they come from instead. */
const OUTSIDE_THE_ROUTES: Partial<Record<ProblemCode, string>> = {
  invalid_json: 'every body, before its route',
  unsupported_media_type: 'every body, before its route',
  body_too_large: 'every body, before its route',
  ...Object.fromEntries(
    Object.entries(LOGIN_PROBLEMS).map(([word, code]) => [code, `login=${word} in the address`]),
  ),
  socket_ticket_wrong: 'the feed, which is a socket',
  card_not_usable: 'said on the screen after a tap, and to whoever registers a card',
  refund_id_reused: "the club leader's route, which comes with the login",
  deposit_not_allowed: "staff's route, which comes with the login",
  refund_too_large: "the club leader's route, which comes with the login",
  try_again: 'any route, when an object is out of reach',
  internal_error: 'any route, by a mistake of ours',
};

describe('the contract', () => {
  it('is an OpenAPI 3.1 document whose references all lead somewhere', () => {
    expect(contract.openapi).toBe('3.1.0');
    expect(contract.info.title).toBe('Klubkort');
    const references = JSON.stringify(contract).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, reference] of references) {
      let target: unknown = contract;
      for (const part of String(reference).split('/'))
        target = (target as Record<string, unknown>)[part];
      expect(target, String(reference)).toBeDefined();
    }
  });

  it('describes each operation: summary, every name in the address, bodies, answers', () => {
    expect(operations.length).toBeGreaterThanOrEqual(10);
    for (const { route, path, operation } of operations) {
      expect(operation.summary, route).toBeTruthy();
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).toSorted(), route).toEqual(named.toSorted());
      for (const parameter of declared) expect(parameter.required, route).toBe(true);
      if (operation.requestBody !== undefined) {
        expect(operation.requestBody.required, route).toBe(true);
        expect(Object.keys(operation.requestBody.content), route).toEqual(['application/json']);
      }
      const [success] = Object.keys(operation.responses).filter((status) => /^[23]/.test(status));
      expect(success, route).toBeDefined();
      expect(Object.keys(operation.responses.default?.content ?? {}), route).toEqual([
        PROBLEM_MEDIA_TYPE,
      ]);
    }
  });

  it('asks who it is everywhere but where a device or a guardian begins to be somebody', () => {
    const open = operations.filter(({ operation }) => operation.security === undefined);
    expect(open.map(({ route }) => route).toSorted()).toEqual([
      'GET /api/clubs',
      'GET /api/login/callback',
      'GET /api/login/citizen',
      'GET /api/push-key',
      'POST /api/webhooks/mobilepay',
      'POST /api/webhooks/nexi/{reference}',
      'PUT /api/pairings/{pairingId}',
    ]);
    const schemes = Object.keys(contract.components.securitySchemes ?? {});
    expect(schemes.toSorted()).toEqual(['deviceSignature', 'guardianSession']);
    for (const { route, operation } of operations) {
      for (const scheme of (operation.security ?? []).flatMap(Object.keys)) {
        expect(schemes, route).toContain(scheme);
      }
    }
  });

  it('names only codes of the closed list, and every code is named or has its reason', () => {
    const named = new Set(operations.flatMap(({ operation }) => documentedCodes(operation)));
    for (const code of named) expect(Object.keys(PROBLEMS)).toContain(code);
    const outside = Object.keys(OUTSIDE_THE_ROUTES);
    expect(outside.filter((code) => named.has(code))).toEqual([]);
    expect([...named, ...outside].toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  });

  it('is readable as a page that lists every route', async () => {
    const page = await (await edge.fetch(`${ORIGIN}/api/docs`)).text();
    for (const { route } of operations) expect(page).toContain(route);
  });
});
