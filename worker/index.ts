// The edge at a glance: who are you, is it well formed, which object. Keeps no state and decides nothing
// about money. The objects that it exports are the truth.
import { callObject } from '../durable-objects/call-object.ts';
import type { Env } from '../durable-objects/env.ts';
import { newApi } from './api.ts';
import { requestBody } from './middleware/request-body.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { SESSION_COOKIE, sessionCookie } from './middleware/session-cookie.ts';
import { portalPage } from './portal-page.ts';
import { onError, problemResponse } from './problem-response.ts';
import { accounts } from './routes/accounts.ts';
import { autoTopUps } from './routes/auto-top-ups.ts';
import { cards } from './routes/cards.ts';
import { children } from './routes/children.ts';
import { documentation } from './routes/documentation.ts';
import { inbox } from './routes/inbox.ts';
import { limits } from './routes/limits.ts';
import { links } from './routes/links.ts';
import { login } from './routes/login.ts';
import { me } from './routes/me.ts';
import { pairings } from './routes/pairings.ts';
import { statement } from './routes/statement.ts';
import { taps } from './routes/taps.ts';
import { tills } from './routes/tills.ts';
import { topUps } from './routes/top-ups.ts';
import { webhooks } from './routes/webhooks.ts';

export { CardAccount } from '../durable-objects/card-account/card-account.ts';
export { Guardian } from '../durable-objects/guardian/guardian.ts';
export { Municipality } from '../durable-objects/municipality/municipality.ts';
export { Till } from '../durable-objects/till/till.ts';

/** As wrangler.toml has it: automatic top-ups. The other one is the nightly audit. */
const HOURLY = '47 * * * *';

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Klubkort', version: '1' },
} as const;

/** Exported for the test that walks every route that it serves. */
export const app = newApi();
app.onError(onError);
app.use(requestId);
app.use('/api/*', sessionCookie);
app.use('/api/*', requestBody);
app.use('/api/docs', securityHeaders);

app.openAPIRegistry.registerComponent('securitySchemes', 'deviceSignature', {
  type: 'apiKey',
  in: 'header',
  name: 'klubkort-signature',
  description: 'ECDSA P-256 over the text that contracts/device-proof.ts describes',
});
app.openAPIRegistry.registerComponent('securitySchemes', 'guardianSession', {
  type: 'apiKey',
  in: 'cookie',
  name: SESSION_COOKIE,
  description: 'Set by the login. A write also needs the own origin and a JSON body.',
});
app.route('/api', login); // a guardian comes and goes
app.route('/api', me); // a guardian's own details
app.route('/api', inbox); // what a guardian is told
app.route('/api', statement); // what a child bought, and what it did not
app.route('/api', limits); // what a child may spend
app.route('/api', cards); // a child's cards, and orders of new ones
app.route('/api', topUps); // a guardian pays in
app.route('/api', autoTopUps); // a guardian's standing rule for money in
app.route('/api', webhooks); // a payment provider says that something has moved
app.route('/api', pairings); // a device gets its place at a till
app.route('/api', taps); // the bridge posts what it read
app.route('/api', tills); // the screen asks its till
app.route('/api', accounts); // the screen sells, and undoes
app.route('/api', children); // a parent's first page
app.route('/api', links); // a parent links a child, and ends it
app.doc31('/api/openapi.json', DOCUMENT);
app.route(
  '/api',
  documentation(() => app.getOpenAPI31Document(DOCUMENT) as never),
);

app.all('/api/*', (context) => problemResponse(context, { code: 'not_found' }));
app.get('*', securityHeaders, async (context) => {
  const answer = await portalPage(context.req.raw, context.env.ASSETS);
  return new Response(answer.body, answer);
});
app.notFound((context) => problemResponse(context, { code: 'not_found' }));

export default {
  fetch: app.fetch,
  /** Cloudflare's cron; on one machine the municipality's own alarm does the same. */
  async scheduled({ cron }, env) {
    for (const municipalityId of new Set(Object.values(JSON.parse(env.MUNICIPALITIES)))) {
      const municipality = env.MUNICIPALITY.getByName(String(municipalityId));
      if (cron === HOURLY) await callObject(() => municipality.sweepTopUps());
      else await callObject(() => municipality.auditAll());
    }
  },
} satisfies ExportedHandler<Env>;
