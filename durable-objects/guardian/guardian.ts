// A guardian: sessions, own links, contact details, inbox and the live socket, as one Durable Object. It says
// who asks; what may be done with a child is the account's own question. Absent: money, and other people.
import { DurableObject } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { Env } from '../env.ts';
import { hasTables, migrate } from '../migrate.ts';
import { GUARDIAN_MIGRATIONS } from './migrations.ts';
import { type OpenSessionCommand, type Session, Sessions } from './sessions.ts';

export class Guardian extends DurableObject<Env> {
  readonly #sessions: Sessions;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sessions = new Sessions(ctx.storage.sql, ctx.id.name as GuardianId);
    if (hasTables(ctx.storage)) migrate(ctx.storage, GUARDIAN_MIGRATIONS);
  }

  /** Called by the edge after a login whose tokens it has checked, and by nobody else. */
  async openSession(command: OpenSessionCommand): Promise<{ secret: string }> {
    migrate(this.ctx.storage, GUARDIAN_MIGRATIONS);
    return { secret: this.#sessions.open(command, Date.now()) };
  }

  /** Who holds this cookie. Refusal: `session_missing`. */
  async authenticate(secret: string): Promise<Outcome<Session, Refusal>> {
    if (!hasTables(this.ctx.storage)) return refused({ code: 'session_missing' });
    return this.#sessions.authenticate(secret, Date.now());
  }

  /** Ends a session. @returns the sealed ID token of it, or null. */
  async endSession(secret: string): Promise<Uint8Array | null> {
    if (!hasTables(this.ctx.storage)) return null;
    return this.#sessions.end(secret, Date.now());
  }
}
