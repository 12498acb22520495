// Tells the municipality that its hourly walk is to come by. Beside an answer: nobody waits for it. Absent: the walk
// (municipality/top-up-sweep.ts), and its end, which the account says when it comes by.
import type { AccountId } from '../../contracts/ids.ts';
import { callObject } from '../call-object.ts';

export interface WalkDoors {
  readonly accountId: AccountId;
  readonly watch: () => PromiseLike<void>;
}

/** What is lost here is made good by the nightly audit. */
export async function beWalked({ accountId, watch }: WalkDoors): Promise<void> {
  try {
    await callObject(watch);
  } catch (error) {
    console.error(`account ${accountId} is not walked yet: ${error}`);
  }
}
