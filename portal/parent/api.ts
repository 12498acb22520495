// The one place where the portal asks the server anything. What an answer is stands in ../ui/answer.ts. An ended
// session also shows the login page, with what was typed kept.
import type { z } from 'zod';
import { READER_HEADER } from '../../contracts/me.ts';
import { type Answer, answered, readAnswer, type Send } from '../ui/answer.ts';
import { dropWhatOthersLeft } from './drafts.ts';
import { noteReader, reader } from './reader.ts';
import { sessionIsOpen, sessionIsOver } from './session.ts';

export type { Answer, Send } from '../ui/answer.ts';

export interface Call<Value> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Path and query, beginning with `/api/`. */
  readonly target: string;
  /** Sent as JSON; a write without one sends `{}`, since the edge takes no write that is not JSON. */
  readonly body?: unknown;
  /** The version that the reader saw, where several people edit. */
  readonly ifMatch?: number;
  /** What a success must look like; `null` when only the status counts. */
  readonly answer: z.ZodType<Value> | null;
  readonly timeoutMs?: number;
  /** False for what anyone may read: its success says nothing about the session. */
  readonly asGuardian?: boolean;
}

/** A parent on a train waits longer than a cashier; the same id goes along with each try. */
const TIMEOUT_MS = 15_000;
/** A file of five years is written while it is sent. */
const FILE_TIMEOUT_MS = 120_000;

let send: Send = (target, request) => fetch(target, request);

/** For tests, whose server stands in the same process. */
export function sendBy(other: Send): void {
  send = other;
}

export async function call<Value>(request: Call<Value>): Promise<Answer<Value>> {
  const signal = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  const answer = await sent(request, signal);
  const asGuardian = request.asGuardian ?? true;
  if (answer.kind === 'ok' && asGuardian) sessionIsOpen();
  if (answer.kind === 'problem' && answer.problem.code === 'session_missing') sessionIsOver();
  return answer;
}

/** A file instead of JSON, which the `Accept` header asks for and no plain link can. */
export async function callForFile(target: string, mediaType: string): Promise<Answer<Blob>> {
  const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
  return answered(signal, async () => {
    const response = await send(target, {
      method: 'GET',
      headers: { accept: mediaType },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
    if (response.ok) return { kind: 'ok', value: await response.blob() };
    const answer = await readAnswer<Blob>(response, null);
    if (answer.kind === 'problem' && answer.problem.code === 'session_missing') sessionIsOver();
    return answer;
  });
}

function sent<Value>(request: Call<Value>, signal: AbortSignal): Promise<Answer<Value>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const writes = request.method !== 'GET';
  if (writes) headers['content-type'] = 'application/json';
  if (request.ifMatch !== undefined) headers['if-match'] = `"${request.ifMatch}"`;
  return answered(signal, async () => {
    const response = await send(request.target, {
      method: request.method,
      headers,
      ...(writes ? { body: JSON.stringify(request.body ?? {}) } : {}),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
    hearReader(response);
    return readAnswer(response, request.answer);
  });
}

/** Every answer to somebody who is logged in says to whom. */
function hearReader(response: Response): void {
  const guardianId = response.headers.get(READER_HEADER);
  if (guardianId === null || guardianId === reader.peek()) return;
  noteReader(guardianId);
  dropWhatOthersLeft();
}
