// A guardian that has an inbox, and what stands in it, for tests of what guardians are told.
import { env } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';
import type { Inbox, InboxMessage } from '../../contracts/inbox.ts';
import { newGuardianId } from './seeded-club.ts';

export function guardianObject(guardianId: GuardianId) {
  return env.GUARDIAN.getByName(guardianId);
}

/** Somebody who has logged in once. */
export async function guardianWithInbox(): Promise<GuardianId> {
  const guardianId = newGuardianId();
  await guardianObject(guardianId).openSession({
    authenticatedAt: Date.now(),
    endsAt: null,
    idTokenCiphertext: null,
  });
  return guardianId;
}

/** Oldest first. */
export async function inboxOf(guardianId: GuardianId): Promise<InboxMessage[]> {
  const outcome = await guardianObject(guardianId).inbox({ before: null });
  if (!outcome.ok) throw new Error(`the inbox is refused: ${outcome.refusal.code}`);
  return (outcome.value as Inbox).messages.toReversed();
}

export async function kindsOf(guardianId: GuardianId): Promise<string[]> {
  return (await inboxOf(guardianId)).map(({ content }) => content.kind);
}

/** Deliveries run beside the answers: waits until that many messages stand there. */
export async function waitForInbox(guardianId: GuardianId, count: number): Promise<InboxMessage[]> {
  for (let round = 0; round < 100; round++) {
    const messages = await inboxOf(guardianId);
    if (messages.length >= count) return messages;
    await scheduler.wait(20);
  }
  throw new Error(`the inbox has ${(await kindsOf(guardianId)).join(', ') || 'nothing'}`);
}

/** Long enough for a delivery that should not come. */
export async function settled(): Promise<void> {
  await scheduler.wait(250);
}
