// What nobody decided: an object out of reach is not a refusal, and our own bug tells nothing of itself.
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { EdgeEnvironment } from './environment.ts';
import { onError } from './problem-response.ts';
import { problemCode } from './testing/test-till.ts';

async function answerTo(failure: object): Promise<Response> {
  const app = new Hono<EdgeEnvironment>();
  app.onError(onError);
  app.get('/', () => {
    throw Object.assign(new Error('SELECT seal_key FROM account'), failure);
  });
  return app.request('/');
}

describe('a failure', () => {
  it.each([{ retryable: true }, { overloaded: true }])(
    'of an object that is out of reach (%j) says to try again, and when',
    async (failure) => {
      const response = await answerTo(failure);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await problemCode(response)).toBe('try_again');
    },
  );

  it('of our own is a 500 that says nothing of its cause', async () => {
    const response = await answerTo({});
    const text = await response.clone().text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('seal_key');
    expect(await problemCode(response)).toBe('internal_error');
  });
});
