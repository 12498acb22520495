// Web Push on this device: what the browser and the server can do, and turning it on and off. The browser
// keeps which subscription is whose, so that the next parent at the same device does not get another's news.
import { Me, PushKey, PushSubscriptionRequest } from '../../../contracts/me.ts';
import { type Answer, call } from '../api.ts';

/** `turned_away`: on here, but the server has given this browser up, since its push service took no more. */
export type PushState =
  | 'on'
  | 'off'
  | 'turned_away'
  | 'denied'
  | 'unsupported'
  | 'not_set_up'
  | 'unknown';

const WORKER = '/push-worker.js';
const KEPT_AS = 'klubkort-push';

interface Kept {
  readonly subscriptionId: string;
  readonly guardianId: string;
}

export async function pushState({
  guardianId,
  pushSubscriptionIds,
}: Pick<Me, 'guardianId' | 'pushSubscriptionIds'>): Promise<PushState> {
  const key = await serverKey();
  if (key.kind !== 'ok') return 'unknown';
  if (key.value.publicKey === null) return 'not_set_up';
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const subscription = await presentSubscription();
  const known = kept();
  if (!subscription || known?.guardianId !== guardianId) return 'off';
  const isKnown = pushSubscriptionIds.some((id) => id === known.subscriptionId);
  return isKnown ? 'on' : 'turned_away';
}

/** Null: the browser or its push service did not do it. Asks the reader for leave, so only at a press. */
export async function turnPushOn(guardianId: string): Promise<Answer<Me> | null> {
  const key = await serverKey();
  if (key.kind !== 'ok') return key;
  if (key.value.publicKey === null) return null;
  const subscription = await subscribed(key.value.publicKey);
  if (!subscription) return null;
  const { endpoint, keys } = subscription.toJSON();
  const body = PushSubscriptionRequest.safeParse({ endpoint, keys });
  if (!body.success) {
    console.error('unreadable push subscription', body.error.issues);
    return null;
  }
  const subscriptionId = crypto.randomUUID();
  const target = `/api/me/push-subscriptions/${subscriptionId}`;
  const answer = await call({ method: 'PUT', target, body: body.data, answer: Me });
  if (answer.kind === 'ok') keep({ subscriptionId, guardianId });
  else await subscription.unsubscribe();
  return answer;
}

/** The browser forgets first: from then on nothing is shown, whatever the server still sends. */
export async function turnPushOff(): Promise<Answer<Me> | null> {
  const subscription = await presentSubscription();
  await subscription?.unsubscribe();
  const known = kept();
  if (!known) return null;
  const target = `/api/me/push-subscriptions/${known.subscriptionId}`;
  const answer = await call({ method: 'DELETE', target, answer: Me });
  if (answer.kind === 'ok') keep(null);
  return answer;
}

function isSupported(): boolean {
  return (
    'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
  );
}

function serverKey() {
  return call({ method: 'GET', target: '/api/push-key', answer: PushKey, asGuardian: false });
}

async function presentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribed(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  try {
    await navigator.serviceWorker.register(WORKER);
    const registration = await navigator.serviceWorker.ready;
    // One of another parent, or made for another key, ends here: its address is void from now on.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    });
  } catch (error) {
    // A browser without a push service, or one that is cut off from it.
    console.warn('no push subscription', error);
    return null;
  }
}

function kept(): Kept | null {
  const text = localStorage.getItem(KEPT_AS);
  return text === null ? null : (JSON.parse(text) as Kept);
}

function keep(value: Kept | null): void {
  if (value === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, JSON.stringify(value));
}
