// Which built file answers an address: itself, or the parents' portal, whose pages share one file and read
// the address in the browser. Deliberately absent: headers, which the edge puts on every answer.

/** What has a file of its own below it, or none at all: there a missing page is missing. */
const NOT_PARENTS = /^\/(?:api|kasse|klub|assets)(?:\/|$)|\.\w+$/;

export async function portalPage(
  request: Request,
  assets: { fetch(request: Request): Promise<Response> },
): Promise<Response> {
  const found = await assets.fetch(request);
  const url = new URL(request.url);
  if (found.status !== 404 || NOT_PARENTS.test(url.pathname)) return found;
  return assets.fetch(new Request(new URL('/', url), request));
}
