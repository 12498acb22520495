// Two runtimes: what needs no platform runs in Node, what lives in the objects and the edge runs in workerd.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { mintObjectId } from './durable-objects/object-id.ts';

/** Keys for tests only: they guard nothing. */
const testKey = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
const TEST_BINDINGS = {
  EDGE_KEY: testKey('e'),
  CARD_KEY: testKey('c'),
  CODE_KEY: testKey('k'),
  PERSON_KEYS: JSON.stringify({ 1: testKey('p') }),
  MUNICIPALITIES: JSON.stringify({ '*': mintObjectId('m', '0165', testKey('e')) }),
  IDENTITY_PROVIDERS: '{}',
};

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
            miniflare: { bindings: TEST_BINDINGS },
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
