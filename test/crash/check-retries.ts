// Asks once more for everything that was ever settled: the first outcome must come back byte for byte. And
// asks with another body under the same id, which must be refused whatever became of the first.
import type { Call } from '../../portal/till/api.ts';
import type { Request } from './ledger.ts';
import { differenceOf } from './report.ts';
import type { TillAtWork } from './till-at-work.ts';

/** Of each till; changing the body of every request would only take longer. */
const CONFLICTS_PER_TILL = 4;
const NO_WITNESS = { sent: () => {}, answered: () => {}, lost: () => {} };

/** I3: a retry gets the first outcome. */
export function objectionsToRetries(tills: readonly TillAtWork[]): Promise<string[]> {
  return atEachTill(tills, async ({ till, kept }) => {
    const objections: string[] = [];
    for (const request of kept) {
      const { answers } = request;
      await till.screen.call(callOf(request.request));
      const { id, outcome, contradiction } = request;
      if (request.answers === answers) objections.push(`${id} got no answer`);
      if (contradiction === null) continue;
      objections.push(`${id} ${differenceOf(outcome?.text ?? '', contradiction.text)}`);
    }
    return objections;
  });
}

/** I3: another body under the same id is a conflict, whether the first was accepted or refused. */
export function objectionsToConflicts(tills: readonly TillAtWork[]): Promise<string[]> {
  return atEachTill(tills, async ({ till, kept }) => {
    const screen = till.screenBefore(NO_WITNESS);
    const objections: string[] = [];
    const some = [
      ...kept.filter(({ isAccepted }) => isAccepted).slice(-CONFLICTS_PER_TILL),
      ...kept.filter(({ isAccepted }) => !isAccepted).slice(-CONFLICTS_PER_TILL),
    ];
    for (const { id, request } of some) {
      if (request.kind !== 'purchase') continue;
      const { body } = request.purchase;
      const lines = body.lines.map((line) => ({ ...line, quantity: line.quantity + 1 }));
      const answer = await screen.call({ ...callOf(request), body: { ...body, lines } });
      const code = answer.kind === 'problem' ? answer.problem.code : answer.kind;
      if (code !== 'purchase_id_reused') objections.push(`${id} with another body: ${code}`);
    }
    return objections;
  });
}

function callOf(request: Request): Call<undefined> {
  const { id } = request;
  if (request.kind === 'purchase') {
    const { accountId, body } = request.purchase;
    const target = `/api/accounts/${accountId}/purchases/${id}`;
    return { method: 'PUT', target, body, answer: null };
  }
  const { accountId, purchaseId } = request;
  const target = `/api/accounts/${accountId}/purchases/${purchaseId}/reversals/${id}`;
  return { method: 'PUT', target, body: {}, answer: null };
}

async function atEachTill(
  tills: readonly TillAtWork[],
  ask: (till: TillAtWork) => Promise<string[]>,
): Promise<string[]> {
  return (await Promise.all(tills.map(ask))).flat();
}
