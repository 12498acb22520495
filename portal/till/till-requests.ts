// What a till asks of the server besides the purchases and endings that must survive a reload: operators,
// catalogue, search, and a child shown by name.
import { Catalogue } from '../../contracts/catalogue.ts';
import type { AccountId, PresentationId } from '../../contracts/ids.ts';
import { type OperatorChange, OperatorOnShift } from '../../contracts/operators.ts';
import {
  ChildSearchResult,
  type NamedPresentationRequest,
  type NamedReason,
  PresentedChild,
} from '../../contracts/presentations.ts';
import type { Answer, Api } from './api.ts';

export interface TillRequests {
  changeOperator(change: OperatorChange): Promise<Answer<OperatorOnShift>>;
  catalogue(): Promise<Answer<Catalogue>>;
  findChildren(query: string): Promise<Answer<ChildSearchResult>>;
  present(
    accountId: AccountId,
    presentationId: PresentationId,
    reason: NamedReason,
  ): Promise<Answer<PresentedChild>>;
}

export function tillRequests(api: Api, tillId: string): TillRequests {
  const path = `/api/tills/${tillId}`;
  return {
    changeOperator: (change) =>
      api.call({
        method: 'PUT',
        target: `${path}/operator`,
        body: change,
        answer: OperatorOnShift,
      }),
    catalogue: () => api.call({ method: 'GET', target: `${path}/catalogue`, answer: Catalogue }),
    findChildren: (query) =>
      api.call({
        method: 'GET',
        target: `${path}/children?${new URLSearchParams({ query })}`,
        answer: ChildSearchResult,
      }),
    present: (accountId, presentationId, reason) =>
      api.call({
        method: 'PUT',
        target: `/api/accounts/${accountId}/presentations/${presentationId}`,
        body: { reason } satisfies NamedPresentationRequest,
        answer: PresentedChild,
      }),
  };
}
