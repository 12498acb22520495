// How a page of ours is reached from outside, for whoever leads a guardian back to it. A proxy in front may end
// TLS: then the deployment says the origin (IDENTITY_PROVIDERS).
import type { Context } from 'hono';
import type { EdgeEnvironment } from './environment.ts';
import { providersOfHost } from './login/identity-providers.ts';

export function publicAddress(context: Context<EdgeEnvironment>, path: string): string {
  const { url } = context.req;
  const providers = providersOfHost(context.env.IDENTITY_PROVIDERS, new URL(url).hostname);
  return new URL(path, providers?.origin ?? url).href;
}
