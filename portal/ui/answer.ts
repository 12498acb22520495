// What the server has answered, read as its contract says: a value, a problem, or "nobody can tell". An outage is
// never turned into a refusal, nor a refusal into an outage.
import type { z } from 'zod';
import { Problem } from '../../contracts/problems.ts';

export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly because: 'network' | 'timeout' | 'unreadable' };

export type Send = (target: string, request: RequestInit) => Promise<Response>;

/** Whatever is thrown on the way is no answer: too late by `signal`, or cut off. */
export async function answered<Value>(
  signal: AbortSignal,
  ask: () => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  try {
    return await ask();
  } catch {
    return { kind: 'unreachable', because: signal.aborted ? 'timeout' : 'network' };
  }
}

/** `shape` is what a success must look like; `null` when only the status counts. */
export async function readAnswer<Value>(
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
