// Tickets for a page's socket: a browser can neither sign an upgrade nor add a header to it. Good once, for
// half a minute, in memory; after an eviction the page gets another.
import { randomBytes } from 'node:crypto';
import type { SocketTicket } from '../contracts/till-feed.ts';
import { remember } from './remember.ts';

const LIFETIME_MS = 30_000;
const MOST_TICKETS = 20;

interface Issued {
  readonly holder: string;
  readonly expiresAt: number;
}

export class SocketTickets {
  readonly #issued = new Map<string, Issued>();

  /** @param holder whom the socket will belong to: a kind of device, a session. */
  issue(holder: string, now: number): SocketTicket {
    const ticket = randomBytes(18).toString('base64url');
    remember(this.#issued, ticket, { holder, expiresAt: now + LIFETIME_MS }, MOST_TICKETS);
    return { ticket, expiresInMs: LIFETIME_MS };
  }

  /** To be called when a device's key or a session ends: what it had asked for ends with it. */
  forget(): void {
    this.#issued.clear();
  }

  /** The holder of a good ticket, or null; the ticket is good no more. */
  spend(ticket: string, now: number): string | null {
    const issued = this.#issued.get(ticket);
    this.#issued.delete(ticket);
    return issued !== undefined && now < issued.expiresAt ? issued.holder : null;
  }
}
