import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { municipality } from '../durable-objects/testing/seeded-club.ts';
import { query } from '../durable-objects/testing/stored-rows.ts';
import worker from './index.ts';
import { edge } from './testing/edge.ts';
import { TestClub } from './testing/test-club.ts';
import { ORIGIN } from './testing/test-device.ts';
import { problemCode } from './testing/test-till.ts';

describe('the edge', () => {
  it('audits every opened account when the nightly cron fires', async () => {
    const club = await TestClub.open();
    const child = await club.registerChild(1_00);
    const before = Date.now();
    await worker.scheduled(createScheduledController(), env);
    const [row] = (await municipality().auditAll()).filter(
      ({ accountId }) => accountId === child.accountId,
    );
    expect(row?.answer).toBe('agrees');
    expect(row?.auditedAt).toBeGreaterThanOrEqual(before);
  });

  it('begins the walk of automatic top-ups each hour by the other cron', async () => {
    const before = Date.now();
    await worker.scheduled(createScheduledController({ cron: '47 * * * *' }), env);
    const [round] = await query(municipality(), 'SELECT began_at FROM top_up_round');
    expect(Number(round?.began_at)).toBeGreaterThanOrEqual(before);
  });

  it('says that it is well', async () => {
    expect(await (await edge.fetch(`${ORIGIN}/api/health`)).json()).toEqual({ status: 'ok' });
  });

  it.each(['/api', '/api/', '/api/accounts', '/api/health/x'])(
    'answers %s with a problem, for nothing is there',
    async (path) => {
      expect(await problemCode(await edge.fetch(ORIGIN + path))).toBe('not_found');
    },
  );
});
