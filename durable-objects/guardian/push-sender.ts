// One Web Push to one browser: encrypted for it alone (RFC 8291), signed by the deployment's key (RFC 8292).
// The address comes from outside, so it is asked whether it may be called at all. Absent: whom, and when.
import { buildPushPayload } from '@block65/webcrypto-web-push';
import { z } from 'zod';
import type { PushText } from '../../contracts/inbox.ts';
import type { PushSubscriptionRequest } from '../../contracts/me.ts';
import type { Env } from '../env.ts';

/** `PUSH_KEYS`: both halves of the key as browsers write them, and whom a push service may turn to. */
const PushKeys = z.strictObject({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
  subject: z.string().regex(/^(?:mailto:|https:)/),
});
export type PushKeys = z.infer<typeof PushKeys>;

/**
 * `gone`: the browser has ended it. `barred`: its service will take nothing of ours for it, such as after a change
 * of our key. `later`: try again, not before. `refused`: this one will never pass.
 */
export type PushAnswer =
  | { readonly kind: 'taken' | 'gone' | 'barred' | 'refused' }
  | { readonly kind: 'later'; readonly retryAfterMs: number | null };

const TIME_TO_LIVE_SECONDS = 86_400;
const ANSWERS_WITHIN_MS = 10_000;
const LONGEST_RETRY_AFTER_SECONDS = 86_400;

const parsed = new Map<string, PushKeys>();

/** @returns null when push is not set up. @throws Error when it is set up wrongly. */
export function pushKeysOf({ PUSH_KEYS: text }: Pick<Env, 'PUSH_KEYS'>): PushKeys | null {
  if (!text) return null;
  const known = parsed.get(text) ?? PushKeys.parse(JSON.parse(text));
  parsed.set(text, known);
  return known;
}

/**
 * Whether a push may be sent there: HTTPS on its own port, to a host with a name of the open net. A demo or a
 * test that sets `PUSH_HOSTS` to `loopback` may also use this machine.
 */
export function mayPushTo(
  endpoint: string,
  { PUSH_HOSTS: hosts }: Pick<Env, 'PUSH_HOSTS'>,
): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (hosts === 'loopback' && hostname === '127.0.0.1') return true;
  const isPublicName =
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]$/.test(hostname) &&
    !/(?:^|\.)(?:localhost|local|internal|lan|home|arpa|onion)$/.test(hostname);
  return protocol === 'https:' && port === '' && isPublicName;
}

/** Whether anything can be encrypted for this browser. */
export async function isUsableSubscription({
  keys,
}: Pick<PushSubscriptionRequest, 'keys'>): Promise<boolean> {
  try {
    const point = Buffer.from(keys.p256dh, 'base64url');
    await crypto.subtle.importKey('raw', point, { name: 'ECDH', namedCurve: 'P-256' }, false, []);
    return Buffer.from(keys.auth, 'base64url').length === 16;
  } catch {
    // Not a point of the curve.
    return false;
  }
}

export async function sendPush(
  subscription: PushSubscriptionRequest,
  text: PushText,
  keys: PushKeys,
): Promise<PushAnswer> {
  try {
    const request = await buildPushPayload(
      { data: { ...text }, options: { ttl: TIME_TO_LIVE_SECONDS, urgency: 'normal' } },
      // Signed as HTTPS in any case: only this machine's own endpoint is ever called without.
      {
        endpoint: subscription.endpoint.replace(/^http:/, 'https:'),
        expirationTime: null,
        keys: subscription.keys,
      },
      keys,
    );
    const answer = await fetch(subscription.endpoint, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    await answer.body?.cancel();
    return answerOf(answer.status, answer.headers.get('retry-after'));
  } catch (error) {
    console.error(`a push could not be sent: ${error}`);
    return { kind: 'later', retryAfterMs: null };
  }
}

export function answerOf(status: number, retryAfter: string | null): PushAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status === 400 || status === 401 || status === 403) return { kind: 'barred' };
  if (status === 408 || status === 413 || status === 429 || status >= 500) {
    const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
    return {
      kind: 'later',
      retryAfterMs:
        seconds === null ? null : Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) * 1_000,
    };
  }
  return { kind: 'refused' };
}
