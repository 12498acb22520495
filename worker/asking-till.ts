// Finds the till object that a signed request names, and the proof that it will check. Verified here: the
// form of the headers and the MAC of the till's id. Verified there: the signature.
import type { Context } from 'hono';
import { DEVICE_HEADERS, DeviceHeaders, deviceProofText } from '../contracts/device-proof.ts';
import type { AccountId, TillId } from '../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../contracts/outcome.ts';
import type { Refusal } from '../contracts/problems.ts';
import { callForOutcome } from '../durable-objects/call-object.ts';
import { isOurObjectId } from '../durable-objects/object-id.ts';
import type { DeviceProof } from '../durable-objects/till/commands.ts';
import type { Till } from '../durable-objects/till/till.ts';
import type { EdgeEnvironment } from './environment.ts';

export interface AskingTill {
  readonly tillId: TillId;
  readonly proof: DeviceProof;
  readonly till: DurableObjectStub<Till>;
}

/** Refusals: `device_proof_missing`, `device_proof_wrong` (the till's id is not ours). */
export function askingTill(context: Context<EdgeEnvironment>): Outcome<AskingTill, Refusal> {
  const headers = DeviceHeaders.safeParse({
    tillId: context.req.header(DEVICE_HEADERS.tillId),
    device: context.req.header(DEVICE_HEADERS.device),
    signedAt: context.req.header(DEVICE_HEADERS.signedAt),
    signature: context.req.header(DEVICE_HEADERS.signature),
  });
  if (!headers.success) return refused({ code: 'device_proof_missing' });
  const { tillId, device, signedAt, signature } = headers.data;
  if (!isOurObjectId(tillId, context.env.EDGE_KEY)) return refused({ code: 'device_proof_wrong' });
  const { pathname, search } = new URL(context.req.url);
  const signedText = deviceProofText({
    method: context.req.method,
    target: pathname + search,
    tillId,
    device,
    signedAt,
    bodySha256: context.get('bodySha256'),
  });
  const instance = context.get('requestId');
  const till = context.env.TILL.getByName(tillId);
  return accepted({
    tillId,
    proof: { device, signedAt, signedText, signature, instance },
    till,
  });
}

/**
 * Asks the till that signed the request, if it is the one that the address names, about an account that is
 * one of ours.
 */
export async function askTill<Value>(
  context: Context<EdgeEnvironment>,
  named: { readonly tillId?: TillId; readonly accountId?: AccountId },
  ask: (asking: AskingTill) => PromiseLike<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal>> {
  const asking = askingTill(context);
  if (!asking.ok) return asking;
  if (named.tillId !== undefined && named.tillId !== asking.value.tillId) {
    return refused({ code: 'device_not_allowed' });
  }
  if (named.accountId !== undefined && !isOurObjectId(named.accountId, context.env.EDGE_KEY)) {
    return refused({ code: 'account_unknown' });
  }
  return callForOutcome(() => ask(asking.value));
}
