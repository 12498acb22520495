// The table of the portal's pages: address, who may open it, where its code is. The first matching line
// counts. Conventions for a page's files stand below; nothing is drawn here.
import type { ComponentType } from 'preact';
import { LoginPage } from './pages/login.tsx';
import { OverviewPage } from './pages/overview.tsx';

/*
 * A page is `pages/<name>.tsx`, default-exporting a component of PageProperties, with its parts beside it as
 * `pages/<name>-<part>.tsx`, its looks in `pages/<name>.css` (imported by the page; classes begin with the
 * page's name) and its texts in `pages/words-of-<name>.ts` (`export const words = wordsIn({ da, en })`, from
 * ui/language.ts). What it decides without the DOM stands in a .ts file of its own with a test in Node.
 *
 * A page draws <PageHeading title=…> first (title, h1, focus and announcement at a change of page). A page
 * about one child draws <ChildFrame> (child-frame.tsx), which finds the child, heads the page and draws the
 * child's own navigation. Reading from the server: useLoaded + <Loaded>; writing: call() of api.ts, ids from
 * intents.ts, `problemWords` for refusals, announce() when something changed without a new page, and
 * useKeptForm (kept-form.ts) for whatever is typed: it survives a session that ends.
 *
 * Pages are loaded when they are opened (`load`), so that the first load stays small; only the two pages
 * that a parent meets first are in it.
 */
export interface PageProperties {
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Page {
  readonly path: string;
  /** `guardian`: the login page takes its place while nobody is logged in. */
  readonly access: 'anyone' | 'guardian';
  readonly load: () =>
    | ComponentType<PageProperties>
    | Promise<{ default: ComponentType<PageProperties> }>;
}

export const PAGES: readonly Page[] = [
  { path: '/', access: 'guardian', load: () => OverviewPage },
  { path: '/log-paa', access: 'anyone', load: () => LoginPage },
  { path: '/tilknyt', access: 'guardian', load: () => import('./pages/link-child.tsx') },
  {
    path: '/boern/:accountId/indbetaling',
    access: 'guardian',
    load: () => import('./pages/paying-in.tsx'),
  },
  {
    path: '/boern/:accountId/stamdata',
    access: 'guardian',
    load: () => import('./pages/card.tsx'),
  },
  {
    path: '/boern/:accountId/begraensninger',
    access: 'guardian',
    load: () => import('./pages/limits.tsx'),
  },
  {
    path: '/boern/:accountId/kontoudtog',
    access: 'guardian',
    load: () => import('./pages/statement.tsx'),
  },
  { path: '/mine-oplysninger', access: 'guardian', load: () => import('./pages/me.tsx') },
  { path: '/beskeder', access: 'guardian', load: () => import('./pages/inbox.tsx') },
  { path: '/vejledninger', access: 'anyone', load: () => import('./pages/guides.tsx') },
  { path: '/vejledninger/:guide', access: 'anyone', load: () => import('./pages/guide.tsx') },
  { path: '/kontakt', access: 'anyone', load: () => import('./pages/contact.tsx') },
  { path: '/vilkaar', access: 'anyone', load: () => import('./pages/terms.tsx') },
  { path: '/privatliv', access: 'anyone', load: () => import('./pages/privacy.tsx') },
  { path: '/cookies', access: 'anyone', load: () => import('./pages/cookies.tsx') },
  { path: '/was', access: 'anyone', load: () => import('./pages/accessibility.tsx') },
];
