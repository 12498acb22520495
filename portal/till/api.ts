// The one place where the till asks the server anything. What an answer is stands in ../ui/answer.ts.
import type { z } from 'zod';
import { type Answer, answered, readAnswer, type Send } from '../ui/answer.ts';

export type { Answer, Send } from '../ui/answer.ts';

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
  return answered(signal, async () => {
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
    return readAnswer(response, call.answer);
  });
}
