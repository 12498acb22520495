// Runs inside workerd beside the Worker, in the demo's and the tests' configuration only: makes listed calls
// on the objects' methods for who may open its socket in the state folder. Decides nothing itself.
import { isSeedMethod, type SeedCall, type SeedObject, SeedRequest } from './seed-calls.ts';

type Method = (argument?: unknown) => Promise<unknown>;

interface Namespace {
  getByName(name: string): Readonly<Record<string, Method>>;
}

interface Env {
  readonly MUNICIPALITY: Namespace;
  readonly CARD_ACCOUNT: Namespace;
  readonly GUARDIAN: Namespace;
}

const BINDINGS = {
  municipality: 'MUNICIPALITY',
  account: 'CARD_ACCOUNT',
  guardian: 'GUARDIAN',
} as const satisfies Record<SeedObject, keyof Env>;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const parsed = SeedRequest.safeParse(await request.json().catch(() => null));
    if (!parsed.success) {
      return Response.json({ values: [], failure: 'The list of calls is not understood.' });
    }
    const values: unknown[] = [];
    for (const call of parsed.data.calls) {
      try {
        values.push((await invoke(env, call)) ?? null);
      } catch (cause) {
        const words = cause instanceof Error ? cause.message : String(cause);
        return Response.json({ values, failure: `${call.object}.${call.method}: ${words}` });
      }
    }
    return Response.json({ values });
  },
};

function invoke(env: Env, { object, id, method, argument }: SeedCall): Promise<unknown> {
  if (!isSeedMethod(object, method)) throw new Error('not on the list of methods');
  const stub = env[BINDINGS[object]].getByName(id);
  const call = stub[method];
  if (call === undefined) throw new Error('the object has no such method');
  // Called on the stub itself: the runtime's proxy makes the method from the name.
  return argument === undefined
    ? Reflect.apply(call, stub, [])
    : Reflect.apply(call, stub, [argument]);
}
