// Which card a typed name means. Pure; every way not to find one has a sentence of its own.
import type { DemoCard, DemoFile } from './demo-file.ts';

const MOST_NAMED = 12;

/** @throws Error in words, if the name fits no child, several, or one without a card. */
export function findCard(
  demo: Pick<DemoFile, 'cards' | 'childrenWithoutCard'>,
  typed: string,
): DemoCard {
  const wanted = plain(typed);
  const names = [...new Set([...demo.cards.map((card) => card.name), ...demo.childrenWithoutCard])];
  const exact = names.filter((name) => plain(name) === wanted);
  const found = exact.length > 0 ? exact : names.filter((name) => plain(name).startsWith(wanted));
  const [name] = found;
  if (wanted === '' || name === undefined) {
    const known = names.length > 0 ? ` There are: ${listed(names)}.` : '';
    throw new Error(`No child in the demo is called "${typed.trim()}".${known}`);
  }
  if (found.length > 1) throw new Error(`"${typed.trim()}" fits several: ${listed(found)}.`);
  const card = demo.cards.find((candidate) => candidate.name === name);
  if (!card) throw new Error(`${name} has no card; at the till the child is found by name.`);
  return card;
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('da');
}

function listed(names: readonly string[]): string {
  const sorted = names.toSorted((a, b) => a.localeCompare(b, 'da'));
  const rest = sorted.length - MOST_NAMED;
  return sorted.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
