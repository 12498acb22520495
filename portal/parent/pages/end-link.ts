// Ends a link: takes back a request, or removes the tie to a child. Asking again changes nothing.
import type { LinkId } from '../../../contracts/ids.ts';
import { LinkView } from '../../../contracts/links.ts';
import { type Answer, call } from '../api.ts';

/** The link may answer as `ending`: over here, and on its way to where an account could not be reached. */
export function endLink(linkId: LinkId): Promise<Answer<LinkView>> {
  return call({ method: 'DELETE', target: `/api/links/${linkId}`, answer: LinkView });
}
