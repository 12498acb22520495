// "Cookies": there is no banner, since only what is necessary is kept.
import type { PageProperties } from '../pages.ts';
import { LegalPage } from './legal-page.tsx';
import { cookies } from './words-of-cookies.ts';

export default function CookiesPage(_: PageProperties) {
  return <LegalPage legal={cookies} />;
}
