// "Privatlivspolitik".
import type { PageProperties } from '../pages.ts';
import { LegalPage } from './legal-page.tsx';
import { privacy } from './words-of-privacy.ts';

export default function PrivacyPage(_: PageProperties) {
  return <LegalPage legal={privacy} />;
}
