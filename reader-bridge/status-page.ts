// What the bridge is doing, for a person or a monitor at this very PC. Loopback only, GET only; answers
// no foreign host name, so that a web page cannot read it by rebinding its name. Shows no card.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IRequest, IttyRouter } from 'itty-router';
import type { OwnReaderState } from './card-reader.ts';
import { type Log, wordsOf } from './log.ts';
import type { LinkState } from './till-link.ts';

export interface BridgeStatus {
  readonly version: string;
  readonly server: string;
  readonly tillName: string;
  readonly clubName: string;
  readonly link: LinkState;
  readonly reader: OwnReaderState | 'starting';
  readonly lastTapAt: string | null;
  readonly queuedTaps: number;
}

export class StatusPage {
  readonly #status: () => BridgeStatus;
  readonly #log: Log;
  #server: Server | undefined;

  constructor(status: () => BridgeStatus, log: Log) {
    this.#status = status;
    this.#log = log;
  }

  /** @returns the port, which is a free one if 0 was asked for. @throws Error if it is taken. */
  async start(port: number): Promise<number> {
    const router = IttyRouter<IRequest, []>();
    router.get('/', () => pageOf(this.#status()));
    router.get('/status.json', () => Response.json(this.#status(), { headers: HEADERS }));
    router.all('*', () => new Response('There is nothing here.\n', { status: 404 }));
    const server = createServer((incoming, outgoing) => {
      const address = server.address() as AddressInfo;
      answer(incoming, outgoing, address.port, (request) => router.fetch(request)).catch(
        (error: unknown) => {
          this.#log('status_page_failed', { why: wordsOf(error) });
          outgoing.destroy();
        },
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(
          new Error(`The status page cannot use port ${port}: ${error.message}`, { cause: error }),
        ),
      );
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** The whole way from node:http to fetch's Request and Response and back. */
async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  route: (request: Request) => Promise<Response>,
): Promise<void> {
  const host = incoming.headers.host ?? '';
  const own = [`127.0.0.1:${port}`, `localhost:${port}`].includes(host);
  let response: Response;
  if (!own) response = new Response('Not this host.\n', { status: 403 });
  else if (incoming.method !== 'GET') {
    response = new Response('GET only.\n', { status: 405, headers: { allow: 'GET' } });
  } else response = await route(new Request(new URL(incoming.url ?? '/', `http://${host}`)));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

const READER_WORDS: Record<BridgeStatus['reader'], string> = {
  starting: 'Starter',
  ready: 'Klar',
  no_reader: 'Ingen kortlæser er tilsluttet',
  service_down: 'Kortlæserens tjeneste svarer ikke',
};

const LINK_WORDS: Record<LinkState, string> = {
  open: 'Forbundet',
  connecting: 'Forbinder',
  waiting: 'Ingen forbindelse; prøver igen',
};

function pageOf(status: BridgeStatus): Response {
  const rows: [string, string][] = [
    ['Kasse', `${status.tillName}, ${status.clubName}`],
    ['Server', status.server],
    ['Forbindelse', LINK_WORDS[status.link]],
    ['Kortlæser', READER_WORDS[status.reader]],
    ['Seneste scan', status.lastTapAt ?? 'Intet endnu'],
    ['Scan i kø', String(status.queuedTaps)],
    ['Version', status.version],
  ];
  const body = rows
    .map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escaped(value)}</td></tr>`)
    .join('');
  const html = `<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Klubkort kortlæser</title>
<style>body{font:1rem/1.5 sans-serif;margin:2rem}th{text-align:left;padding-right:2rem}</style>
</head><body><h1>Klubkort kortlæser</h1><table>${body}</table></body></html>
`;
  return new Response(html, {
    headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' },
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
