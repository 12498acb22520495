// The one place where a refusal, a malformed request or a failure becomes application/problem+json.
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodError } from 'zod';
import { READER_HEADER } from '../contracts/me.ts';
import type { Outcome } from '../contracts/outcome.ts';
import { PROBLEM_MEDIA_TYPE, problemOf, type Refusal } from '../contracts/problems.ts';
import type { EdgeEnvironment } from './environment.ts';

const API_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Made once: a response copies it, which costs less than reading it out of an object each time. */
const JSON_HEADERS = new Headers({ ...API_HEADERS, 'content-type': 'application/json' });

export function problemResponse(context: Context<EdgeEnvironment>, refusal: Refusal): Response {
  const problem = problemOf(refusal, context.get('requestId'));
  const headers = new Headers({ ...API_HEADERS, 'content-type': PROBLEM_MEDIA_TYPE });
  if (refusal.retryAfterMs !== undefined) {
    headers.set('retry-after', String(Math.ceil(refusal.retryAfterMs / 1000)));
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** A value goes out as JSON with the given status; a refusal as its problem. */
export function outcomeResponse(
  context: Context<EdgeEnvironment>,
  outcome: Outcome<unknown, Refusal>,
  status: 200 | 201 = 200,
): Response {
  if (!outcome.ok) return problemResponse(context, outcome.refusal);
  const response = new Response(JSON.stringify(outcome.value), { status, headers: JSON_HEADERS });
  const reader = context.get('reader');
  if (reader !== undefined) response.headers.set(READER_HEADER, reader);
  return response;
}

/** Where the body, path or query is not what the contract says, as JSON pointers. */
export function invalidRequest(error: Pick<ZodError, 'issues'>): Refusal {
  return {
    code: 'invalid_request',
    errors: error.issues.slice(0, 20).map((issue) => ({
      pointer: issue.path.length === 0 ? '' : `/${issue.path.map(String).join('/')}`,
      detail: issue.message,
    })),
  };
}

interface ObjectFailure {
  readonly retryable?: boolean;
  readonly overloaded?: boolean;
}

/** What nobody decided: a malformed body that hono met, an object out of reach, or our own bug. */
export const onError: ErrorHandler<EdgeEnvironment> = (error, context) => {
  if (error instanceof HTTPException && error.status === 400) {
    return problemResponse(context, { code: 'invalid_json' });
  }
  const { retryable, overloaded } = error as ObjectFailure;
  console.error(`request ${context.get('requestId')} ${context.req.path}: ${error.stack ?? error}`);
  if (retryable === true || overloaded === true) {
    return problemResponse(context, { code: 'try_again', retryAfterMs: 1_000 });
  }
  return problemResponse(context, { code: 'internal_error' });
};
