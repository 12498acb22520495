// Serves the built portal where workerd runs without Cloudflare's asset server: kinds of files, addresses
// without ".html", caching. Headers that protect the page are the main worker's; listings are nobody's.

interface Env {
  /** workerd's disk service: bytes only, all as octet-stream, and a listing where a folder is asked for. */
  readonly FILES: { fetch(request: Request): Promise<Response> };
}

/** What is not in this table is not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mp3: 'audio/mpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wav: 'audio/wav',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** Vite writes a hash of the content into these names, so the bytes behind a name never change. */
const HASHED = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

/** One or more plain names; no dot in front, no empty part, nothing encoded. */
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+$/;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    const url = new URL(request.url);
    const path = filePath(url.pathname);
    const mediaType = MEDIA_TYPES[path?.split('.').pop() ?? ''];
    if (path === null || mediaType === undefined) return notFound();
    const found = await env.FILES.fetch(
      new Request(new URL(path, url), { method: request.method }),
    );
    if (found.status !== 200) return notFound();
    const headers = new Headers({
      'content-type': mediaType,
      'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    const length = found.headers.get('content-length');
    if (length !== null) headers.set('content-length', length);
    return new Response(found.body, { headers });
  },
};

/** The file behind an address, as Cloudflare has it: `/kasse` is kasse.html and `/` is index.html. */
function filePath(pathname: string): string | null {
  if (pathname === '/') return '/index.html';
  if (!PLAIN_PATH.test(pathname)) return null;
  return /\.\w+$/.test(pathname) ? pathname : `${pathname}.html`;
}

function notFound(): Response {
  return new Response('There is nothing at this address.\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
