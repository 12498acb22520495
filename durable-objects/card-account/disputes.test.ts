// "Det var ikke mit barn": reported once per purchase, told to the club, readable by nobody on the disk.
import { runDurableObjectAlarm } from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DisputeId, GuardianId } from '../../contracts/ids.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { type Dispute, StatementQuery } from '../../contracts/statement.ts';
import { acceptedValue, Counter, codeOf } from '../testing/counter.ts';
import { linkedGuardian, newGuardianId, putLinks } from '../testing/link-copy.ts';
import { account, municipality, SeededClub, type TestChild } from '../testing/seeded-club.ts';
import { everyStoredValue, query } from '../testing/stored-rows.ts';

const TEXT = 'Ansgar lå syg hjemme den dag';

const club = new SeededClub();
beforeAll(() => club.seed());

async function boughtOnce() {
  const child = await club.registerChild(100_00);
  const guardianId = await linkedGuardian(child.accountId);
  acceptedValue(await new Counter(club).sellTo(child, [40_00]));
  return { child, guardianId };
}

interface Report {
  readonly disputeId?: string;
  readonly sequence?: number;
  readonly text?: string;
}

async function report(child: TestChild, by: GuardianId, change: Report = {}) {
  const { disputeId = crypto.randomUUID(), sequence = 2, text = TEXT } = change;
  return (await account(child.accountId).dispute({
    by,
    disputeId: disputeId as DisputeId,
    request: { sequence, text },
  })) as Outcome<Dispute, Refusal>;
}

async function toldClub(child: TestChild) {
  const all = await municipality().disputes(club.clubId);
  return all.filter(({ accountId }) => accountId === child.accountId);
}

describe('a report', () => {
  it('reaches the club with its text, and shows on the line', async () => {
    const { child, guardianId } = await boughtOnce();
    const { reportedAt } = acceptedValue(await report(child, guardianId));
    await vi.waitUntil(async () => (await toldClub(child)).length === 1);
    expect(await toldClub(child)).toMatchObject([
      { sequence: 2, reportedBy: guardianId, reportedAt: Date.parse(reportedAt), text: TEXT },
    ]);
    const day = new Date().toISOString().slice(0, 10);
    const period = StatementQuery.parse({ from: day, to: day });
    const statement = await account(child.accountId).statement({ by: guardianId, query: period });
    expect(statement).toMatchObject({ value: { lines: [{ disputedAt: reportedAt }, {}] } });
  });

  it('stands in clear text neither in the account nor in the municipality', async () => {
    const { child, guardianId } = await boughtOnce();
    acceptedValue(await report(child, guardianId));
    await vi.waitUntil(async () => (await toldClub(child)).length === 1);
    for (const stub of [account(child.accountId), municipality()]) {
      expect(await everyStoredValue(stub)).not.toContain('Ansgar');
    }
  });

  it('repeated changes nothing; another body under its id is refused (I3)', async () => {
    const { child, guardianId } = await boughtOnce();
    const disputeId = crypto.randomUUID();
    const first = await report(child, guardianId, { disputeId });
    expect(await report(child, guardianId, { disputeId })).toEqual(first);
    expect(codeOf(await report(child, guardianId, { disputeId, text: 'andet' }))).toBe(
      'dispute_id_reused',
    );
    expect(codeOf(await report(child, guardianId, { disputeId, sequence: 1 }))).toBe(
      'dispute_id_reused',
    );
    await vi.waitUntil(async () => (await toldClub(child)).length > 0);
    expect(await toldClub(child)).toHaveLength(1);
  });

  it('of a purchase that is reported already leaves the first as it stands, whoever asks', async () => {
    const { child, guardianId } = await boughtOnce();
    const other = newGuardianId();
    await putLinks(child.accountId, [
      { guardianId, rights: 'full' },
      { guardianId: other, rights: 'full' },
    ]);
    const first = await report(child, guardianId);
    expect(await report(child, guardianId)).toEqual(first);
    expect(await report(child, other, { text: 'heller ikke mig' })).toEqual(first);
    await vi.waitUntil(async () => (await toldClub(child)).length > 0);
    expect(await toldClub(child)).toMatchObject([{ reportedBy: guardianId, text: TEXT }]);
  });

  it('of what is no purchase is refused', async () => {
    const { child, guardianId } = await boughtOnce();
    expect(codeOf(await report(child, guardianId, { sequence: 1 }))).toBe('entry_unknown');
    expect(codeOf(await report(child, guardianId, { sequence: 3 }))).toBe('entry_unknown');
  });

  it('refused or made before leaves no row, however often it comes, and under as many ids', async () => {
    const { child, guardianId } = await boughtOnce();
    const rows = async () =>
      (await query(account(child.accountId), 'SELECT count(*) AS n FROM outcome'))[0]?.n as number;
    const before = await rows();
    for (let times = 0; times < 20; times++) {
      expect(codeOf(await report(child, guardianId, { sequence: 900 + times }))).toBe(
        'entry_unknown',
      );
    }
    expect(await rows()).toBe(before);
    const first = await report(child, guardianId);
    for (let times = 0; times < 20; times++) {
      expect(await report(child, guardianId, { text: `igen ${times}` })).toEqual(first);
    }
    expect(await rows()).toBe(before + 1);
  });

  it('under an id that was refused is taken once there is such a purchase', async () => {
    const { child, guardianId } = await boughtOnce();
    const disputeId = crypto.randomUUID();
    const early = { disputeId, sequence: 3 };
    expect(codeOf(await report(child, guardianId, early))).toBe('entry_unknown');
    acceptedValue(await new Counter(club).sellTo(child, [8_00]));
    const taken = await report(child, guardianId, early);
    expect(codeOf(taken)).toBe('accepted');
    expect(await report(child, guardianId, early)).toEqual(taken);
    expect(codeOf(await report(child, guardianId, { disputeId }))).toBe('dispute_id_reused');
  });

  it('is a full guardian’s: not a payer’s, not the child’s, and of strangers not at all (I13)', async () => {
    const { child } = await boughtOnce();
    const [payer, self] = [newGuardianId(), newGuardianId()];
    await putLinks(child.accountId, [
      { guardianId: payer, rights: 'payer' },
      { guardianId: self, rights: 'self' },
    ]);
    expect(codeOf(await report(child, payer))).toBe('rights_not_enough');
    expect(codeOf(await report(child, self))).toBe('rights_not_enough');
    expect(codeOf(await report(child, newGuardianId()))).toBe('account_unknown');
  });

  it('is heard by a frozen account, too', async () => {
    const { child, guardianId } = await boughtOnce();
    await query(account(child.accountId), "INSERT INTO spent VALUES ('day:2026-01-01', 5)");
    expect(codeOf(await account(child.accountId).audit())).toBe('account_frozen');
    expect(codeOf(await report(child, guardianId))).toBe('accepted');
  });
});

