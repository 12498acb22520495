// What the cashier finds and hears at the counter: the order of the tiles, and a sound for each outcome by
// the browser's own audio.
import assert from 'node:assert/strict';
import { expect, type Page } from '@playwright/test';
import type { BrowserCase } from './browser-case.ts';
import type { TillScreen } from './till-screen.ts';

interface HeardNote {
  readonly hertz: number;
  readonly wave: string;
  readonly context: string;
}

export const counterCases: BrowserCase[] = [
  {
    name: 'favourites have the first tab, and stand first in their category too',
    run: async ({ screenAtWork }) => {
      const screen = await screenAtWork();
      const tabs = screen.page.getByRole('tab');
      await expect(tabs.first()).toHaveText('Favoritter');
      await expect(tabs.first()).toHaveAttribute('aria-selected', 'true');
      assert.deepEqual(await tileNames(screen), [
        ...['Pizzasnegl', 'Toast med skinke og ost', 'Bolle med smør', 'Æble'],
        ...['Kakaomælk', 'Popcorn', 'Biografaften i klubben', 'Svømmehal med bus'],
      ]);
      await screen.category('Drikkevarer');
      // A list sorted by name alone would begin with Danskvand.
      assert.deepEqual(await tileNames(screen), ['Kakaomælk', 'Danskvand', 'Saft']);
      await screen.category('Brød og frugt');
      assert.deepEqual(await tileNames(screen), [
        ...['Bolle med smør', 'Æble'],
        ...['Gulerodsstave', 'Rugbrødsmad'],
      ]);
    },
  },
  {
    name: 'each outcome has its sound: up when done, the same twice for a look, down when not possible',
    run: async ({ screenAtWork, hand }) => {
      const screen = await screenAtWork();
      await hearNotes(screen.page);
      await hand.hold('Sofia Sandkassen');
      await screen.shows('Sofia Sandkassen');
      assert.equal((await heardSince(screen.page)).length, 1, 'a tick for a child that is shown');
      await screen.add('Bolle med smør');
      await screen.confirmFor('Sofia Sandkassen');
      const done = await twoNotes(screen.page);
      await hand.holdCard({ kind: 'mifare-classic', uid: '08a1b2c3' });
      await expect(screen.outcome('Se efter')).toBeVisible();
      const look = await twoNotes(screen.page);
      await hand.hold('Fatima Testesen');
      await expect(screen.outcome('Ikke muligt')).toBeVisible();
      const notPossible = await twoNotes(screen.page);

      const contours = [done, look, notPossible].map(([first, second]) =>
        Math.sign(second.hertz - first.hertz),
      );
      assert.deepEqual(contours, [1, 0, -1]);
      assert.equal(new Set([done, look, notPossible].map(([{ wave }]) => wave)).size, 3);

      await screen.button('Lyd').click();
      await hand.hold('Fatima Testesen');
      await hand.holdCard({ kind: 'mifare-classic', uid: '08a1b2c3' });
      await expect(screen.outcome('Se efter')).toBeVisible();
      assert.deepEqual(await heardSince(screen.page), []);
    },
  },
];

async function tileNames(screen: TillScreen): Promise<string[]> {
  const tiles = screen.page.getByRole('tabpanel').getByRole('button');
  const names = await tiles.locator('[lang=da]').allTextContents();
  return names.map((name) => name.trim());
}

/** Notes what the page asks of the browser's audio, which goes on to play it. */
async function hearNotes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: HeardNote[] = [];
    Object.assign(globalThis, { heardNotes: heard });
    const { start } = AudioScheduledSourceNode.prototype;
    AudioScheduledSourceNode.prototype.start = function (this: OscillatorNode, when?: number) {
      const { context, frequency, type } = this;
      heard.push({ hertz: frequency.value, wave: type, context: context.state });
      start.call(this, when);
    };
  });
}

async function heardSince(page: Page): Promise<HeardNote[]> {
  return page.evaluate(() => {
    const { heardNotes } = globalThis as unknown as { heardNotes: HeardNote[] };
    return heardNotes.splice(0);
  });
}

async function twoNotes(page: Page): Promise<readonly [HeardNote, HeardNote]> {
  const [first, second, ...more] = await heardSince(page);
  assert.ok(first && second && more.length === 0, 'two notes are heard');
  assert.deepEqual([first.context, second.context], ['running', 'running']);
  return [first, second];
}
