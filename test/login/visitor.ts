// A browser without a screen: follows redirects one by one, keeps cookies as a browser keeps them for a host,
// and reads forms. Every portal host name of the test is served by the one workerd.
import { request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly setCookies: readonly string[];
  readonly text: string;
  readonly location: string | null;
}

export interface VisitOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export class Visitor {
  /** Host name → cookie name → value. A port is no border for cookies. */
  readonly #cookies = new Map<string, Map<string, string>>();

  cookie(host: string, name: string): string | null {
    return this.#jar(host).get(name) ?? null;
  }

  setCookie(host: string, name: string, value: string | null): void {
    if (value === null) this.#jar(host).delete(name);
    else this.#jar(host).set(name, value);
  }

  async visit(address: string, options: VisitOptions = {}): Promise<Answer> {
    const url = new URL(address);
    const jar = this.#jar(url.hostname);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask(url, {
      ...options,
      headers: { ...(cookie === '' ? {} : { cookie }), ...options.headers },
    });
    for (const line of answer.setCookies) keepCookie(jar, line);
    return answer;
  }

  /** Follows redirects until an address outside of `whileAt` or an answer that is none. */
  async follow(address: string, isWithin: (url: URL) => boolean): Promise<[string, Answer | null]> {
    let next = address;
    for (let step = 0; step < 10; step++) {
      if (!isWithin(new URL(next))) return [next, null];
      const answer = await this.visit(next);
      if (answer.location === null) return [next, answer];
      next = new URL(answer.location, next).href;
    }
    throw new Error(`redirected in circles at ${next}`);
  }

  #jar(host: string): Map<string, string> {
    const known = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, known);
    return known;
  }
}

/** The address and hidden fields of a page's first form. */
export function formOf(page: string): { action: string; fields: Record<string, string> } {
  const [, attributes = '', content = ''] = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(page) ?? [];
  const [, action = ''] = /action="([^"]*)"/.exec(attributes) ?? [];
  const inputs = content.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g);
  return {
    action: action.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
    fields: Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value])),
  };
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', value = ''] = pair.split(/=(.*)/);
  const isOver = attributes.some((attribute) => /^max-age=0$|^expires=.*1970/i.test(attribute));
  if (isOver) jar.delete(name);
  else jar.set(name, value);
}

function ask(url: URL, { method = 'GET', headers = {}, body }: VisitOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            setCookies: response.headers['set-cookie'] ?? [],
            text,
            location: response.headers.location ?? null,
          }),
        );
      },
    );
    sent.setHeader('host', url.host);
    for (const [name, value] of Object.entries(headers)) sent.setHeader(name, value);
    sent.once('error', reject).end(body);
  });
}
