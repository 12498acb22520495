// Which reader the demo's bridge uses: the machine's own where its service answers, else the fake one.
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const PCSC_SOCKET = '/run/pcscd/pcscd.comm';
const ANSWER_WITHIN_MS = 2_000;
/** Where the virtual reader's driver listens for cards, unless its configuration says otherwise. */
export const VPCD_PORT = 35_963;

const addon = new URL(
  '../node_modules/@pokusew/pcsclite/build/Release/pcsclite.node',
  import.meta.url,
);

/** @throws Error in words when the real reader is asked for and cannot be had. */
export async function chooseReader(wanted: 'auto' | 'fake' | 'pcsc'): Promise<'fake' | 'pcsc'> {
  if (wanted === 'fake') return 'fake';
  const isBuilt = existsSync(fileURLToPath(addon));
  if (isBuilt && (await answers(PCSC_SOCKET))) return 'pcsc';
  if (wanted === 'auto') return 'fake';
  throw new Error(
    isBuilt
      ? 'The reader service does not answer: is pcscd installed and running?'
      : "The reader's addon is not built: it needs libpcsclite-dev, build-essential and python3.",
  );
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
