// Draws a text for reading: a guide or a legal page. Headings are of the second level, under the page's own.
import { articleBlocks, type Block, type Span } from './article-text.ts';

export function Article({ text }: { readonly text: string }) {
  return (
    <div class="reading">
      {articleBlocks(text).map((block, index) => (
        <ArticleBlock key={index} block={block} />
      ))}
    </div>
  );
}

function ArticleBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'points':
    case 'steps': {
      const List = block.kind === 'points' ? 'ul' : 'ol';
      return (
        <List>
          {block.items.map((spans, index) => (
            <li key={index}>
              <Spans spans={spans} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <>
      {spans.map((span, index) => {
        if (span.kind === 'link') {
          return (
            <a key={index} href={span.to}>
              {span.text}
            </a>
          );
        }
        return span.kind === 'strong' ? <strong key={index}>{span.text}</strong> : span.text;
      })}
    </>
  );
}
