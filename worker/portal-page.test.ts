import { describe, expect, it } from 'vitest';
import { portalPage } from './portal-page.ts';

/** Files as an asset server has them: by address, without ".html". */
const FILES: Record<string, string> = { '/': 'the portal', '/kasse': 'the till' };
const assets = {
  async fetch(request: Request) {
    const text = FILES[new URL(request.url).pathname];
    return new Response(text ?? 'nothing', { status: text === undefined ? 404 : 200 });
  },
};
const answerAt = async (path: string) => {
  const answer = await portalPage(new Request(`https://club.example${path}`), assets);
  return `${answer.status} ${await answer.text()}`;
};

describe('a page of the portal', () => {
  it.each(['/', '/tilknyt', '/boern/a01650000/stamdata', '/log-paa?returnTo=%2F'])(
    'is the same file at %s, which reads the address itself',
    async (path) => {
      expect(await answerAt(path)).toBe('200 the portal');
    },
  );

  it('is the till at /kasse', async () => {
    expect(await answerAt('/kasse')).toBe('200 the till');
  });

  it.each(['/kasse/nothing', '/klub', '/assets/index-00000000.js', '/favicon.ico'])(
    'is missing at %s, where no page of the parents can be',
    async (path) => {
      expect(await answerAt(path)).toBe('404 nothing');
    },
  );
});
