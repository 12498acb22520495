// The engine's own limit: an edge that hands each request straight to an object, and an object that makes
// one UPDATE and one INSERT. Deliberately absent: everything else, RPC and parsing included.
import { DurableObject } from 'cloudflare:workers';

interface Env {
  readonly BARE_OBJECT: DurableObjectNamespace<BareObject>;
}

export default {
  /** `/objects/{name}/debits/{debitId}`, `…/ping`, `…/feed` and `…/sums`. */
  fetch(request: Request, env: Env): Promise<Response> {
    const [, , name = ''] = new URL(request.url).pathname.split('/');
    return env.BARE_OBJECT.getByName(name).fetch(request);
  },
};

export class BareObject extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec('CREATE TABLE IF NOT EXISTS purse (amount_ore INTEGER NOT NULL) STRICT');
    this.#sql.exec(
      'CREATE TABLE IF NOT EXISTS debit (id TEXT PRIMARY KEY, amount_ore INTEGER NOT NULL) STRICT',
    );
    this.#sql.exec('INSERT INTO purse SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM purse)');
  }

  override fetch(request: Request): Response {
    const [, , , what, id] = new URL(request.url).pathname.split('/');
    switch (what) {
      case 'debits':
        this.#sql.exec('UPDATE purse SET amount_ore = amount_ore - 100');
        this.#sql.exec('INSERT INTO debit (id, amount_ore) VALUES (?, 100)', id);
        return Response.json({ id }, { status: 201 });
      case 'ping':
        // What a tap causes at its till, and nothing else: a message on the open socket.
        for (const socket of this.ctx.getWebSockets()) socket.send(id ?? '');
        return Response.json({ id });
      case 'feed':
        return this.#openFeed();
      default:
        return Response.json(this.#sums());
    }
  }

  override webSocketMessage(socket: WebSocket, message: string): void {
    socket.send(message);
  }

  #openFeed(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  #sums(): Record<string, SqlStorageValue> {
    return this.#sql
      .exec(
        `SELECT (SELECT amount_ore FROM purse) AS purse_ore, count(*) AS debits,
           coalesce(sum(amount_ore), 0) AS debited_ore FROM debit`,
      )
      .one();
  }
}
