import { expect, test } from 'vitest';
import { articleBlocks, articleLinks } from './article-text.ts';

const TEXT = `
# Before you begin
You need two things.

- a code
  of the letter
- MitID

1. Log on.
2. Open [My children](/) and **wait**.

The end.
`;

test('reads headings, paragraphs, points and steps in their order', () => {
  expect(articleBlocks(TEXT).map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'points',
    'steps',
    'paragraph',
  ]);
});

test('an item may go over several lines', () => {
  expect(articleBlocks(TEXT)[2]).toEqual({
    kind: 'points',
    items: [[{ kind: 'plain', text: 'a code of the letter' }], [{ kind: 'plain', text: 'MitID' }]],
  });
});

test('links and weight stand within the words around them', () => {
  const steps = articleBlocks(TEXT)[3];
  expect(steps?.kind === 'steps' && steps.items[1]).toEqual([
    { kind: 'plain', text: 'Open ' },
    { kind: 'link', text: 'My children', to: '/' },
    { kind: 'plain', text: ' and ' },
    { kind: 'strong', text: 'wait' },
    { kind: 'plain', text: '.' },
  ]);
});

test('finds the addresses of all links', () => {
  expect(articleLinks(`${TEXT} [x](/kontakt)`)).toEqual(['/', '/kontakt']);
});
