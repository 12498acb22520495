// A provider's memory of what it was asked under a key: the same request gets the same answer, refusals
// included; another request under the same key is a conflict. What failed on the provider's side is not kept.
import type { Context, MiddlewareHandler } from 'hono';
import { fingerprintOf } from './outage.ts';
import type { CommonState, SimulatedState } from './simulated-state.ts';

export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface IdempotentState extends CommonState {
  answers: Record<string, KeptAnswer>;
}

export interface IdempotencyRules {
  /** What another request under a used key is answered with. */
  conflict(context: Context): Response;
  /** What a change without a key is answered with; null where it may do without. */
  missing(context: Context): Response | null;
}

export function idempotency(
  state: SimulatedState<IdempotentState>,
  { conflict, missing }: IdempotencyRules,
): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === 'GET') return next();
    const key = context.req.header('idempotency-key');
    if (key === undefined || key === '') return missing(context) ?? next();
    const text = await context.req.raw.clone().text();
    const fingerprint = fingerprintOf(context.req.method, context.req.path, text);
    const kept = state.value.answers[key];
    if (kept !== undefined) {
      if (kept.fingerprint !== fingerprint) return conflict(context);
      const { status, contentType, body } = kept;
      return new Response(status === 204 ? null : body, {
        status,
        headers: { 'content-type': contentType },
      });
    }
    await next();
    if (context.res.status >= 500) return;
    const contentType = context.res.headers.get('content-type') ?? 'application/json';
    const body = await context.res.clone().text();
    state.value.answers[key] = { fingerprint, status: context.res.status, contentType, body };
    state.save();
  };
}
