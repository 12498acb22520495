// Which page stands inside the frame: the one of the address, or the login page while nobody is logged in.
// A page's code is fetched when it is opened; where that fails, loading the portal anew brings the newest.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { NotFoundPage } from './not-found-page.tsx';
import { Notice } from './notice.tsx';
import { PageFrame } from './page-frame.tsx';
import { PageHeading } from './page-heading.tsx';
import { LoginPage } from './pages/login.tsx';
import { PAGES, type Page, type PageProperties } from './pages.ts';
import { address, matchPath } from './router.ts';
import { session } from './session.ts';
import { words } from './words.ts';

type Code = ComponentType<PageProperties>;

const loaded = new Map<Page, Code>();

export function ParentApp() {
  return (
    <PageFrame>
      <PageOfAddress />
    </PageFrame>
  );
}

function PageOfAddress() {
  const { path } = address.value;
  const found = foundPage(path);
  if (!found) return <NotFoundPage />;
  if (found.page.access === 'guardian' && session.value === 'closed') {
    return <LoginPage parameters={{}} />;
  }
  // Another child's page is a new page: nothing typed for one child may stand at the next.
  return <LoadedPage key={path} page={found.page} parameters={found.parameters} />;
}

function LoadedPage({ page, parameters }: { readonly page: Page } & PageProperties) {
  const [code, show] = useState<{ page: Code } | null>(() => codeAtHand(page));
  const [failed, fail] = useState(false);
  useEffect(() => {
    if (code) return;
    Promise.resolve(page.load()).then(
      (answer) => show(keepCode(page, typeof answer === 'function' ? answer : answer.default)),
      (error: unknown) => {
        console.error('the page did not load', error);
        fail(true);
      },
    );
  }, [page]);
  if (code) return <code.page parameters={parameters} />;
  const text = words.value;
  if (!failed) return <p class="waiting">{text.loading}</p>;
  const { title, advice } = text.unreachable.network;
  return (
    <>
      <PageHeading title={text.pageDidNotLoad} />
      <Notice kind="warning" title={title} alert>
        <p>{advice}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {text.reload}
        </button>
      </Notice>
    </>
  );
}

function codeAtHand(page: Page): { page: Code } | null {
  const code = loaded.get(page);
  if (code) return { page: code };
  const answer = page.path === '/' || page.path === '/log-paa' ? page.load() : null;
  return typeof answer === 'function' ? keepCode(page, answer) : null;
}

function keepCode(page: Page, code: Code): { page: Code } {
  loaded.set(page, code);
  return { page: code };
}

function foundPage(path: string): { page: Page; parameters: Record<string, string> } | null {
  for (const page of PAGES) {
    const parameters = matchPath(page.path, path);
    if (parameters) return { page, parameters };
  }
  return null;
}
