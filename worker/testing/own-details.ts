// A guardian's own details in tests of routes: read, and changed part by part, as "Mine oplysninger" does.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { Me } from '../../contracts/me.ts';
import type { TestGuardian } from './test-guardian.ts';

export function guardianObject({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

export async function meOf(guardian: TestGuardian): Promise<Me> {
  return Me.parse(await (await guardian.request('/api/me')).json());
}

export function putMine(guardian: TestGuardian, path: string, body: unknown, headers = {}) {
  return guardian.request(`/api/me/${path}`, { method: 'PUT', body, headers });
}

export async function mustPutMine(
  guardian: TestGuardian,
  path: string,
  body: unknown,
): Promise<Me> {
  const response = await putMine(guardian, path, body);
  expect(response.status).toBe(200);
  return Me.parse(await response.json());
}
