import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPaymentConfiguration } from '../durable-objects/payments/payment-configuration.ts';
import { startDemoPayments } from './demo-payments.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klubkort-payments-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keysFile = () => join(folder, 'keys', 'payments.json');
const directory = () => join(folder, 'payments');

/** Starts both, reads what the Worker would be told, and ends them. */
async function configured(publicOrigin = 'http://127.0.0.1:9') {
  const payments = await startDemoPayments({
    ...{ publicOrigin, ports: { nexi: 0, mobilepay: 0 } },
    ...{ directory: directory(), keysFile: keysFile() },
  });
  const state = await fetch(`${payments.simulators.mobilepay.origin}/simulator/state`);
  const { registrations } = (await state.json()) as { registrations: { url: string }[] };
  await payments.stop();
  const { nexi, mobilepay } = readPaymentConfiguration(payments.environment.PAYMENT_PROVIDERS);
  if (nexi === null || mobilepay === null) throw new Error('the demo has both');
  return { nexi, mobilepay, registrations };
}

test('the Worker is led to both simulators, and knows the secret of MobilePay’s webhooks', async () => {
  const { nexi, mobilepay, registrations } = await configured();
  expect(nexi.baseAddress).not.toBe(mobilepay.baseAddress);
  expect(mobilepay.webhookAddress).toBe('http://127.0.0.1:9/api/webhooks/mobilepay');
  expect(registrations).toMatchObject([
    { url: mobilepay.webhookAddress, secret: mobilepay.webhookSecrets[0] },
  ]);
});

test('a second start keeps the keys and registers nothing again', async () => {
  const first = await configured();
  const second = await configured();
  expect(second.nexi.webhookKey).toBe(first.nexi.webhookKey);
  expect(second.mobilepay.webhookSecrets).toEqual(first.mobilepay.webhookSecrets);
  expect(second.registrations).toEqual(first.registrations);
});

test('at another port the registration of the first is replaced', async () => {
  const first = await configured();
  const moved = await configured('http://127.0.0.1:10');
  expect(moved.mobilepay.webhookSecrets).not.toEqual(first.mobilepay.webhookSecrets);
  expect(moved.registrations.map(({ url }) => url)).toEqual([moved.mobilepay.webhookAddress]);
});

test('a simulator that has forgotten everything is registered at anew', async () => {
  const first = await configured();
  rmSync(directory(), { recursive: true });
  const again = await configured();
  expect(again.mobilepay.webhookSecrets).not.toEqual(first.mobilepay.webhookSecrets);
  expect(again.registrations).toHaveLength(1);
  expect(existsSync(keysFile())).toBe(true);
});

test('a damaged file of keys is said in words', async () => {
  await configured();
  writeFileSync(keysFile(), '{');
  await expect(configured()).rejects.toThrow(/payments\.json is damaged/);
});
