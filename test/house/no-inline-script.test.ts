// The policy of our pages forbids everything inline; a page that needed it would be broken in every browser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEMO_CITIZENS } from '../../local/demo-personas.ts';
import { chooserPage, logoutPage } from '../../local/identity-pages.ts';

const PORTAL = new URL('../../portal/', import.meta.url).pathname;

const pages: readonly (readonly [string, string])[] = readdirSync(PORTAL)
  .filter((name) => name.endsWith('.html'))
  .map((name) => [name, readFileSync(join(PORTAL, name), 'utf8')] as const);

test('there are pages to look at', () => {
  expect(pages.map(([name]) => name)).toContain('index.html');
});

test.each<readonly [string, string]>([
  ...pages,
  ['the chooser of the demo', chooserPage(DEMO_CITIZENS, '/interaction/x', 'da')],
  ['the logout of the demo', logoutPage('<form id="op.logoutForm"></form>', 'en')],
])('%s has no script, style or handler of its own', (_, page) => {
  const scripts = page.match(/<script\b[^>]*>[^<]*/g) ?? [];
  for (const script of scripts) expect(script).toMatch(/^<script\b[^>]*\bsrc="[^"]+"[^>]*>\s*$/);
  expect(page).not.toMatch(/<style\b|\sstyle=|\son\w+=|javascript:/i);
});
