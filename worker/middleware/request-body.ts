// Takes in a request's body once: bounded, JSON or empty, and hashed as it arrived for the signature.
import { createHash } from 'node:crypto';
import type { Context, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { EdgeEnvironment } from '../environment.ts';
import { problemResponse } from '../problem-response.ts';
import { WEBHOOKS } from './session-cookie.ts';

/** The largest cart is some 6 kB; the rest is room. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** For a body that comes in pieces and does not say its length: counted as it comes. */
const countPieces = bodyLimit({
  maxSize: LARGEST_BODY_BYTES,
  onError: (context) => problemResponse(context, { code: 'body_too_large' }),
});

export const requestBody = createMiddleware<EdgeEnvironment>(async (context, next) => {
  // Their proof is over the bytes, which their own route takes in and bounds.
  if (context.req.path.startsWith(WEBHOOKS)) return next();
  const length = lengthOf(context);
  if (length === null) {
    return countPieces(context, async () => {
      const refusal = await takeIn(context, next);
      if (refusal !== undefined) context.res = refusal;
    });
  }
  if (length > LARGEST_BODY_BYTES) return problemResponse(context, { code: 'body_too_large' });
  return takeIn(context, next, length === 0);
});

async function takeIn(
  context: Context<EdgeEnvironment>,
  next: Next,
  isEmpty = false,
): Promise<Response | undefined> {
  // As text, which the JSON is then parsed from. Bytes that are no UTF-8 fit no signature.
  const text = isEmpty ? '' : await context.req.text();
  context.set('bodySha256', createHash('sha256').update(text).digest('hex'));
  if (text === '') {
    await next();
    return undefined;
  }
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    return problemResponse(context, { code: 'unsupported_media_type' });
  }
  await next();
  return undefined;
}

/** Null for a body that does not say its length. Looking at the body itself costs more than the header. */
function lengthOf(context: Context<EdgeEnvironment>): number | null {
  const said = context.req.header('content-length');
  if (said !== undefined && context.req.header('transfer-encoding') === undefined) {
    return Number(said);
  }
  return context.req.raw.body === null ? 0 : null;
}
