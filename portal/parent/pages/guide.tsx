// One guide, and the others of its group to read next.
import { Article } from '../article.tsx';
import { NotFoundPage } from '../not-found-page.tsx';
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { GUIDE_GROUPS, type GuideName, guideNamed } from './guide-names.ts';
import './guides.css';
import { guides, words } from './words-of-guides.ts';

export default function GuidePage({ parameters }: PageProperties) {
  const name = guideNamed(parameters.guide ?? '');
  if (!name) return <NotFoundPage />;
  const guide = guides.value[name];
  return (
    <div class="guides">
      <p class="guides-back">
        <a href="/vejledninger">{words.value.all}</a>
      </p>
      <PageHeading title={guide.title}>{guide.lead}</PageHeading>
      <Article text={guide.text} />
      <nav class="guides-next" aria-labelledby="guides-next">
        <h2 id="guides-next">{words.value.next}</h2>
        <ul>
          {othersOf(name).map((other) => (
            <li key={other}>
              <a href={`/vejledninger/${other}`}>{guides.value[other].title}</a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

function othersOf(name: GuideName): GuideName[] {
  const groups: readonly (readonly GuideName[])[] = Object.values(GUIDE_GROUPS);
  const group = groups.find((names) => names.includes(name)) ?? [];
  return group.filter((other) => other !== name);
}
