// What is personal is on no object's disk in the clear: each field is written by the way that it really comes in,
// and then looked for in every row of every object that could have taken it, in whatever writing.

import { env } from 'cloudflare:workers';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardianId, LinkId } from '../contracts/ids.ts';
import { refund } from '../durable-objects/testing/counter.ts';
import { waitForInbox } from '../durable-objects/testing/inbox-of.ts';
import { byCode, codeFor, linkAskedFor } from '../durable-objects/testing/link-requests.ts';
import {
  account,
  LEADER,
  municipality,
  newNationalId,
  type TestChild,
  TINY_PHOTO,
  topUp,
} from '../durable-objects/testing/seeded-club.ts';
import { everyStoredValue, query } from '../durable-objects/testing/stored-rows.ts';
import { answerWith } from './testing/outside.ts';
import { mailbox } from './testing/outside-world.ts';
import { confirmEmail } from './testing/own-email.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { TestClub } from './testing/test-club.ts';
import { openGuardian, type TestGuardian } from './testing/test-guardian.ts';
import { BOLLE, type TestTill } from './testing/test-till.ts';

const PHOTO_HEX = Buffer.from(TINY_PHOTO.base64, 'base64').toString('hex');
const OWN_ID = newNationalId();
const PARENTS_ID = newNationalId();
const MET_ID = newNationalId();
const BROWSER = await TestBrowser.open();

/** Everything personal that this life of a family writes. */
const PERSONAL = {
  "a child's first name": 'Zebediah',
  "a child's birth date": '2013-02-17',
  "a child's national id": OWN_ID,
  "a contact's name": 'Quirina Kontaktsen',
  "a contact's national id": PARENTS_ID,
  "a guardian's name": 'Xaverine Voksensen',
  "a guardian's birth date": '1979-08-23',
  'the name of a guardian whom a club has met': 'Wolfhilde Modtsen',
  'the national id of a guardian whom a club has met': MET_ID,
  "an operator's name": 'Test staff',
  'why money came in': 'indbetaling i test',
  'why a purchase was given back': 'Bollen var brændt',
  'why a link was rejected': 'Ukendt for klubben',
  'why a link was frozen': 'Uenighed om samvær',
  'why a link was ended': 'Flyttet fra familien',
  'what a guardian said of a purchase': 'Han lå syg med feber',
  'an e-mail address': 'xaverine.voksensen@familie.example',
  'an e-mail address that waits for its code': 'xaverine.ny@familie.example',
  'a phone number': '31415926',
  'a bank account': '9182736450',
  "the address of a browser's push": new URL(BROWSER.endpoint).pathname.slice(6),
  'the keys of a browser’s push': BROWSER.subscription().keys.auth,
} as const;
type Personal = keyof typeof PERSONAL;

let disks: Record<string, string>;

beforeAll(async () => {
  const club = await TestClub.open();
  const till = await club.openTill();
  const child = await club.registerChild(100_00, {
    ...{ name: PERSONAL["a child's first name"], bornOn: PERSONAL["a child's birth date"] },
    ...{ nationalId: OWN_ID, linked: false },
    contacts: [{ nationalId: PARENTS_ID, name: PERSONAL["a contact's name"] }],
  });
  const parent = await openGuardian({
    ...{ nationalId: PARENTS_ID, name: PERSONAL["a guardian's name"] },
    birthDate: PERSONAL["a guardian's birth date"],
  });
  await linkAskedFor(parent.guardianId, byCode(await codeFor(child)));
  await sellAndGiveBack(till, child);
  await reportPurchase(parent, child);
  const stopped = await linksThatAreStopped(child);
  await leaveDetails(parent);
  await waitForInbox(parent.guardianId, 2);
  disks = {
    Municipality: await everyStoredValue(municipality()),
    CardAccount: await everyStoredValue(account(child.accountId)),
    Till: await everyStoredValue(env.TILL.getByName(till.screen.tillId)),
    "parent's Guardian": await diskOf(parent.guardianId),
    "stopped person's Guardian": await diskOf(stopped),
  };
  for (const name of ['Municipality', 'CardAccount', "parent's Guardian"]) {
    expect(disks[name]).toContain(child.childId);
  }
  expect(disks.Till).toContain(club.clubId);
});

async function sellAndGiveBack(till: TestTill, child: TestChild): Promise<void> {
  await till.purchase(await till.show(child), [BOLLE]);
  const purchaseId = crypto.randomUUID();
  await till.purchase(await till.show(child), [BOLLE], purchaseId);
  await till.search('zeb');
  await till.endPresentation(await till.showNamed(child.accountId));
  await topUp(child.accountId, 1_00);
  const reason = PERSONAL['why a purchase was given back'];
  expect(await refund(child, purchaseId, 'all', undefined, reason)).toMatchObject({ ok: true });
}

