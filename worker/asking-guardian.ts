// Finds who holds the session cookie of a request. Verified here: the MAC of the guardian's id, and of the
// account that the address names. Verified there: the session (Guardian) and the link (CardAccount).
import type { Context } from 'hono';
import type { AccountId } from '../contracts/ids.ts';
import { type Outcome, refused } from '../contracts/outcome.ts';
import type { Refusal } from '../contracts/problems.ts';
import { callForOutcome } from '../durable-objects/call-object.ts';
import type { CardAccount } from '../durable-objects/card-account/card-account.ts';
import type { Guardian } from '../durable-objects/guardian/guardian.ts';
import type { Session } from '../durable-objects/guardian/sessions.ts';
import { isOurObjectId } from '../durable-objects/object-id.ts';
import type { EdgeEnvironment } from './environment.ts';
import { sessionOfCookie } from './session-of-cookie.ts';

export interface AskingGuardian extends Session {
  readonly guardian: DurableObjectStub<Guardian>;
  readonly secret: string;
}

/** Asks for the one who is logged in. Refusal before those of `ask`: `session_missing`. */
export async function askGuardian<Value>(
  context: Context<EdgeEnvironment>,
  ask: (asking: AskingGuardian) => PromiseLike<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  const held = sessionOfCookie(context.get('sessionCookie'), context.env.EDGE_KEY);
  if (held === null) return refused({ code: 'session_missing' });
  const { guardianId, secret } = held;
  const guardian = context.env.GUARDIAN.getByName(guardianId);
  const session = await callForOutcome<Session>(() => guardian.authenticate(secret));
  if (!session.ok) return session;
  context.set('reader', guardianId);
  return ask({ ...session.value, guardian, secret });
}

/** The same for one child's account. Refusal after `session_missing`: `account_unknown` (not one of ours). */
export function askAccount<Value>(
  context: Context<EdgeEnvironment>,
  accountId: AccountId,
  ask: (
    account: DurableObjectStub<CardAccount>,
    asking: AskingGuardian,
  ) => PromiseLike<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  return askGuardian(context, async (asking) => {
    if (!isOurObjectId(accountId, context.env.EDGE_KEY))
      return refused({ code: 'account_unknown' });
    return callForOutcome(() => ask(context.env.CARD_ACCOUNT.getByName(accountId), asking));
  });
}
