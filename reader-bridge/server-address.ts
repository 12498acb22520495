// Which server addresses the bridge will talk to.
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * @throws Error in words, unless it is a plain https origin, or http on this machine: anybody on the way
 *   could otherwise read which cards come by.
 */
export function serverAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error(`Not a server's address: ${text}. It looks like https://klubkort.example.`);
  }
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    throw new Error(`${url.origin} is not encrypted; use https (http only on this machine).`);
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw new Error(`Give the server's address without a path: ${url.origin}`);
  }
  return url;
}