async function reportPurchase(parent: TestGuardian, { accountId }: TestChild): Promise<void> {
  const path = `/api/accounts/${accountId}/disputes/${crypto.randomUUID()}`;
  const body = { sequence: 2, text: PERSONAL['what a guardian said of a purchase'] };
  expect((await parent.request(path, { method: 'PUT', body })).status).toBe(201);
  const told = () => query(municipality(), 'SELECT 1 FROM dispute WHERE account_id = ?', accountId);
  for (let round = 0; round < 100 && (await told()).length === 0; round++) await scheduler.wait(10);
  expect(await told()).toHaveLength(1);
}

/** One link of each end, to somebody whom the club has met. @returns whose. */
async function linksThatAreStopped(child: TestChild): Promise<GuardianId> {
  const { guardianId } = await municipality().registerGuardian({
    nationalId: MET_ID,
    name: PERSONAL['the name of a guardian whom a club has met'],
  });
  const waiting = async () => linkAskedFor(guardianId, byCode(await codeFor(child), 'payer'));
  const decide = (linkId: LinkId, reason: Personal) => ({
    ...{ linkId, by: LEADER, reason: PERSONAL[reason] },
  });
  await municipality().rejectLink(decide(await waiting(), 'why a link was rejected'));
  const second = await waiting();
  await municipality().approveLink({ linkId: second, by: LEADER });
  await municipality().endLink(decide(second, 'why a link was ended'));
  const third = await waiting();
  await municipality().approveLink({ linkId: third, by: LEADER });
  await municipality().freezeLink(decide(third, 'why a link was frozen'));
  return guardianId;
}

/** The last address waits for its code, and a warning to the one in use for a mail service that is down. */
async function leaveDetails(parent: TestGuardian): Promise<void> {
  const put = async (path: string, body: object) =>
    expect((await parent.request(`/api/me/${path}`, { method: 'PUT', body })).status).toBe(200);
  await confirmEmail(parent, PERSONAL['an e-mail address']);
  await put('phone', { phone: PERSONAL['a phone number'] });
  await put(`push-subscriptions/${crypto.randomUUID()}`, BROWSER.subscription());
  await put('email', { address: PERSONAL['an e-mail address that waits for its code'] });
  await answerWith(mailbox(PERSONAL['an e-mail address']), 503);
  const accountNumber = PERSONAL['a bank account'];
  await put('bank-account', { registrationNumber: '1234', accountNumber });
  const rows = 'SELECT field FROM contact_field UNION ALL SELECT kind FROM warning_mail';
  const kept = await query(env.GUARDIAN.getByName(parent.guardianId), rows);
  const fields = ['bank_account', 'bank_account_changed', 'email', 'new_email', 'phone'];
  expect(kept.map(({ field }) => field).sort()).toEqual(fields);
}

function diskOf(guardianId: GuardianId): Promise<string> {
  return everyStoredValue(env.GUARDIAN.getByName(guardianId));
}

/** As text, with the hyphen of a national id, in hex, in base64 at any offset, and under hashes without a key. */
function writingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const inBase64 = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return padded.slice(Math.ceil((offset * 4) / 3), padded.replace(/=+$/, '').length - 1);
  });
  const hashes = ['sha256', 'sha1', 'md5'].flatMap((name) => {
    const digest = createHash(name).update(text).digest();
    return [digest.toString('hex'), digest.toString('base64').replace(/=+$/, '')];
  });
  const spellings = [text, text.toLowerCase(), text.toUpperCase(), text.replaceAll('-', '')];
  const hyphened = /^\d{10}$/.test(text) ? [`${text.slice(0, 6)}-${text.slice(6)}`] : [];
  return [...spellings, ...hyphened, bytes.toString('hex'), ...inBase64, ...hashes];
}

describe.each([
  'Municipality',
  'CardAccount',
  'Till',
  "parent's Guardian",
  "stopped person's Guardian",
])('the disk of a %s', (name) => {
  it.each(Object.keys(PERSONAL) as Personal[])('does not hold %s, in whatever writing', (field) => {
    for (const written of writingsOf(PERSONAL[field])) expect(disks[name]).not.toContain(written);
  });

  it('does not hold a photo', () => {
    expect(disks[name]).not.toContain(PHOTO_HEX.slice(16, 80));
    expect(disks[name]).not.toContain(TINY_PHOTO.base64.slice(20, 60));
  });
});

it('is looked for in a way that finds it, inside of something longer, too', () => {
  expect(disks.Municipality).toContain('Testkøbing Kommune');
  expect(disks["parent's Guardian"]).toContain('bolle');
  for (const before of ['', 'a', 'ab']) {
    const stored = Buffer.from(`${before}Uenighed om samværcd`);
    for (const disk of [stored.toString(), stored.toString('hex'), stored.toString('base64')]) {
      expect(writingsOf('Uenighed om samvær').some((written) => disk.includes(written))).toBe(true);
    }
  }
});

it('does not hold the chip of a card', async () => {
  const club = await TestClub.open();
  const child = await club.registerChild(1_00);
  const stored = `${await everyStoredValue(municipality())}${await everyStoredValue(account(child.accountId))}`;
  expect(stored).toContain(child.cardId);
  for (const written of writingsOf(child.uid)) expect(stored).not.toContain(written);
});
