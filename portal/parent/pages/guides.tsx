// "Vejledninger": all guides by what they are about. Anyone may read them.
import { PageHeading } from '../page-heading.tsx';
import type { PageProperties } from '../pages.ts';
import { GUIDE_GROUPS, type GuideGroup } from './guide-names.ts';
import './guides.css';
import { guides, words } from './words-of-guides.ts';

export default function GuidesPage(_: PageProperties) {
  const text = words.value;
  return (
    <div class="guides">
      <PageHeading title={text.title}>{text.lead}</PageHeading>
      <div class="guides-groups">
        {(Object.keys(GUIDE_GROUPS) as GuideGroup[]).map((group) => (
          <section key={group} aria-labelledby={`guides-${group}`}>
            <h2 id={`guides-${group}`}>{text.groups[group]}</h2>
            <ul>
              {GUIDE_GROUPS[group].map((name) => (
                <li key={name}>
                  <a href={`/vejledninger/${name}`}>{guides.value[name].title}</a>
                  <p class="quiet">{guides.value[name].lead}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
