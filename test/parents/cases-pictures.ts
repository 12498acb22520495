// The pictures of the parents' portal that the README shows, taken from the demo as it stands.
import { fileURLToPath } from 'node:url';
import type { ParentCase } from './parent-case.ts';

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

export const pictureCases: readonly ParentCase[] = [
  {
    name: "the README's pictures of the parents' portal",
    async run({ loggedIn, till, demo, look }) {
      const counter = await till();
      await demo.tap('Alma Testesen');
      await counter.sell('Alma Testesen', 'Toast med skinke og ost', 'Kakaomælk');
      const screen = await loggedIn('mette');
      const size = look.language === 'da' ? 'phone' : 'desktop';
      const account = `/boern/${demo.accountId('Alma Testesen')}`;
      for (const [name, path] of [
        ['overview', '/'],
        ['statement', `${account}/kontoudtog`],
        ['limits', `${account}/begraensninger`],
        ['card', `${account}/stamdata`],
      ] as const) {
        await screen.at(path);
        await screen.page.waitForLoadState('networkidle');
        await screen.page.screenshot({ path: `${PICTURES}parents-${name}-${size}.png` });
      }
    },
  },
];
