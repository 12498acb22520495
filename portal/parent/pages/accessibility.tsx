// "Tilgængelighedserklæring", at /was, where Danes look for it.
import type { PageProperties } from '../pages.ts';
import { LegalPage } from './legal-page.tsx';
import { accessibility } from './words-of-accessibility.ts';

export default function AccessibilityPage(_: PageProperties) {
  return <LegalPage legal={accessibility} />;
}
