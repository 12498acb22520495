// Whether the machine's smart-card service answers. The addon must not be asked: while the service is
// away it would block its whole process.
import { connect } from 'node:net';

export const PCSC_SOCKET = '/run/pcscd/pcscd.comm';
const LONGEST_WAIT_MS = 1_000;

/** Windows and macOS start their service on demand and have no socket to try: there the heartbeat serves. */
export function pcscServiceAnswers(socketPath = PCSC_SOCKET): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const answer = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(LONGEST_WAIT_MS, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
