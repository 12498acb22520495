// One HTTP call to a provider: a time limit, one repeat where that is safe, and every way it can fail as a
// value. Redirects are not followed: they would carry our keys elsewhere. Absent: any vendor's words.
import type { ZodType } from 'zod';
import type { ProviderFailure, UnknownCause } from './payment-provider.ts';

/** What of `fetch` is used, so that it may be workerd's, Node's, or one that a test holds. */
export type HttpFetch = (
  address: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

export interface ProviderPorts {
  readonly fetch: HttpFetch;
  /** Milliseconds since 1970. */
  now(): number;
  wait(durationMs: number): Promise<void>;
  /** How long one call may take; {@link CALL_WITHIN_MS} outside tests. */
  readonly callWithinMs?: number;
}

/** A parent waits in front of the screen for the longest of these, and for two at most. */
export const CALL_WITHIN_MS = 10_000;
const REPEAT_AFTER_MS = 250;

export interface ProviderRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** It changes nothing, or carries an id by which the provider carries it out once. */
  readonly isRepeatable: boolean;
}

export interface ProviderAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Null where there was none, or none that is JSON. */
  readonly body: unknown;
}

type Unknown = Extract<ProviderFailure, { kind: 'unknown' }>;

export async function callProvider(
  request: ProviderRequest,
  ports: ProviderPorts,
): Promise<ProviderAnswer | Unknown> {
  const first = await callOnce(request, ports);
  if (first.kind === 'answer' || !request.isRepeatable || first.because === 'busy') return first;
  await ports.wait(REPEAT_AFTER_MS);
  const second = await callOnce(request, ports);
  // The first may have been carried out, and the refusal be about its repeat.
  const isRefused = second.kind === 'answer' && second.status >= 400;
  return isRefused && request.method !== 'GET' ? first : second;
}

/** The answer's body in the vendor's shape, or what became of the call instead. */
export function understood<Shape>(
  answer: ProviderAnswer,
  shape: ZodType<Shape>,
): { readonly kind: 'understood'; readonly body: Shape } | ProviderFailure {
  if (answer.status >= 400) return refusal(answer);
  const parsed = shape.safeParse(answer.body);
  if (answer.status >= 300 || !parsed.success) return unknown('not_understood');
  return { kind: 'understood', body: parsed.data };
}

export function unknown(because: UnknownCause): Unknown {
  return { kind: 'unknown', because };
}

export function refusal({ status, body }: ProviderAnswer): ProviderFailure {
  return { kind: 'refused', status, because: words(body) };
}

async function callOnce(
  { method, address, headers, body }: ProviderRequest,
  { fetch, callWithinMs = CALL_WITHIN_MS }: ProviderPorts,
): Promise<ProviderAnswer | Unknown> {
  try {
    const response = await fetch(address, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(callWithinMs),
    });
    const text = await response.text();
    // 423 and 429 refuse for the moment only: the vendors ask for patience, not for another id.
    if (response.status === 429 || response.status === 423) return unknown('busy');
    if (response.status >= 500) return unknown('server_error');
    return { kind: 'answer', status: response.status, body: json(text) };
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    return unknown(name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'unreachable');
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** For the log and for finance; a parent never reads it. Each vendor has its own error shape. */
function words(body: unknown): string {
  const text = body === null ? 'no words' : JSON.stringify(body);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
