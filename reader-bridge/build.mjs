// Builds the package from source: the command and its child process, each one file with the contracts
// inside. What npm installs anyway (its dependencies, nfc-pcsc with native code among them) stays outside.
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

await rm(here('./dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('./main.ts'), here('./pcsc-child.ts')],
  outdir: here('./dist'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
});
await chmod(here('./dist/main.js'), 0o755);
