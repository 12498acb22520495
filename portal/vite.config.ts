// Builds the portal's pages into portal/dist: one HTML file per page, hashed files under /assets/.
// Nothing is inlined, since the pages are served under a policy that refuses inline script and data URLs.
import { defineConfig, type Plugin } from 'vite';
import { sizeBudget } from './size-budget.ts';

/**
 * Each zod schema carries the means to describe itself as a JSON schema, which only the edge does. Without
 * this the page would load them: about a tenth of its script.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    transform(code, id) {
      if (!/\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/.test(id)) return null;
      const names = Array.from(
        code.matchAll(/^export (?:const|function) (\w+)/gm),
        ([, name]) => name,
      );
      const absent = `const absent = () => { throw new Error('JSON schema is not a part of this page'); };`;
      return [absent, ...names.map((name) => `export const ${name} = absent;`)].join('\n');
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    withoutJsonSchema(),
    sizeBudget({
      index: { script: 60_000, style: 20_000 },
      kasse: { script: 80_000, style: 20_000 },
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        kasse: `${import.meta.dirname}/kasse.html`,
        'push-worker': `${import.meta.dirname}/parent/push-worker.ts`,
      },
      output: {
        // A service worker is known by its address, and governs what is below it.
        entryFileNames: ({ name }) =>
          name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
