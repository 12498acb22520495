// What a guardian is told of an event goes by the rights that held when it happened, and not by those that hold when
// it is handed over. The eighteenth birthday between the two: coming-of-age.test.ts.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import type { LinkId } from '../../contracts/ids.ts';
import { acceptedValue, Counter } from '../testing/counter.ts';
import { guardianObject, guardianWithInbox, settled } from '../testing/inbox-of.ts';
import { account, SeededClub, topUp } from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import type { LinkCopy } from './account-store.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

it('a child that comes to hold more rights does not hear of what it was not told before', async () => {
  const child = await club.registerChild(100_00, { linked: false });
  const guardianId = await guardianWithInbox();
  const [before, stub] = [Date.now() - 60_000, account(child.accountId)];
  const link: LinkCopy = {
    ...{ linkId: 'as-child' as LinkId, guardianId, rights: 'self', basis: 'club' },
    ...{ from: before, until: null, isFrozen: false },
  };
  await stub.takeCopy({ kind: 'links', version: 9_000_000, content: [link] });
  const inbox = guardianObject(guardianId);
  // What is told meanwhile waits in the account.
  await query(inbox, 'ALTER TABLE inbox RENAME TO away');
  await topUp(child.accountId, 5_00);
  acceptedValue(await new Counter(club).sellTo(child, [12_00]));
  await settled();
  const from = Date.now();
  const inFull: LinkCopy = { ...link, linkId: 'in-full' as LinkId, rights: 'full', from };
  const content = [{ ...link, until: from }, inFull];
  await stub.takeCopy({ kind: 'links', version: 9_000_001, content });
  await query(inbox, 'ALTER TABLE away RENAME TO inbox');
  await runDurableObjectAlarm(stub);
  await settled();
  await topUp(child.accountId, 7_00);
  await settled();
  const rows = await query(inbox, "SELECT content FROM inbox WHERE source = 'entry'");
  const told = rows.map((row) => JSON.parse(String(row.content)));
  expect(told).toMatchObject([{ kind: 'purchase' }, { kind: 'top_up', amountOre: 7_00 }]);
});