describe('a municipality that was out of reach (I9)', () => {
  it('is told by the alarm', async () => {
    const { child, guardianId } = await boughtOnce();
    await query(municipality(), 'ALTER TABLE dispute RENAME TO lost_dispute');
    acceptedValue(await report(child, guardianId));
    await scheduler.wait(100);
    const untold = 'SELECT 1 FROM dispute WHERE told_at IS NULL';
    expect(await query(account(child.accountId), untold)).toHaveLength(1);
    await query(municipality(), 'ALTER TABLE lost_dispute RENAME TO dispute');
    expect(await toldClub(child)).toHaveLength(0);
    expect(await runDurableObjectAlarm(account(child.accountId))).toBe(true);
    expect(await toldClub(child)).toHaveLength(1);
    expect(await query(account(child.accountId), untold)).toHaveLength(0);
  });

  it('has an alarm before it is told, so that a crash between the two forgets nothing', async () => {
    const { child, guardianId } = await boughtOnce();
    acceptedValue(await report(child, guardianId));
    await vi.waitUntil(async () => (await toldClub(child)).length === 1);
    expect(await runDurableObjectAlarm(account(child.accountId))).toBe(true);
    expect(await toldClub(child)).toHaveLength(1);
  });

  it('is told by the nightly audit, when even the alarm was lost', async () => {
    const { child, guardianId } = await boughtOnce();
    await query(municipality(), 'ALTER TABLE dispute RENAME TO lost_dispute');
    acceptedValue(await report(child, guardianId));
    await scheduler.wait(100);
    await query(municipality(), 'ALTER TABLE lost_dispute RENAME TO dispute');
    await municipality().auditAll();
    expect(await toldClub(child)).toHaveLength(1);
  });
});
