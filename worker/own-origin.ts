// The origin that this request was sent to, and whether a page of that origin sent it. By host, since a proxy
// in front may have ended TLS; a page that was loaded without TLS is still not believed by a server that has it.
import type { Context } from 'hono';
import type { EdgeEnvironment } from './environment.ts';

/** False when the request says no origin: a browser says one on every write and every socket. */
export function isFromOwnOrigin(context: Context<EdgeEnvironment>): boolean {
  const origin = context.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  const asked = new URL(context.req.url);
  if (asked.protocol === 'https:' && protocol !== 'https:') return false;
  return host === (context.req.header('host') ?? asked.host);
}
