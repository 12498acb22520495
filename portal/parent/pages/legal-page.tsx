// A legal page: its name, its text with the municipality's own name in it, and since when it stands so.
import { useEffect } from 'preact/hooks';
import { formatDate } from '../../ui/formats.ts';
import { language, wordsIn } from '../../ui/language.ts';
import { Article } from '../article.tsx';
import { clubs, loadClubs } from '../clubs-store.ts';
import { PageHeading } from '../page-heading.tsx';
import type { LegalText } from './legal-text.ts';
import { middayOf } from './statement-period.ts';

const words = wordsIn({
  da: { since: (day: string) => `Senest ændret ${day}.`, municipality: 'kommunen' },
  en: { since: (day: string) => `Last changed ${day}.`, municipality: 'the municipality' },
});

export function LegalPage({ legal }: { readonly legal: LegalText }) {
  const text = words.value;
  useEffect(() => void loadClubs(), []);
  const { value: known } = clubs;
  const municipality = known.kind === 'ok' ? known.value.municipalityName : text.municipality;
  const { title, text: article } = legal[language.value];
  return (
    <>
      <PageHeading title={title} />
      <Article text={article(municipality)} />
      <p class="page-lead">{text.since(formatDate(middayOf(legal.since), language.value))}</p>
    </>
  );
}
