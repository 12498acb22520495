// Both simulators as the way out of the tests' workerd: no port, no clock of their own, nothing on disk. What they
// would send by themselves goes nowhere: a test delivers webhooks itself.
import { nexiSimulator } from '../nexi-simulator.ts';
import {
  DEMO_MOBILEPAY_KEYS,
  DEMO_NEXI_SECRET,
  demoPaymentConfiguration,
} from '../simulator-keys.ts';
import { vippsSimulator } from '../vipps-simulator.ts';

const ORIGINS = { nexi: 'https://nexi.example', mobilepay: 'https://mobilepay.example' } as const;
const NOWHERE = 'http://127.0.0.1:9';
/** Guards nothing. */
export const TEST_WEBHOOK_SECRET = 'test-webhook-secret';
export const TEST_WEBHOOK_KEY = Buffer.from('w'.repeat(32)).toString('base64');

/** As the tests' Worker is told it. */
export const SIMULATED_PAYMENT_PROVIDERS = JSON.stringify(
  demoPaymentConfiguration(NOWHERE, ORIGINS, TEST_WEBHOOK_KEY, [TEST_WEBHOOK_SECRET]),
);

const simulators = new Map([
  [
    ORIGINS.nexi,
    nexiSimulator({
      ...{ secretKey: DEMO_NEXI_SECRET, statePath: null },
      delays: { bulkDelayMs: 0, refundDelayMs: 0 },
    }),
  ],
  [
    ORIGINS.mobilepay,
    vippsSimulator({ keys: DEMO_MOBILEPAY_KEYS, statePath: null, delays: { chargeDelayMs: 0 } }),
  ],
]);

/** Null for an address of neither. */
export function simulatedProviders(request: Request): Promise<Response> | null {
  const simulator = simulators.get(new URL(request.url).origin as (typeof ORIGINS)['nexi']);
  return simulator === undefined ? null : Promise.resolve(simulator.routes.fetch(request));
}
