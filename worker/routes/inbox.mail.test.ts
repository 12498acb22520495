import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encryptText } from '../../durable-objects/person-cipher.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { settled, waitForInbox } from '../../durable-objects/testing/inbox-of.ts';
import {
  linkGuardian,
  municipality,
  SeededClub,
  topUp,
} from '../../durable-objects/testing/seeded-club.ts';
import { query } from '../../durable-objects/testing/stored-rows.ts';
import { mailsTo, type SentMail } from '../testing/outside.ts';
import { UNREACHABLE } from '../testing/outside-world.ts';
import { mustPutMine } from '../testing/own-details.ts';
import { confirmEmail } from '../testing/own-email.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';

const club = new SeededClub();
const NEWS = 'Der er nyt på Kortportalen';

beforeAll(() => club.seed());
afterEach(runClock);

interface Family {
  readonly guardian: TestGuardian;
  readonly address: string;
  /** Something happens on the account of this guardian's child. */
  readonly news: () => Promise<void>;
}

async function family(): Promise<Family> {
  const guardian = await openGuardian();
  const address = await confirmEmail(guardian);
  const child = await club.registerChild(10_00, { linked: false, name: 'Hemmeligtnavn' });
  await linkGuardian(child.childId, guardian.guardianId);
  let count = 0;
  const news = async () => {
    await topUp(child.accountId, 5_00);
    count += 1;
    await waitForInbox(guardian.guardianId, count);
  };
  return { guardian, address, news };
}

function objectOf({ guardianId }: TestGuardian) {
  return env.GUARDIAN.getByName(guardianId);
}

/** What came after the mail with the code, once all that is due has gone. */
async function newsTo({ guardian, address }: Family): Promise<SentMail[]> {
  await runDurableObjectAlarm(objectOf(guardian));
  await settled();
  return (await mailsTo(address)).filter(({ subject }) => subject === NEWS);
}

async function alarmAt(guardian: TestGuardian): Promise<number> {
  const at = await runInDurableObject(objectOf(guardian), (_, { storage }) => storage.getAlarm());
  if (at === null) throw new Error('no alarm is set');
  return at;
}

describe('an e-mail about news', () => {
  it('comes at once, and names neither child nor amount', async () => {
    const own = await family();
    await own.news();
    const [mail, ...more] = await newsTo(own);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ from: 'kortportalen@klubkort.example', to: own.address });
    expect(mail?.text).toContain('Kommunen har sat penge ind på en konto.');
    expect(mail?.text).not.toMatch(/Hemmeligtnavn|5,00|10,00/);
  });

  it('is none of a changed bank account, of which a mail of its own warns', async () => {
    const own = await family();
    await mustPutMine(own.guardian, 'bank-account', {
      ...{ registrationNumber: '1234', accountNumber: '9182736450' },
    });
    expect(await newsTo(own)).toEqual([]);
    expect((await mailsTo(own.address)).map(({ subject }) => subject)).toContain(
      'Dine oplysninger på Kortportalen er ændret',
    );
  });

  it('gathers what comes within a quarter of an hour after another', async () => {
    const own = await family();
    await own.news();
    expect(await newsTo(own)).toHaveLength(1);
    await own.news();
    await own.news();
    expect(await newsTo(own)).toHaveLength(1);
    const at = await alarmAt(own.guardian);
    expect(at - Date.now()).toBeGreaterThan(14 * 60_000);
    stopClockAt(new Date(at).toISOString());
    expect(await newsTo(own)).toHaveLength(2);
  });

  it('waits for the end of the quiet time, and then is one', async () => {
    const own = await family();
    const body = { push: true, email: true, quiet: { from: '20:00', until: '06:30' }, levels: [] };
    await own.guardian.request('/api/me/notices', {
      method: 'PUT',
      headers: { 'if-match': '"0"' },
      body,
    });
    stopClockAt('2026-11-24T23:00:00.000Z');
    await own.news();
    await own.news();
    expect(await newsTo(own)).toEqual([]);
    expect(new Date(await alarmAt(own.guardian)).toISOString()).toBe('2026-11-25T05:30:00.000Z');
    stopClockAt('2026-11-25T05:30:00.000Z');
    expect(await newsTo(own)).toHaveLength(1);
  });

  it('is not sent before the address is confirmed, nor later what came before that', async () => {
    const guardian = await openGuardian();
    const child = await club.registerChild(0, { linked: false });
    await linkGuardian(child.childId, guardian.guardianId);
    await topUp(child.accountId, 1_00);
    await waitForInbox(guardian.guardianId, 1);
    const address = await confirmEmail(guardian);
    expect(await newsTo({ guardian, address, news: async () => {} })).toEqual([]);
  });

  it('is not sent while e-mail is switched off', async () => {
    const own = await family();
    await own.guardian.request('/api/me/notices', {
      method: 'PUT',
      headers: { 'if-match': '"0"' },
      body: { push: true, email: false, quiet: null, levels: [] },
    });
    await own.news();
    expect(await newsTo(own)).toEqual([]);
  });

  it('is tried again while the relay is down, later each time, and at last found in the inbox alone', async () => {
    const own = await family();
    await moveMailbox(own.guardian);
    await own.news();
    const pauses: number[] = [];
    for (let number = 0; number < 14; number++) {
      await runDurableObjectAlarm(objectOf(own.guardian));
      await settled();
      const at = await runInDurableObject(objectOf(own.guardian), (_, { storage }) =>
        storage.getAlarm(),
      );
      if (at === null) break;
      pauses.push(Math.round((at - Date.now()) / 30_000));
      stopClockAt(new Date(at).toISOString());
    }
    expect(pauses.slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
    expect(pauses.length).toBeLessThan(14);
    const [mark] = await query(objectOf(own.guardian), 'SELECT sent_up_to FROM mail_mark');
    expect(mark?.sent_up_to).toBe(1);
  });
});

/** The confirmed address becomes one whose relay is down, behind the object's back. */
async function moveMailbox({ guardianId }: TestGuardian): Promise<void> {
  const [key] = await municipality().personKeys([guardianId]);
  if (!key) throw new Error('the guardian has no key');
  const address = `${UNREACHABLE}@familie.example`;
  const ciphertext = encryptText(key, guardianId, 'email', address);
  await runInDurableObject(env.GUARDIAN.getByName(guardianId), (_, { storage }) => {
    storage.sql.exec("UPDATE contact_field SET ciphertext = ? WHERE field = 'email'", ciphertext);
  });
}
