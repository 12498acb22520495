// The same showing under the account's own seal, with some of it changed: what only the account could make.
import type { PresentedChild } from '../../contracts/presentations.ts';
import {
  openPresentation,
  type SealedPresentation,
  sealPresentation,
} from '../../durable-objects/card-account/presentation-seal.ts';
import { account } from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';

export async function resealed(
  shown: PresentedChild,
  change: Partial<SealedPresentation>,
): Promise<PresentedChild> {
  const [row] = await query(account(shown.accountId), 'SELECT seal_key FROM account');
  const key = new Uint8Array(row?.seal_key as ArrayBuffer);
  const sealed = openPresentation(shown.presentation, key);
  if (sealed === null) throw new Error('the presentation does not open');
  return { ...shown, presentation: sealPresentation({ ...sealed, ...change }, key) };
}
