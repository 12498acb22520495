// What guides and legal pages promise their readers: the same in both languages, links that lead somewhere.
import { describe, expect, test } from 'vitest';
import { articleBlocks, articleLinks } from '../article-text.ts';
import { PAGES } from '../pages.ts';
import { matchPath } from '../router.ts';
import { GUIDE_NAMES, guideNamed } from './guide-names.ts';
import { accessibility } from './words-of-accessibility.ts';
import { cookies } from './words-of-cookies.ts';
import { GUIDES } from './words-of-guides.ts';
import { privacy } from './words-of-privacy.ts';
import { terms } from './words-of-terms.ts';

const LEGAL = Object.entries({ accessibility, cookies, privacy, terms });
const MUNICIPALITY = 'Prøveby Kommune';

const TEXTS: [name: string, da: string, en: string][] = [
  ...GUIDE_NAMES.map((name): [string, string, string] => [
    name,
    GUIDES.da[name].text,
    GUIDES.en[name].text,
  ]),
  ...LEGAL.map(([name, legal]): [string, string, string] => [
    name,
    legal.da.text(MUNICIPALITY),
    legal.en.text(MUNICIPALITY),
  ]),
];

/** Which parts there are, and of how many items. */
function shapeOf(text: string): string[] {
  return articleBlocks(text).map((block) =>
    'items' in block ? `${block.kind} ${block.items.length}` : block.kind,
  );
}

describe.each(TEXTS)('%s', (_, da, en) => {
  test('says the same in both languages, part by part', () => {
    expect(shapeOf(en)).toEqual(shapeOf(da));
    expect(articleLinks(en)).toEqual(articleLinks(da));
    expect(en).not.toBe(da);
  });

  test('leads only to pages that there are, and to authorities by their own address', () => {
    for (const to of articleLinks(da)) {
      if (/^https:\/\/(?:digst|datatilsynet)\.dk$/.test(to)) continue;
      const path = to.split('#')[0] ?? '';
      const page = PAGES.find(({ path: pattern }) => matchPath(pattern, path));
      expect(page?.path, to).toBeDefined();
      const guide = /^\/vejledninger\/(.+)$/.exec(path)?.[1];
      if (guide !== undefined) expect(guideNamed(guide), to).toBe(guide);
    }
  });

  test('never asks with "venligst", and speaks to "du"', () => {
    expect(da).not.toMatch(/venligst|\bDe\b har|\bDeres\b/);
  });
});

test('each task of the municipality has its guide', () => {
  const wanted = ['tilknytning', 'foer-kortet-kommer', 'indbetaling', 'automatisk-optankning'];
  wanted.push('oversigt-over-forbrug', 'begraensninger', 'spaer-kort', 'bestil-nyt-kort');
  wanted.push('friplads', 'udbetaling', 'flere-foraeldre', 'kom-godt-i-gang', 'ikke-til-ture');
  expect(wanted.filter((name) => guideNamed(name) === null)).toEqual([]);
  expect(GUIDES.da['ikke-til-ture'].text).toContain('200 kr.');
  expect(GUIDES.da['bestil-nyt-kort'].text).toContain('25 kr.');
});

test('an address that is no guide is none', () => {
  expect(guideNamed('toString')).toBeNull();
});

test('legal pages name the municipality that answers for them', () => {
  for (const legal of [terms, privacy, accessibility]) {
    expect(legal.da.text(MUNICIPALITY)).toContain(MUNICIPALITY);
    expect(legal.en.text(MUNICIPALITY)).toContain(MUNICIPALITY);
  }
});
