// The ways in which a provider is down, switched on by the control page or a test: refusing, silent, denying what
// is there, or, worst, doing what it was asked and never saying so. Answers under `/simulator` and the hosted pages stay up.
import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { z } from 'zod';
import type { CommonState, SimulatedState } from './simulated-state.ts';

export const OUTAGE_MODES = [
  'error',
  'busy',
  'hang',
  'done_then_error',
  'done_then_hang',
  'done_then_refused',
  'refused',
  'not_found',
] as const;

export const Outage = z.strictObject({
  mode: z.enum(OUTAGE_MODES),
  /** Null until it is switched off. */
  times: z.coerce.number().int().min(1).nullable().default(null),
  /** A part of the paths that are down; empty for all. */
  path: z.string().max(100).default(''),
});
export type Outage = z.infer<typeof Outage>;

/** Longer than any caller waits. */
const HANG_MS = 60_000;
/** As often as an adapter sends one call by itself, so that its caller sees the timeout. */
const MAGIC_HANGS = 2;

export function outage(state: SimulatedState<CommonState>): MiddlewareHandler {
  return async (context, next) => {
    state.value.calls += 1;
    const mode = strike(state, context.req.path);
    if (mode === 'error') return context.text('', 503);
    if (mode === 'busy') return context.text('', 429);
    if (mode === 'hang') return hang(context.req.raw.signal);
    if (mode === 'refused') return context.text('', 400);
    if (mode === 'not_found') return context.text('', 404);
    if (mode === 'done_then_refused') return doneThenRefused(state, context, next);
    await next();
    if (mode === 'done_then_error') context.res = new Response('', { status: 500 });
    if (mode === 'done_then_hang') context.res = await hang(context.req.raw.signal);
  };
}

/** A change is carried out and nobody is told; the same again is refused. Looks are answered as ever. */
async function doneThenRefused(
  state: SimulatedState<CommonState>,
  context: Context,
  next: Next,
): Promise<Response | undefined> {
  if (context.req.method === 'GET') {
    await next();
    return undefined;
  }
  const fingerprint = fingerprintOf(context.req.path, await context.req.raw.clone().text());
  if (state.value.hung[fingerprint] !== undefined) return context.text('', 409);
  state.value.hung[fingerprint] = 1;
  await next();
  context.res = new Response('', { status: 500 });
  return undefined;
}

/** An amount that ends in 13 øre is carried out, and the first two times nobody is told. */
export function hangOnMagicAmount(
  state: SimulatedState<CommonState>,
  amountOf: (body: unknown) => number | undefined,
): MiddlewareHandler {
  return async (context, next) => {
    const text = context.req.method === 'GET' ? '' : await context.req.raw.clone().text();
    await next();
    if (text === '' || context.res.status >= 400) return;
    if ((amountOf(parsed(text)) ?? 0) % 100 !== 13) return;
    const fingerprint = fingerprintOf(context.req.path, text);
    const hung = state.value.hung[fingerprint] ?? 0;
    if (hung === MAGIC_HANGS) return;
    state.value.hung[fingerprint] = hung + 1;
    state.save();
    context.res = await hang(context.req.raw.signal);
  };
}

export function fingerprintOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

function strike(state: SimulatedState<CommonState>, path: string): Outage['mode'] | null {
  const { outage: current } = state.value;
  if (current === null || !path.includes(current.path)) return null;
  if (current.times !== null) {
    const left = current.times - 1;
    state.value.outage = left === 0 ? null : { ...current, times: left };
    state.save();
  }
  return current.mode;
}

function hang(callerIsGone: AbortSignal): Promise<Response> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve(new Response('', { status: 504 }));
    };
    const timer = setTimeout(end, HANG_MS);
    timer.unref();
    callerIsGone.addEventListener('abort', end, { once: true });
    if (callerIsGone.aborted) end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
