// Takes in a request's body once: bounded, JSON or empty, and hashed as it arrived for the signature.
import { createHash } from 'node:crypto';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { EdgeEnvironment } from '../environment.ts';
import { problemResponse } from '../problem-response.ts';

/** The largest cart is some 6 kB; the rest is room. */
const LARGEST_BODY_BYTES = 64 * 1024;

export const limitBody = bodyLimit({
  maxSize: LARGEST_BODY_BYTES,
  onError: (context) => problemResponse(context, { code: 'body_too_large' }),
});

export const requestBody = createMiddleware<EdgeEnvironment>(async (context, next) => {
  const bytes =
    context.req.raw.body === null
      ? new Uint8Array()
      : new Uint8Array(await context.req.arrayBuffer());
  context.set('bodySha256', createHash('sha256').update(bytes).digest('hex'));
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (bytes.length > 0 && mediaType !== 'application/json') {
    return problemResponse(context, { code: 'unsupported_media_type' });
  }
  await next();
});
