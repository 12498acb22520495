// The objects' files, byte for byte: deleted and overwritten rows stay readable in them, so that what is personal
// must never have been there in the clear. Absent: which row holds what (worker/personal-fields.test.ts).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AccountId, ClubId, GuardianId, LinkId, PersonId, TopUpId } from '../../contracts/ids.ts';
import { ore } from '../../contracts/ore.ts';
import { DEMO_CITIZENS } from '../../local/demo-personas.ts';
import { seedCall } from '../../local/seed-calls.ts';
import { Guest } from './logging-in.ts';
import type { LoginHouse } from './login-house.ts';
import type { LoginCase } from './run.ts';

const CHILD = PersonId.parse('child-of-files');
const CLUB = ClubId.parse('club-of-files');
const BY = PersonId.parse('leader-of-files');
const NATIONAL_ID = '9817021234';
const MET = { nationalId: '9923087777', name: 'Wolfhilde Modtsen' };
const REASON = 'Uenighed om samvaer';
const TOP_UP_REASON = 'Kontant i klubben';
const BEFORE = {
  ...{ givenName: 'Zebediah', familyName: 'Zebrasen', bornOn: '2013-02-17' },
  contacts: [{ nationalId: '9941027777', name: 'Quirina Kontaktsen' }],
};
const AFTER = {
  ...{ givenName: 'Yngvarda', familyName: 'Nynavnsen', bornOn: '2013-02-18' },
  contacts: [{ nationalId: '9941028888', name: 'Ottokar Afloeser' }],
};
/** The phone and the account are changed once; the bank account is the second one's in the end. */
const PHONES = ['31415926', '27182818'];
const BANK_ACCOUNTS = ['9182736450', '8273645091'];

export const filesCases: readonly LoginCase[] = [
  {
    name: 'the files hold nothing personal in the clear, not even what was replaced since',
    run: async (house) => {
      await registerAndRename(house);
      const guest = new Guest(house, 'honest');
      await guest.loginAs('mette');
      for (const phone of PHONES) await put(guest, 'phone', { phone });
      for (const accountNumber of BANK_ACCOUNTS) {
        await put(guest, 'bank-account', { registrationNumber: '1234', accountNumber });
      }
      const { stored } = house;
      assert.ok(stored.includes(CHILD), 'the child is in the files by its id');
      const people = DEMO_CITIZENS.flatMap(({ nationalId, birthDate }) => [nationalId, birthDate]);
      const children = [BEFORE, AFTER].flatMap(({ givenName, familyName, bornOn, contacts }) => [
        ...[givenName, familyName, bornOn],
        ...contacts.flatMap((contact) => [contact.nationalId, contact.name]),
      ]);
      const rest = [NATIONAL_ID, MET.nationalId, MET.name, REASON, TOP_UP_REASON];
      for (const text of [...people, ...children, ...rest, ...PHONES, ...BANK_ACCOUNTS]) {
        for (const written of [text, Buffer.from(text).toString('hex')]) {
          assert.equal(stored.includes(written), false, `"${text}" is in the files`);
        }
      }
    },
  },
];

async function registerAndRename({ seed, municipalityId }: LoginHouse): Promise<void> {
  const club = { clubId: CLUB, name: 'Filklubben', salesPoints: [], categories: [] };
  await seed.call(seedCall('municipality', municipalityId, 'addClub', club));
  const register = async (child: typeof BEFORE) => {
    const fixed = { childId: CHILD, nationalId: NATIONAL_ID, photo: null, clubIds: [CLUB] };
    const command = { ...fixed, ...child };
    return seed.call(seedCall('municipality', municipalityId, 'registerChild', command));
  };
  const { accountId } = (await register(BEFORE)) as { accountId: string };
  const met = seedCall('municipality', municipalityId, 'registerGuardian', MET);
  const { guardianId } = (await seed.call(met)) as { guardianId: string };
  const linkId = LinkId.parse(randomUUID());
  const link = { linkId, childId: CHILD, guardianId: GuardianId.parse(guardianId), by: BY };
  const topUp = { amountOre: ore(50_00), by: BY, reason: TOP_UP_REASON };
  const answers = await seed.callAll([
    seedCall('municipality', municipalityId, 'linkGuardian', { ...link, rights: 'full' }),
    seedCall('account', AccountId.parse(accountId), 'topUp', {
      ...{ ...topUp, topUpId: TopUpId.parse(randomUUID()) },
    }),
    seedCall('municipality', municipalityId, 'freezeLink', { linkId, by: BY, reason: REASON }),
    seedCall('municipality', municipalityId, 'thawLink', { linkId, by: BY }),
  ]);
  for (const answer of answers) assert.equal((answer as { ok: boolean }).ok, true);
  await register(AFTER);
}

async function put(guest: Guest, path: string, body: object): Promise<void> {
  const answer = await guest.visit(`${guest.origin}/api/me/${path}`, {
    method: 'PUT',
    headers: { origin: guest.origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, answer.text);
}
