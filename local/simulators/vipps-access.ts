// Who may call the simulated Vipps MobilePay: its token endpoint, and the headers that every other call must have.
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { SimulatedState } from './simulated-state.ts';
import type { VippsState } from './vipps-records.ts';

export interface VippsKeys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
  readonly merchantSerialNumber: string;
}

/** As in the vendor's test environment. */
const TOKEN_FOR_MS = 3_600_000;

export function tokenEndpoint(state: SimulatedState<VippsState>, keys: VippsKeys): Hono {
  const routes = new Hono();
  routes.post('/get', (context) => {
    const isRight =
      context.req.header('client_id') === keys.clientId &&
      context.req.header('client_secret') === keys.clientSecret;
    if (!hasSubscription(context, keys)) return denied(context);
    if (!isRight) {
      return context.json({ error: 'unauthorized_client', error_description: 'Unknown keys' }, 401);
    }
    const token = crypto.randomUUID();
    const endsAt = state.now() + TOKEN_FOR_MS;
    state.value.tokens[token] = endsAt;
    state.save();
    return context.json({
      ...{ token_type: 'Bearer', access_token: token, resource: keys.clientId },
      ...{ expires_in: String(TOKEN_FOR_MS / 1000), expires_on: String(Math.floor(endsAt / 1000)) },
    });
  });
  return routes;
}

export function checkHeaders(
  state: SimulatedState<VippsState>,
  keys: VippsKeys,
): MiddlewareHandler {
  return async (context, next) => {
    if (!hasSubscription(context, keys)) return denied(context);
    const [scheme, token = ''] = (context.req.header('authorization') ?? '').split(' ');
    const endsAt = state.value.tokens[token];
    if (scheme !== 'Bearer' || endsAt === undefined || endsAt <= state.now()) {
      return context.json({ statusCode: 401, message: 'The token is missing or has ended.' }, 401);
    }
    if (context.req.header('merchant-serial-number') !== keys.merchantSerialNumber) {
      return context.json({ statusCode: 403, message: 'Not this merchant’s keys.' }, 403);
    }
    return next();
  };
}

function hasSubscription(context: Context, { subscriptionKey }: VippsKeys): boolean {
  return context.req.header('ocp-apim-subscription-key') === subscriptionKey;
}

function denied(context: Context): Response {
  return context.json({ statusCode: 401, message: 'The subscription key is not known.' }, 401);
}
