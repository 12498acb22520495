// What a browser may do on our pages. A page that could run what somebody typed would read a parent's session's
// answers; so nothing inline, nothing of another origin, and in no other site's frame.
import { describe, expect, it } from 'vitest';
import { edge } from '../testing/edge.ts';
import { ORIGIN } from '../testing/test-device.ts';

const PAGES = [
  '/',
  '/tilknyt',
  '/kontoudtog?uge=47',
  '/kasse',
  '/was',
  '/nowhere.html',
  '/api/docs',
];

async function policyOf(path: string): Promise<Map<string, readonly string[]>> {
  const { headers } = await edge.fetch(ORIGIN + path);
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return new Map(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
}

describe.each(PAGES)('the policy of %s', (path) => {
  it('runs our own files only, and nothing inline', async () => {
    const policy = await policyOf(path);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    const sources = [...policy.values()].flat();
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'blob:']));
    expect(policy.get('img-src')).toContain('blob:');
    for (const name of ['object-src', 'frame-src', 'script-src-elem', 'script-src-attr']) {
      expect(policy.has(name)).toBe(false);
    }
  });

  it('lets no other site frame it or send its forms elsewhere', async () => {
    const policy = await policyOf(path);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
  });
});

it('a page tells nobody where it was, and its files are what they say they are', async () => {
  const { headers } = await edge.fetch(`${ORIGIN}/`);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
});
