// Gives each request a name of our own. A caller's header is not believed: it could name another's.
import { createMiddleware } from 'hono/factory';
import type { EdgeEnvironment } from '../environment.ts';

export const requestId = createMiddleware<EdgeEnvironment>(async (context, next) => {
  const id = crypto.randomUUID();
  context.set('requestId', id);
  await next();
  context.res.headers.set('klubkort-request', id);
});
