// What a guardian has of a link: its own object, which is told of it, and the child's money, which the account shows.
import { env } from 'cloudflare:workers';
import type { GuardianId } from '../../contracts/ids.ts';
import { account, type TestChild } from './seeded-club.ts';

export function guardian(guardianId: GuardianId) {
  return env.GUARDIAN.getByName(guardianId);
}

export async function seesBalance(guardianId: GuardianId, child: TestChild): Promise<boolean> {
  const overview = await account(child.accountId).overview({ by: guardianId });
  return overview.ok && overview.value.ledgerBalanceOre !== null;
}
