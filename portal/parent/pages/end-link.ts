// Ends a link: takes back a request, or removes the tie to a child. Asking again changes nothing.
import type { LinkId } from '../../../contracts/ids.ts';
import { type Answer, call } from '../api.ts';

export function endLink(linkId: LinkId): Promise<Answer<undefined>> {
  return call({ method: 'DELETE', target: `/api/links/${linkId}`, answer: null });
}
