// A corner of the machine for one test run: own mounts, own loopback, own processes. The host's reader
// service is neither seen nor touched, the virtual reader's port is open to nobody else, and whatever
// was started inside ends with it.
import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:os';

const INSIDE = 'KLUBKORT_PRIVATE_NAMESPACE';

/**
 * Runs this very program once more inside a private namespace, and there returns. Outside it never
 * returns: it ends with the inner program's exit code. Needs root, util-linux and iproute2.
 */
export async function enterPrivateNamespace(): Promise<void> {
  if (process.env[INSIDE] === '1') {
    prepare();
    return;
  }
  if (process.getuid?.() !== 0) {
    console.error('This test needs root, for a namespace of its own (unshare).');
    process.exit(1);
  }
  const flags = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const inner = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn('unshare', [...flags, ...inner], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill('SIGKILL'));
  }
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(`unshare did not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (exitCode, signal) =>
      resolve(exitCode ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  });
  process.exit(code);
}

function prepare(): void {
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  // Debian's vpcd sends length and body in two packets and waits 40 ms for the delayed acknowledgement
  // of the first; on this route each packet is acknowledged at once.
  const route = 'local local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1 quickack 1';
  execFileSync('ip', ['route', 'change', 'table', ...route.split(' ')]);
}
