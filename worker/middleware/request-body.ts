// Takes in a request's body once: bounded, JSON or empty, and hashed as it arrived for the signature.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { EdgeEnvironment } from '../environment.ts';
import { problemResponse } from '../problem-response.ts';

/** The largest cart is some 6 kB; the rest is room. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** For a body that comes in pieces and does not say its length: counted as it comes. */
const countPieces = bodyLimit({
  maxSize: LARGEST_BODY_BYTES,
  onError: (context) => problemResponse(context, { code: 'body_too_large' }),
});

export const limitBody = createMiddleware<EdgeEnvironment>(async (context, next) => {
  const length = lengthOf(context);
  if (length === null) return countPieces(context, next);
  if (length > LARGEST_BODY_BYTES) return problemResponse(context, { code: 'body_too_large' });
  await next();
});

export const requestBody = createMiddleware<EdgeEnvironment>(async (context, next) => {
  // As text, which the JSON is then parsed from. Bytes that are no UTF-8 fit no signature.
  const text = lengthOf(context) === 0 ? '' : await context.req.text();
  context.set('bodySha256', createHash('sha256').update(text).digest('hex'));
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (text !== '' && mediaType !== 'application/json') {
    return problemResponse(context, { code: 'unsupported_media_type' });
  }
  await next();
});

/** Null for a body that does not say its length. Looking at the body itself costs more than the header. */
function lengthOf(context: Context<EdgeEnvironment>): number | null {
  const said = context.req.header('content-length');
  if (said !== undefined && context.req.header('transfer-encoding') === undefined) {
    return Number(said);
  }
  return context.req.raw.body === null ? 0 : null;
}
