// The routes that name somebody's thing, and how a guardian asks each of them: for tests that ask with ids that are
// not the asker's. A new route must say here what it takes. Absent: what each must answer (other-families.test.ts).
import { env } from 'cloudflare:workers';
import type { AccountId, LinkId } from '../../contracts/ids.ts';
import { NO_LIMITS } from '../../contracts/limits.ts';
import { mintObjectId } from '../../durable-objects/object-id.ts';
import type { TestGuardian } from './test-guardian.ts';

interface Asking {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

const TERMS = {
  ...{ belowOre: null, dayOfMonth: 1, amountOre: 100_00 },
  ...{ mostPerMonthOre: 100_00, provider: 'mobilepay' },
};

const PERIOD = { query: '?from=2026-01-01&to=2026-12-31' };

/** What each route needs beside its ids. Every route that names somebody's thing is here, by each way it is asked. */
export const NAMING: Record<string, Asking> = {
  'GET /api/accounts/{accountId}': {},
  'GET /api/accounts/{accountId}/cards': {},
  'PUT /api/accounts/{accountId}/cards/{cardId}/block': {},
  'DELETE /api/accounts/{accountId}/cards/{cardId}/block': {},
  'PUT /api/accounts/{accountId}/cards/{cardId}/activation': {},
  'PUT /api/accounts/{accountId}/card-orders/{orderId}': { body: { blockCardId: null, feeOre: 0 } },
  'DELETE /api/accounts/{accountId}/card-orders/{orderId}': {},
  'GET /api/accounts/{accountId}/limits': {},
  'PUT /api/accounts/{accountId}/limits': { body: NO_LIMITS, headers: { 'if-match': '"0"' } },
  'GET /api/accounts/{accountId}/statement': PERIOD,
  'GET /api/accounts/{accountId}/statement text/csv': PERIOD,
  'GET /api/accounts/{accountId}/statement application/pdf': PERIOD,
  'PUT /api/accounts/{accountId}/disputes/{disputeId}': { body: { sequence: 2, text: '' } },
  'GET /api/accounts/{accountId}/top-ups': {},
  'PUT /api/accounts/{accountId}/top-ups/{topUpId}': {
    body: { amountOre: 100_00, provider: 'mobilepay', language: 'da' },
  },
  'GET /api/accounts/{accountId}/top-ups/{topUpId}': {},
  'DELETE /api/accounts/{accountId}/top-ups/{topUpId}': {},
  'GET /api/accounts/{accountId}/auto-top-ups': {},
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}': {
    body: { terms: TERMS, consent: null, firstTopUpOre: null, language: 'da' },
    headers: { 'if-match': '"1"' },
  },
  'DELETE /api/accounts/{accountId}/auto-top-ups/{ruleId}': {},
  'PUT /api/accounts/{accountId}/auto-top-ups/{ruleId}/mendings/{mendingId}': {
    body: { wanted: null, language: 'da' },
  },
  'PUT /api/links/{linkId}': { body: { kind: 'code', code: '00000-00000', rights: 'full' } },
  'DELETE /api/links/{linkId}': {},
};

/** Routes of the one who asks alone: they name nothing that could be another's. */
export const OF_THE_ASKER = [
  'GET /api/children',
  'GET /api/links',
  'GET /api/inbox',
  'PUT /api/inbox/read',
  'POST /api/inbox/socket-tickets',
  'GET /api/me',
  'POST /api/logout',
  'PUT /api/me/language',
  'PUT /api/me/phone',
  'PUT /api/me/email',
  'PUT /api/me/email/confirmation',
  'PUT /api/me/bank-account',
  'DELETE /api/me/bank-account',
  'PUT /api/me/notices',
  'PUT /api/me/push-subscriptions/{subscriptionId}',
  'DELETE /api/me/push-subscriptions/{subscriptionId}',
];

export interface Ids {
  readonly accountId: AccountId;
  readonly cardId: string;
  readonly orderId: string;
  readonly disputeId: string;
  readonly topUpId: string;
  readonly ruleId: string;
  readonly mendingId: string;
  readonly linkId: LinkId;
}

/** Ids in the right form that stand for nothing. */
export function nobodys(): Ids {
  return {
    accountId: mintObjectId('a', '0165', env.EDGE_KEY) as AccountId,
    cardId: `card-${crypto.randomUUID().slice(0, 8)}`,
    orderId: crypto.randomUUID(),
    disputeId: crypto.randomUUID(),
    topUpId: crypto.randomUUID(),
    ruleId: crypto.randomUUID(),
    mendingId: crypto.randomUUID(),
    linkId: crypto.randomUUID() as LinkId,
  };
}

export function naming(prefix = ''): string[] {
  return Object.keys(NAMING).filter((route) => route.includes(` /api/${prefix}`));
}

/** All that the one who asked can see of an answer, but for the request's own id. */
export async function answer(guardian: TestGuardian, route: string, ids: Ids) {
  const [method = '', path = '', accept] = route.split(' ');
  const { body, headers, query = '' } = NAMING[route] ?? {};
  const address = path.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name]);
  const response = await guardian.request(address + query, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: { ...headers, ...(accept === undefined ? {} : { accept }) },
  });
  const text = (await response.text()).replace(/urn:klubkort:request:[^"]*/, 'request');
  const named = [...response.headers].filter(([name]) => name !== 'klubkort-request');
  return { status: response.status, headers: named, text };
}
