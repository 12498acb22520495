// The one place where the till asks the server anything. An answer is a value, a problem, or "nobody can
// tell": an outage is never turned into a refusal, nor a refusal into an outage.
import type { z } from 'zod';
import { Problem } from '../../contracts/problems.ts';

export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly because: 'network' | 'timeout' | 'unreadable' };

export interface Call<Value> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Path and query, beginning with `/api/`. */
  readonly target: string;
  readonly body?: unknown;
  /** What a success must look like; `null` when only the status counts. */
  readonly answer: z.ZodType<Value> | null;
  readonly timeoutMs?: number;
}

export interface Signer {
  /** Headers that prove this device, or `null` when it is not paired. */
  sign(method: string, target: string, body: Uint8Array): Promise<Record<string, string> | null>;
  /** Told the server's time when the device's clock was found wrong. */
  correctClock(serverNow: number): void;
}

/** Long enough for a club's slow line, short enough that a try more still fits into a cashier's patience. */
const TIMEOUT_MS = 5_000;

export type Send = (target: string, request: RequestInit) => Promise<Response>;

export interface Api {
  call<Value>(call: Call<Value>): Promise<Answer<Value>>;
}

/** Signs with `signer` when there is one. A wrong clock is corrected once and the call made again. */
export function createApi(send: Send, signer: Signer | null): Api {
  return {
    async call<Value>(call: Call<Value>): Promise<Answer<Value>> {
      const first = await callOnce(send, signer, call);
      if (first.kind !== 'problem' || first.problem.code !== 'device_clock_wrong') return first;
      if (!signer || first.problem.now === undefined) return first;
      signer.correctClock(first.problem.now);
      return callOnce(send, signer, call);
    },
  };
}

async function callOnce<Value>(
  send: Send,
  signer: Signer | null,
  call: Call<Value>,
): Promise<Answer<Value>> {
  const text = call.body === undefined ? '' : JSON.stringify(call.body);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (text) headers['content-type'] = 'application/json';
  if (signer) {
    const proof = await signer.sign(call.method, call.target, new TextEncoder().encode(text));
    if (!proof) return { kind: 'unreachable', because: 'network' };
    Object.assign(headers, proof);
  }
  const signal = AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await send(call.target, {
      method: call.method,
      headers,
      ...(text ? { body: text } : {}),
      // A till proves itself by its key; a cookie of somebody logged in on the same PC must not travel.
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
    return await read(response, call.answer);
  } catch {
    return { kind: 'unreachable', because: signal.aborted ? 'timeout' : 'network' };
  }
}

async function read<Value>(
  response: Response,
  shape: z.ZodType<Value> | null,
): Promise<Answer<Value>> {
  if (response.ok && !shape) return { kind: 'ok', value: undefined as Value };
  const text = await response.text();
  const json = parsedJson(text);
  if (response.ok && shape) {
    const value = shape.safeParse(json);
    if (value.success) return { kind: 'ok', value: value.data };
    console.error('unreadable answer', response.status, value.error.issues);
    return { kind: 'unreachable', because: 'unreadable' };
  }
  const problem = Problem.safeParse(json);
  if (problem.success) return { kind: 'problem', problem: problem.data };
  console.error('unreadable problem', response.status);
  return { kind: 'unreachable', because: 'unreadable' };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not of any contract's shape either; the caller says so.
    return undefined;
  }
}
