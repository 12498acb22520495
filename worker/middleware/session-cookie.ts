// The one place where the session cookie is read. A write or a socket that carries it must come from a page of
// our own, and a write must be JSON: a form of another site can send neither. Where a device signs or a
// provider calls, the cookie does not count. Absent: whose session it is (worker/asking-guardian.ts).
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { DEVICE_HEADERS } from '../../contracts/device-proof.ts';
import type { EdgeEnvironment } from '../environment.ts';
import { isFromOwnOrigin } from '../own-origin.ts';
import { problemResponse } from '../problem-response.ts';

/** Host-only, HTTPS-only, for the whole site: `<guardian id>.<secret>`. */
export const SESSION_COOKIE = '__Host-klubkort';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Called by payment providers, which prove themselves otherwise. */
export const WEBHOOKS = '/api/webhooks/';

export const sessionCookie = createMiddleware<EdgeEnvironment>(async (context, next) => {
  const { req } = context;
  const value = getCookie(context, SESSION_COOKIE) ?? null;
  const isSigned = req.header(DEVICE_HEADERS.signature) !== undefined;
  const counts = !isSigned && !req.path.startsWith(WEBHOOKS);
  context.set('sessionCookie', counts ? value : null);
  if (value === null || !counts) return next();
  const isUpgrade = req.header('upgrade') !== undefined;
  const isWriting = !READING.has(req.method);
  if ((isWriting || isUpgrade) && !isFromOwnOrigin(context)) {
    return problemResponse(context, { code: 'origin_not_allowed' });
  }
  if (isWriting && mediaTypeOf(req.header('content-type')) !== 'application/json') {
    return problemResponse(context, { code: 'unsupported_media_type' });
  }
  return next();
});

function mediaTypeOf(header: string | undefined): string | undefined {
  return header?.split(';')[0]?.trim().toLowerCase();
}
