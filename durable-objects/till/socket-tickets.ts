// Tickets for a screen's socket: a browser cannot sign an upgrade. Good once, for half a minute, in memory;
// after an eviction the screen gets another.
import { randomBytes } from 'node:crypto';
import type { SocketTicket } from '../../contracts/till-feed.ts';
import { remember } from '../remember.ts';

const LIFETIME_MS = 30_000;
const MOST_TICKETS = 20;

export class SocketTickets {
  readonly #expiries = new Map<string, number>();

  issue(now: number): SocketTicket {
    const ticket = randomBytes(18).toString('base64url');
    remember(this.#expiries, ticket, now + LIFETIME_MS, MOST_TICKETS);
    return { ticket, expiresInMs: LIFETIME_MS };
  }

  /** To be called when a device's key ends: what it had asked for ends with it. */
  forget(): void {
    this.#expiries.clear();
  }

  /** Whether the ticket was good; it is not any more. */
  spend(ticket: string, now: number): boolean {
    const expiresAt = this.#expiries.get(ticket);
    this.#expiries.delete(ticket);
    return expiresAt !== undefined && now < expiresAt;
  }
}
