// The simulators of both payment providers as one process of their own, so that they share neither a thread with
// the bench nor with the server that calls them. Counts what is asked of MobilePay, and notes when it first said
// of a charge that it was carried out: from then on it is credited.
import { Hono } from 'hono';
import { nexiSimulator } from '../../local/simulators/nexi-simulator.ts';
import { DEMO_MOBILEPAY_KEYS, DEMO_NEXI_SECRET } from '../../local/simulators/simulator-keys.ts';
import { type Simulator, startSimulator } from '../../local/simulators/simulator-server.ts';
import { vippsSimulator } from '../../local/simulators/vipps-simulator.ts';
import type { ProviderOrder, ProviderReport } from './payment-provider.ts';

let calls: Record<string, number> = {};
let saidCharged = new Map<string, number>();

// Without its parent it has no purpose.
process.on('disconnect', () => process.exit(0));
process.on('message', (order: ProviderOrder) => {
  if (order === 'forget') {
    calls = {};
    saidCharged = new Map();
  }
  send({ type: 'counted', calls, saidChargedAtMs: [...saidCharged.values()] });
});

const CHARGE = /^\/recurring\/v3\/agreements\/[^/]+\/charges\/([^/]+)$/;

function counted(simulator: Simulator): Simulator {
  const routes = new Hono();
  routes.use(async (context, next) => {
    const { method, path } = context.req;
    const name = nameOf(method, path);
    if (name !== null) calls[name] = (calls[name] ?? 0) + 1;
    await next();
    const chargeId = method === 'GET' ? CHARGE.exec(path)?.[1] : undefined;
    if (chargeId === undefined || saidCharged.has(chargeId) || context.res.status !== 200) return;
    const { status } = (await context.res.clone().json()) as { status: string };
    if (status === 'CHARGED') saidCharged.set(chargeId, performance.timeOrigin + performance.now());
  });
  routes.route('/', simulator.routes);
  return { ...simulator, routes };
}

/** Null for what is no call of the provider's interface. */
function nameOf(method: string, path: string): string | null {
  if (path.startsWith('/accesstoken/')) return 'tokens';
  if (/^\/(settlement|report)\//.test(path)) return 'lists of a day';
  if (!path.startsWith('/recurring/')) return path.startsWith('/epayment/') ? 'by hand' : null;
  if (method === 'POST' && path.endsWith('/charges')) return 'charges ordered';
  return CHARGE.test(path) ? 'charges asked for' : 'agreements';
}

function send(report: ProviderReport): void {
  process.send?.(report);
}

const memoryOnly = { statePath: null };
const nexi = nexiSimulator({ secretKey: DEMO_NEXI_SECRET, ...memoryOnly });
const mobilepay = counted(vippsSimulator({ keys: DEMO_MOBILEPAY_KEYS, ...memoryOnly }));
const [nexiPort, mobilepayPort] = process.argv.slice(2).map(Number);
const started = [
  await startSimulator(nexi, nexiPort ?? 0),
  await startSimulator(mobilepay, mobilepayPort ?? 0),
] as const;
send({ type: 'started', nexi: started[0].origin, mobilepay: started[1].origin });
