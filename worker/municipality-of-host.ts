// Which municipality a host serves, before any login or pairing has said so.
import type { Context } from 'hono';
import type { Municipality } from '../durable-objects/municipality/municipality.ts';
import type { EdgeEnvironment } from './environment.ts';

export function municipalityOfHost(
  context: Context<EdgeEnvironment>,
): DurableObjectStub<Municipality> | null {
  const byHost = JSON.parse(context.env.MUNICIPALITIES) as Record<string, string>;
  const { hostname } = new URL(context.req.url);
  const municipalityId = byHost[hostname] ?? byHost['*'];
  return municipalityId === undefined ? null : context.env.MUNICIPALITY.getByName(municipalityId);
}
