// Two runtimes: what needs no platform runs in Node, what lives in the objects and the edge runs in workerd.
import { generateKeyPairSync } from 'node:crypto';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { mintObjectId } from './durable-objects/object-id.ts';
import {
  SIMULATED_PAYMENT_PROVIDERS,
  simulatedProviders,
} from './local/simulators/testing/simulated-outside.ts';
import { MAIL_RELAY_URL, outsideWorld } from './worker/testing/outside-world.ts';

/** Keys for tests only: they guard nothing. */
const testKey = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
const TEST_BINDINGS = {
  EDGE_KEY: testKey('e'),
  CARD_KEY: testKey('c'),
  CODE_KEY: testKey('k'),
  PERSON_KEYS: JSON.stringify({ 1: testKey('p') }),
  MUNICIPALITIES: JSON.stringify({ '*': mintObjectId('m', '0165', testKey('e')) }),
  IDENTITY_PROVIDERS: '{}',
  MAIL_FROM: 'kortportalen@klubkort.example',
  MAIL_RELAY: JSON.stringify({ url: MAIL_RELAY_URL, key: testKey('m') }),
  PUSH_KEYS: testPushKeys(),
  PAYMENT_PROVIDERS: SIMULATED_PAYMENT_PROVIDERS,
};

function testPushKeys(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const publicKey = Buffer.concat(point).toString('base64url');
  return JSON.stringify({ publicKey, privateKey: d, subject: 'mailto:test@klubkort.example' });
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'contracts/**/*.test.ts',
            'portal/**/*.test.ts',
            'reader-bridge/**/*.test.ts',
            'local/**/*.test.ts',
            'test/house/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: TEST_BINDINGS,
              outboundService: (outgoing) => {
                const request = outgoing as unknown as Request;
                return (simulatedProviders(request) ?? outsideWorld(request)) as never;
              },
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['durable-objects/**/*.test.ts', 'worker/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
