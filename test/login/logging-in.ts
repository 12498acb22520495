// The steps of a login as a visitor takes them, so that a case can leave the way at any of them.
import assert from 'node:assert/strict';
import type { HOSTS, LoginHouse } from './login-house.ts';
import { type Answer, formOf, Visitor } from './visitor.ts';

export const SESSION = '__Host-klubkort';
export const PENDING = '__Host-klubkort-login';

type Host = keyof typeof HOSTS;

export class Guest extends Visitor {
  readonly origin: string;

  constructor(house: LoginHouse, host: Host) {
    super();
    this.origin = house.origin(host);
  }

  get session(): string | null {
    return this.cookie(new URL(this.origin).hostname, SESSION);
  }

  get pending(): string | null {
    return this.cookie(new URL(this.origin).hostname, PENDING);
  }

  put(name: string, value: string | null): void {
    this.setCookie(new URL(this.origin).hostname, name, value);
  }

  /** @returns the provider's address, which the portal leads to. */
  async begin(query = ''): Promise<URL> {
    const answer = await this.visit(`${this.origin}/api/login/citizen${query}`);
    assert.equal(answer.status, 302, answer.text);
    return new URL(answer.location ?? '', this.origin);
  }

  /** To the hostile provider and back. @returns the portal's address that it leads to, not visited yet. */
  async throughHostile(query = ''): Promise<string> {
    const answer = await this.visit((await this.begin(query)).href);
    assert.equal(answer.status, 302, answer.text);
    return answer.location ?? '';
  }

  /** The whole way through the hostile provider. @returns where it ended. */
  async loginAtHostile(query = ''): Promise<string> {
    return this.comeBack(await this.throughHostile(query));
  }

  /** @returns the page of ours that the callback leads to. */
  async comeBack(callback: string): Promise<string> {
    const answer = await this.visit(callback);
    assert.equal(answer.status, 302, `${answer.status} ${answer.text}`);
    return answer.location ?? '';
  }

  /** @returns the page of the certified provider that asks who to be. */
  async chooser(query = ''): Promise<{ address: string; page: Answer }> {
    const first = await this.begin(query);
    const [address, page] = await this.follow(first.href, (url) => url.origin === first.origin);
    assert.ok(page, `the provider led to ${address}`);
    return { address, page };
  }

  /** Presses a button of the chooser. @returns the portal's address, not visited yet. */
  async choose(
    { address, page }: { address: string; page: Answer },
    button: Record<string, string>,
  ): Promise<string> {
    const { action } = formOf(page.text);
    const answer = await this.visit(new URL(action, address).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(button).toString(),
    });
    const { origin } = new URL(address);
    const next = new URL(answer.location ?? '', address).href;
    const [callback] = await this.follow(next, (url) => url.origin === origin);
    return callback;
  }

  async loginAs(persona: string, query = ''): Promise<string> {
    return this.comeBack(await this.choose(await this.chooser(query), { persona }));
  }

  logout(): Promise<Answer> {
    return this.write('/api/logout');
  }

  write(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.visit(this.origin + path, {
      method: 'POST',
      headers: { origin: this.origin, 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  }

  /** Whether the cookie still opens something. It ends the session, as nothing else needs it any more. */
  async hasSession(): Promise<boolean> {
    if (this.session === null) return false;
    const { endSessionUrl } = JSON.parse((await this.logout()).text) as Record<string, unknown>;
    return endSessionUrl !== null;
  }
}
