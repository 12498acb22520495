// "Vilkår for kortet".
import type { PageProperties } from '../pages.ts';
import { LegalPage } from './legal-page.tsx';
import { terms } from './words-of-terms.ts';

export default function TermsPage(_: PageProperties) {
  return <LegalPage legal={terms} />;
}
