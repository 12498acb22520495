// The demo's e-mail: a relay on this machine that delivers nothing. It keeps each mail in the state folder and
// shows them in a browser, so that codes and warnings can be read. Absent: any way to the outside.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** As `durable-objects/guardian/mail-port.ts` posts it. */
const RelayedMail = z.strictObject({
  from: z.string().max(200),
  to: z.string().max(200),
  subject: z.string().max(300),
  text: z.string().max(20_000),
});

const KeptMail = RelayedMail.extend({ number: z.int().min(1), at: z.iso.datetime() });
export type KeptMail = z.infer<typeof KeptMail>;

export interface OpenOutbox {
  readonly url: string;
  /** What the Worker is told in MAIL_FROM and MAIL_RELAY. */
  readonly environment: { readonly MAIL_FROM: string; readonly MAIL_RELAY: string };
  close(): Promise<void>;
}

const FROM = 'Kortportalen <kortportalen@demo.example>';
const LARGEST_MAIL_BYTES = 64 * 1024;
const MOST_SHOWN = 200;
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** @throws Error when the port is taken. Port 0 lets the system choose. */
export async function openOutbox(options: {
  readonly port: number;
  readonly directory: string;
}): Promise<OpenOutbox> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const key = randomBytes(24).toString('base64url');
  const outbox = new Outbox(options.directory, key);
  const server = createServer((request, response) => {
    outbox.answer(request, response).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      end(response, 500, 'text/plain', 'The outbox has failed.\n');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: {
      MAIL_FROM: FROM,
      MAIL_RELAY: JSON.stringify({ url: `${url}/mails`, key }),
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Outbox {
  readonly #directory: string;
  readonly #key: string;
  #lastNumber: number;

  constructor(directory: string, key: string) {
    this.#directory = directory;
    this.#key = key;
    this.#lastNumber = Math.max(0, ...this.#numbers());
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page elsewhere could lead a name of its own to this address; it is not asked by that name.
    if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) {
      return end(response, 403, 'text/plain', 'Ask for 127.0.0.1.\n');
    }
    const { method } = request;
    const { pathname } = new URL(request.url ?? '/', 'http://outbox');
    if (method === 'POST' && pathname === '/mails') return this.#take(request, response);
    if (method !== 'GET') return end(response, 405, 'text/plain', 'There is only reading here.\n');
    if (pathname === '/') return end(response, 200, 'text/html', listPage(this.#newest()));
    if (pathname === '/mails') {
      return end(response, 200, 'application/json', JSON.stringify(this.#newest()));
    }
    if (pathname === '/outbox.css') return end(response, 200, 'text/css', STYLE);
    const mail = this.#mail(Number(/^\/mails\/([1-9]\d{0,8})$/.exec(pathname)?.[1]));
    if (mail === null) return end(response, 404, 'text/plain', 'There is no such mail.\n');
    end(response, 200, 'text/html', mailPage(mail));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${this.#key}`)) {
      return end(response, 401, 'text/plain', 'Who are you?\n');
    }
    const mail = RelayedMail.safeParse(jsonOf(await bodyOf(request)));
    if (!mail.success) return end(response, 400, 'text/plain', `${mail.error.message}\n`);
    this.#lastNumber += 1;
    const kept: KeptMail = {
      ...mail.data,
      number: this.#lastNumber,
      at: new Date().toISOString(),
    };
    const file = this.#file(kept.number);
    writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    end(response, 202, 'text/plain', 'Kept.\n');
  }

  #newest(): KeptMail[] {
    const numbers = this.#numbers().sort((left, right) => right - left);
    return numbers.slice(0, MOST_SHOWN).flatMap((number) => this.#mail(number) ?? []);
  }

  #mail(number: number): KeptMail | null {
    if (!this.#numbers().includes(number)) return null;
    return KeptMail.parse(JSON.parse(readFileSync(this.#file(number), 'utf8')));
  }

  #numbers(): number[] {
    return readdirSync(this.#directory).flatMap((name) => {
      const number = /^(\d{6,9})\.json$/.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
  }

  #file(number: number): string {
    return join(this.#directory, `${String(number).padStart(6, '0')}.json`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > LARGEST_MAIL_BYTES) throw new Error('A mail is larger than the outbox takes.');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is no mail either; the caller says so.
    return null;
  }
}

function sameText(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

const STYLE = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 45rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: 0.5rem; text-align: left }
pre { background: #f4f4f4; font: inherit; padding: 1rem; white-space: pre-wrap }
`;

function listPage(mails: readonly KeptMail[]): string {
  const rows = mails.map(
    ({ number, at, to, subject }) =>
      `<tr><td>${clock(at)}</td><td>${escaped(to)}</td><td><a href="/mails/${number}">${escaped(subject)}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th>Sendt</th><th>Til</th><th>Emne</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page(
    'Demoens udbakke',
    `<p>Her ligger de mails, som demoen ellers ville have sendt.</p>${mails.length === 0 ? '<p>Der er ingen endnu.</p>' : table}`,
  );
}

function mailPage({ at, from, to, subject, text }: KeptMail): string {
  return page(
    escaped(subject),
    `<p>Sendt ${clock(at)}<br>Fra ${escaped(from)}<br>Til ${escaped(to)}</p><pre>${escaped(text)}</pre><p><a href="/">Alle mails</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="stylesheet" href="/outbox.css"></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function clock(at: string): string {
  return new Date(at).toLocaleString('da-DK', { timeZone: 'Europe/Copenhagen' });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
