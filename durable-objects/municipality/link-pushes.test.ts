// What a guardian's object holds of links, and an end that could not be brought everywhere at first.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { byCode, codeFor, familyOf, linkAskedFor } from '../testing/link-requests.ts';
import {
  account,
  LEADER,
  linkGuardian,
  loggedInGuardian,
  municipality,
  SeededClub,
} from '../testing/seeded-club.ts';
import { query } from '../testing/stored-rows.ts';
import { guardian, seesBalance } from '../testing/test-links.ts';

const club = new SeededClub();
beforeAll(() => club.seed());

describe('I9: an end that could not be brought everywhere', () => {
  /** As if an object were out of reach: what it writes to is not there. */
  async function withoutTable(of: DurableObjectStub, table: string, work: () => Promise<void>) {
    await query(of, `ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      await work();
    } finally {
      await query(of, `ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  }

  it('is ending until the guardian has it, by the alarm', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const end = () => municipality().endOwnLink({ linkId, guardianId });
    await withoutTable(guardian(guardianId), 'link', async () => {
      expect(await end()).toMatchObject({ ok: true, value: { state: 'ending' } });
      expect(await seesBalance(guardianId, child)).toBe(false);
    });
    expect(await runDurableObjectAlarm(municipality())).toBe(true);
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ended' }] },
    });
    expect(await end()).toMatchObject({ value: { state: 'ended' } });
  });

  it('is ending, and off the guardian’s list, until the account has it', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    expect(await seesBalance(guardianId, child)).toBe(true);
    const end = () => municipality().endOwnLink({ linkId, guardianId });
    await withoutTable(account(child.accountId), 'copy', async () => {
      expect(await end()).toMatchObject({ ok: true, value: { state: 'ending' } });
    });
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ending', accountId: null }] },
    });
    expect(await guardian(guardianId).children()).toMatchObject({ value: { children: [] } });
    await runDurableObjectAlarm(municipality());
    expect(await seesBalance(guardianId, child)).toBe(false);
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ linkId, state: 'ended' }] },
    });
  });
});

describe('what the guardian’s object holds', () => {
  it('is never replaced by something older', async () => {
    const { child } = await familyOf(club);
    const { guardianId } = child;
    const linkId = await linkGuardian(child.childId, guardianId);
    const [row] = await query(guardian(guardianId), 'SELECT version, content FROM link');
    const content = JSON.parse(String(row?.content));
    await municipality().endOwnLink({ linkId, guardianId });
    await guardian(guardianId).takeLink({ version: Number(row?.version), content });
    expect(await guardian(guardianId).links()).toMatchObject({
      value: { links: [{ state: 'ended' }] },
    });
  });

  it('names nobody in the clear', async () => {
    const child = await club.registerChild(0, { name: 'Klartekst' });
    const rows = await query(guardian(child.guardianId), 'SELECT content FROM link');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('Klartekst');
  });

  it('follows a child that is renamed', async () => {
    const child = await club.registerChild(0, { name: 'Gammelt' });
    const renamed = { childId: child.childId, givenName: 'Nyt', familyName: 'Testesen' };
    await municipality().registerChild({ ...renamed, photo: null, clubIds: [club.clubId] });
    expect(await guardian(child.guardianId).links()).toMatchObject({
      value: { links: [{ childGivenName: 'Nyt' }] },
    });
  });

  it('tells the one who waited of the club’s word, and the one who was stopped', async () => {
    const { child } = await familyOf(club);
    const grandparent = await loggedInGuardian();
    const linkId = await linkAskedFor(grandparent, byCode(await codeFor(child), 'payer'));
    const command = { linkId, by: LEADER, reason: 'Aftalt med forældrene' };
    await municipality().approveLink(command);
    await municipality().freezeLink(command);
    await municipality().endLink(command);
    const inbox = await guardian(grandparent).inbox({ before: null });
    const OWN_LINK = {
      kind: 'link',
      whose: { role: 'me', name: null },
      rights: 'payer',
      basis: null,
    };
    const contents = inbox.ok ? inbox.value.messages.map(({ content }) => content) : [];
    expect(contents.toReversed()).toEqual([
      { ...OWN_LINK, change: 'approved' },
      { ...OWN_LINK, change: 'frozen' },
      { ...OWN_LINK, change: 'ended' },
    ]);
  });
});
