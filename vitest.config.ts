// Two runtimes: what needs no platform runs in Node, what lives in the objects and the edge runs in workerd.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

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
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workerd',
          include: ['durable-objects/**/*.test.ts', 'worker/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
