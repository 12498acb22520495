// The simulated merchant's office: registration of webhooks, and the report of what was booked on a day. A day is
// closed when it is over in Copenhagen.
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { epaymentProblem, inWords } from './vipps-problem.ts';
import { RegisterWebhook } from './vipps-requests.ts';
import { copenhagenDay, type VippsBooks } from './vipps-state.ts';

const LEDGER_ID = '302321';
/** Small, so that a test's day has more than one page. */
const PAGE_SIZE = 20;

export function vippsWebhookApi({ state }: VippsBooks): Hono {
  const routes = new Hono();

  routes.post('/webhooks', async (context) => {
    const parsed = RegisterWebhook.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) return epaymentProblem(context, 400, inWords(parsed.error));
    const id = crypto.randomUUID();
    const secret = randomBytes(64).toString('base64');
    state.value.registrations.push({ id, secret, ...parsed.data });
    return context.json({ id, secret }, 201);
  });

  routes.get('/webhooks', (context) =>
    context.json({
      webhooks: state.value.registrations.map(({ id, url, events }) => ({ id, url, events })),
    }),
  );

  routes.delete('/webhooks/:id', (context) => {
    const { registrations } = state.value;
    const at = registrations.findIndex(({ id }) => id === context.req.param('id'));
    if (at === -1) return epaymentProblem(context, 404, 'There is no such webhook');
    registrations.splice(at, 1);
    return context.body(null, 204);
  });

  return routes;
}

export function vippsLedgers({ merchantSerialNumber }: VippsBooks): Hono {
  const routes = new Hono();
  routes.get('/ledgers', (context) => {
    const handle = `api:${merchantSerialNumber}`;
    const wanted = context.req.query('settlesForRecipientHandles') ?? handle;
    const ledger = {
      ...{ ledgerId: LEDGER_ID, currency: 'DKK', settlesForRecipientHandles: [handle] },
      payoutBankAccount: { scheme: 'BBAN:DK', id: '00000000000000' },
    };
    return context.json({ cursor: '', items: wanted === handle ? [ledger] : [] });
  });
  return routes;
}

export function vippsReportApi({ state, merchantSerialNumber }: VippsBooks): Hono {
  const routes = new Hono();
  routes.get('/ledgers/:ledgerId/funds/dates/:day', (context) => {
    const { ledgerId, day } = context.req.param();
    if (ledgerId !== LEDGER_ID) return epaymentProblem(context, 404, 'There is no such ledger');
    if (day >= copenhagenDay(state.now())) {
      return context.json({ cursor: '', items: [], tryLater: true });
    }
    const entries = state.value.ledger.filter(({ ledgerDate }) => ledgerDate === day);
    const from = Number(context.req.query('cursor') ?? 0);
    const next = from + PAGE_SIZE;
    return context.json({
      cursor: next < entries.length ? String(next) : '',
      items: entries.slice(from, next).map((entry) => ({
        ...{ ...entry, currency: 'DKK', balanceBefore: 0, balanceAfter: entry.amount },
        recipientHandle: `api:${merchantSerialNumber}`,
      })),
      tryLater: false,
    });
  });
  return routes;
}
