// A port of the bench's own range on this machine's loopback that nobody listens on.
import { once } from 'node:events';
import { createServer } from 'node:net';

const FIRST_PORT = 24_000;
const LAST_PORT = 24_999;
let next = FIRST_PORT + (process.pid % 900);

export async function freePort(): Promise<number> {
  for (let tries = FIRST_PORT; tries <= LAST_PORT; tries += 1) {
    const port = next;
    next = next === LAST_PORT ? FIRST_PORT : next + 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${LAST_PORT}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
