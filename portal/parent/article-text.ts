// Reads the plain text of guides and legal pages: "# " begins a heading, "- " a point, "1. " a step, an empty
// line ends a paragraph, [words](/address) is a link and **words** weigh more. Pure; nothing else is known.

export type Span =
  | { readonly kind: 'plain' | 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'points' | 'steps'; readonly items: readonly (readonly Span[])[] };

export function articleBlocks(text: string): Block[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap(blocksOfPart);
}

/** The addresses of all links of a text. */
export function articleLinks(text: string): string[] {
  return Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, to = '']) => to);
}

function blocksOfPart(part: string): Block[] {
  const lines = part.split('\n').map((line) => line.trim());
  const [first = ''] = lines;
  if (first.startsWith('# ')) {
    const rest = lines.slice(1).join('\n');
    const heading: Block = { kind: 'heading', text: first.slice(2) };
    return rest === '' ? [heading] : [heading, ...blocksOfPart(rest)];
  }
  for (const [kind, mark] of [
    ['points', /^- /],
    ['steps', /^\d+\. /],
  ] as const) {
    if (mark.test(first)) return [{ kind, items: itemsOf(lines, mark).map(spansOf) }];
  }
  return [{ kind: 'paragraph', spans: spansOf(lines.join(' ')) }];
}

/** A line without a mark goes on with the item before it. */
function itemsOf(lines: readonly string[], mark: RegExp): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else items.push(`${items.pop() ?? ''} ${line}`);
  }
  return items;
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const parts = text.split(/(\[[^\]]+\]\([^)]+\)|\*\*[^*]+\*\*)/);
  for (const part of parts) {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (link) spans.push({ kind: 'link', text: link[1] ?? '', to: link[2] ?? '' });
    else if (part.startsWith('**')) spans.push({ kind: 'strong', text: part.slice(2, -2) });
    else if (part !== '') spans.push({ kind: 'plain', text: part });
  }
  return spans;
}
