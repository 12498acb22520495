// Finance ends a guardian's top-up of which nobody can tell: brought to its account, and logged with who did it. The
// reason stays with the account, under the child's key. Absent: whether it may be ended (card-account/lost-top-ups.ts).
import type { AccountId, PersonId } from '../../contracts/ids.ts';
import { type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { callForOutcome } from '../call-object.ts';
import type { CardAccount } from '../card-account/card-account.ts';
import type { TopUpAttempt } from '../card-account/decide-top-up-attempt.ts';
import type { EndTopUpByHandCommand } from '../card-account/top-up-commands.ts';
import { readPaymentReference } from '../payments/payment-reference.ts';

export interface TopUpEndDoors {
  readonly accounts: DurableObjectNamespace<CardAccount>;
  /** An id that merely looks like one must not make an object. */
  readonly isOpened: (accountId: AccountId) => boolean;
  readonly note: (actor: PersonId, action: string, subjects: string[]) => void;
}

/** Repeatable: what was lost between the two is logged with the repeat. Refusals: see `CardAccount.endTopUpByHand`. */
export async function endTopUpByHand(
  command: EndTopUpByHandCommand,
  { accounts, isOpened, note }: TopUpEndDoors,
): Promise<Outcome<TopUpAttempt, Refusal>> {
  const { reference, by } = command;
  const accountId = readPaymentReference(reference)?.accountId;
  if (accountId === undefined || !isOpened(accountId)) return refused({ code: 'top_up_unknown' });
  const account = accounts.getByName(accountId);
  const ended = await callForOutcome<TopUpAttempt>(() => account.endTopUpByHand(command));
  if (ended.ok) note(by, 'top_up_ended_by_hand', [reference, accountId]);
  return ended;
}
