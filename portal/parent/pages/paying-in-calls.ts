// What a guardian's own top-up asks of the account. One id per intent, kept until the top-up has come to an end:
// coming back from the provider's page and pressing again leads to the same page, and pays nothing twice.
import type { AccountId, TopUpId } from '../../../contracts/ids.ts';
import { ClosedTopUp, TopUp, type TopUpRequest } from '../../../contracts/top-ups.ts';
import { type Answer, call } from '../api.ts';
import { endIntent, intentId, settleIntent } from '../intents.ts';
import { isOpen } from './paying-in-standing.ts';

export async function startTopUp(accountId: AccountId, body: TopUpRequest): Promise<Answer<TopUp>> {
  const intent = `top-up:${accountId}:${body.amountOre}:${body.provider}`;
  const target = topUpTarget(accountId, intentId(intent));
  const answer = await call({ method: 'PUT', target, body, answer: TopUp });
  if (answer.kind !== 'ok' || !isOpen(answer.value)) settleIntent(intent, answer);
  return answer;
}

/** Begins one anew whose provider gave no answer: it stays the same one, in whichever tab. */
export async function startAgain(
  accountId: AccountId,
  { topUpId, amountOre, provider }: TopUp,
  language: 'da' | 'en',
): Promise<Answer<TopUp>> {
  const target = topUpTarget(accountId, topUpId);
  const body = { amountOre, provider, language };
  return noted(await call({ method: 'PUT', target, body, answer: TopUp }));
}

/** Asks how it stands, and the account asks the provider. */
export async function lookAtTopUp(accountId: AccountId, topUpId: string): Promise<Answer<TopUp>> {
  const target = topUpTarget(accountId, topUpId);
  return noted(await call({ method: 'GET', target, answer: TopUp }));
}

/** Closes the provider's page. Too late is told by the state, and by `closing`. */
export async function cancelTopUp(
  accountId: AccountId,
  topUpId: TopUpId,
): Promise<Answer<ClosedTopUp>> {
  const target = topUpTarget(accountId, topUpId);
  return noted(await call({ method: 'DELETE', target, answer: ClosedTopUp }));
}

/** Of each that has ended the next wish for the same is a new one. */
export function noteEnded(topUps: readonly TopUp[]): void {
  for (const topUp of topUps) if (!isOpen(topUp)) endIntent(topUp.topUpId);
}

function noted<Known extends TopUp>(answer: Answer<Known>): Answer<Known> {
  if (answer.kind === 'ok') noteEnded([answer.value]);
  return answer;
}

function topUpTarget(accountId: AccountId, topUpId: string): string {
  return `/api/accounts/${accountId}/top-ups/${encodeURIComponent(topUpId)}`;
}
