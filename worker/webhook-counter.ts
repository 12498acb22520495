// Counts webhooks that were not believed, in the municipality: gathered for a moment in memory, so that a flood of
// them is one call a second and no more. A crash loses that moment's count, and nothing else.
import type { Context } from 'hono';
import type { ProviderName } from '../contracts/top-ups.ts';
import type {
  WebhookCause,
  WebhookCount,
} from '../durable-objects/municipality/webhook-counts-store.ts';
import type { EdgeEnvironment } from './environment.ts';
import { municipalityOfHost } from './municipality-of-host.ts';

const GATHER_MS = 1_000;

/** Host name → what was counted there since the last call. */
const gathered = new Map<string, Map<string, WebhookCount>>();

export function countWebhook(
  context: Context<EdgeEnvironment>,
  provider: ProviderName,
  cause: WebhookCause,
): void {
  const { hostname } = new URL(context.req.url);
  const isFirst = !gathered.has(hostname);
  const counts = gathered.get(hostname) ?? new Map<string, WebhookCount>();
  gathered.set(hostname, counts);
  const key = `${provider} ${cause}`;
  counts.set(key, { provider, cause, count: (counts.get(key)?.count ?? 0) + 1 });
  if (isFirst) context.executionCtx.waitUntil(tellLater(context, hostname));
}

async function tellLater(context: Context<EdgeEnvironment>, hostname: string): Promise<void> {
  await scheduler.wait(GATHER_MS);
  const counts = [...(gathered.get(hostname)?.values() ?? [])];
  gathered.delete(hostname);
  try {
    await municipalityOfHost(context)?.countWebhooks(counts);
  } catch (error) {
    console.error(`webhooks were not counted: ${JSON.stringify(counts)}: ${error}`);
  }
}
